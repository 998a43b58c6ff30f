import { join } from 'node:path'
import { isProduction, readLocation } from '../client/env.js'
import { describeDifference } from '../commands/difference-words.js'
import { findHistory } from '../commands/find-history.js'
import { baselineDatabase, explainDifferences } from '../commands/migrate-baseline.js'
import { checkMigrations } from '../commands/migrate-check.js'
import { type DeployOptions, type DeployReport, deployMigrations } from '../commands/migrate-deploy.js'
import { createMigrations, describeChange } from '../commands/migrate-dev.js'
import { diffSchemas } from '../commands/migrate-diff.js'
import { resetDatabase } from '../commands/migrate-reset.js'
import { resolveMigration } from '../commands/migrate-resolve.js'
import { type Drift, readStatus } from '../commands/migrate-status.js'
import type { MigrationTarget } from '../commands/migration-connection.js'
import { isSettled, type MigrationStatus } from '../commands/migration-history.js'
import { type Project, readProject } from '../commands/project.js'
import { RefractError } from '../contract/errors.js'
import type { LiveComparison } from '../contract/live.js'
import { engineOf } from '../engines/index.js'
import type { SchemaChange } from '../schema/changes.js'
import type { SchemaRename } from '../schema/rename.js'
import type { BaselineCommand, CheckCommand, DevCommand, DiffCommand, MigrateCommand } from './args.js'
import { agree, canAsk } from './ask.js'
import { print } from './print.js'

/** Runs one of the commands of `refract migrate` and returns the exit code. */
export async function runMigrate(command: MigrateCommand, packageFolder: () => string): Promise<number> {
  const project = await readProject(command, packageFolder)
  if (command.name === 'migrate dev') return runDev(command, project)
  if (command.name === 'migrate diff') return runDiff(command, project)
  if (command.name === 'migrate check') return runCheck(command, project)
  const { engine, url } = readLocation(project.engines.map(engineOf), { provider: command.provider })
  const dir = project.config === null ? command.migrations : project.migrations
  const place: MigrationTarget = { engine, url, folder: findHistory(engine.provider, dir, packageFolder) }
  switch (command.name) {
    case 'migrate deploy':
      return runDeploy(place, deployMigrations, command)
    case 'migrate reset':
      await assertReset(engine.parseUrl(url).label, command.force)
      return runDeploy(place, resetDatabase, command)
    case 'migrate status':
      return printStatus(place, command)
    case 'migrate baseline':
      return runBaseline(place, command)
    case 'migrate resolve':
      print(`${await resolveMigration({ ...place, name: command.migration, as: command.as })}: ${command.migration} is ${command.as}.`)
      return 0
  }
}

async function runDev(command: DevCommand, project: Project): Promise<number> {
  const { createOnly, acceptDataLoss, renames, fills, provider } = command
  const accept = acceptDataLoss ? async () => true : askForChanges
  const { name, files, changes } = await createMigrations({
    ...project,
    name: command.migration,
    renames,
    fills,
    agree: accept,
    ...(canAsk() ? { isRename: askForRename } : {}),
    allowEmpty: createOnly,
  })
  if (acceptDataLoss) for (const change of changes) print(`  ${describeChange(change)}`)
  if (name === null) print('The schema is that of the last migration: nothing to write.')
  for (const file of files) print(`  ${file} written`)
  if (createOnly) return 0
  const { engine, url } = readLocation(project.engines.map(engineOf), { provider })
  return runDeploy({ engine, url, folder: join(project.migrations, engine.provider) }, deployMigrations, { json: false })
}

async function runDiff({ from, to, provider }: DiffCommand, project: Project): Promise<number> {
  const database = () => readLocation(project.engines.map(engineOf), { provider })
  const scripts = await diffSchemas({ ...project, from, to, database })
  const asked = project.engines.filter((candidate) => scripts[candidate] !== undefined && (provider ?? candidate) === candidate)
  for (const candidate of asked) {
    if (provider === undefined) print(`-- ${engineOf(candidate).title}\n`)
    print(scripts[candidate] || '-- Nothing to do.\n')
  }
  return 0
}

async function runCheck({ replays }: CheckCommand, project: Project): Promise<number> {
  const engines = project.engines.map(engineOf)
  const { problems, replayed } = await checkMigrations({
    ...project,
    replays: replays.map((url) => readLocation(engines, { url })),
  })
  for (const problem of problems) print(problem)
  if (problems.length > 0) return 1
  const read = engines.map(({ title }) => title).filter((title) => !replayed.includes(title))
  print(
    `The histories are in step; replayed: ${replayed.join(', ')}${read.length === 0 ? '' : `; only read: ${read.join(', ')} (see --replay)`}.`,
  )
  return 0
}

async function askForChanges(changes: readonly SchemaChange[]): Promise<boolean> {
  if (!canAsk()) return false
  for (const change of changes) print(`  ${describeChange(change)}`)
  return agree('Write yes to go on: ')
}

async function askForRename({ model, field, to }: SchemaRename): Promise<boolean> {
  const [from, target] = field === null ? [model, to] : [`${model}.${field}`, `${model}.${to}`]
  return agree(`Is ${target} the new name of ${from}, whose data it keeps? Write yes, or anything else for no: `)
}

async function runDeploy(
  place: MigrationTarget,
  deploy: (options: DeployOptions) => Promise<DeployReport>,
  { json }: { readonly json: boolean },
): Promise<number> {
  const { engine, folder } = place
  const tell = json ? printEvent : printLine
  tell({ event: 'begin', provider: engine.provider, folder }, `Migrating ${engine.title} with ${folder}`)
  const { database, applied, before } = await deploy({
    ...place,
    onStart: (name) => tell({ event: 'start', name }, null),
    onApplied: ({ name, milliseconds }) =>
      tell({ event: 'applied', name, milliseconds }, `  ${name} applied in ${milliseconds.toFixed(0)} ms`),
  })
  const count = applied.length === 0 ? 'nothing to do' : `${applied.length} applied`
  tell({ event: 'end', database, applied: applied.length, before }, `${database}: ${count}, ${before} applied before.`)
  return 0
}

/** What a person reads; null for what comes with the next line. */
function printLine(_event: object, line: string | null): void {
  if (line !== null) print(line)
}

function printEvent(event: object): void {
  print(JSON.stringify(event))
}

async function printStatus(place: MigrationTarget, { json }: { readonly json: boolean }): Promise<number> {
  const { database, migrations, drift } = await readStatus(place)
  const isApplied = migrations.every(({ state }) => isSettled(state))
  const inStep = isApplied && drift.differences.length === 0
  if (json) print(JSON.stringify({ database, provider: place.engine.provider, inStep, migrations, drift }))
  else {
    print(`${place.engine.title}, ${database}, with ${place.folder}`)
    for (const migration of migrations) print(describe(migration))
    printDrift(drift, place.engine.provider)
    if (!isApplied) print(explain(migrations))
    else print(inStep ? 'All migrations are applied.' : 'All migrations are applied, and the database is not what they made.')
  }
  return inStep ? 0 : 1
}

function printDrift({ migration, differences, others, unchecked }: Drift, provider: string): void {
  if (unchecked !== null) print(`The tables were not compared. ${unchecked}`)
  if (differences.length > 0) {
    print(`Differences to what ${migration} asks for:`)
    for (const difference of differences) print(`  ${describeDifference(difference)}`)
    print(`What leads it back: refract migrate diff --provider ${provider} --from database --to ${migration}`)
  }
  printOthers(others)
}

function printOthers(others: readonly string[]): void {
  if (others.length === 0) return
  print("Not Refract's, and left alone:")
  for (const other of others) print(`  ${other}`)
}

async function runBaseline(place: MigrationTarget, { json, acceptDifferences }: BaselineCommand): Promise<number> {
  const { provider, title } = place.engine
  const accept = async ({ differences, others }: Pick<LiveComparison, 'differences' | 'others'>) => {
    if (acceptDifferences) return true
    if (json || !canAsk()) return false
    for (const difference of differences) print(`  ${describeDifference(difference)}`)
    printOthers(others)
    print(explainDifferences(provider))
    return agree('The database differs from its history. Write yes to take it as it is: ')
  }
  const report = await baselineDatabase({ ...place, agree: accept })
  const { database, applied, replaced, differences, others } = report
  if (json) print(JSON.stringify({ provider, ...report }))
  else {
    print(`${title}, ${database}, with ${place.folder}`)
    for (const difference of differences) print(`  ${describeDifference(difference)}`)
    printOthers(others)
    if (replaced.length > 0) print(`${replaced.length} migrations of another history keep their records, and are told as replaced.`)
    for (const name of applied) print(`  ${name} recorded as applied`)
    print(applied.length === 0 ? 'Nothing to do: all migrations are recorded.' : 'The database has its history; nothing else was changed.')
    if (differences.length > 0) print(`It still differs. ${explainDifferences(provider)}`)
  }
  return 0
}

function describe({ name, state, logs }: MigrationStatus): string {
  const lines = logs === null || logs === '' ? [] : logs.split('\n')
  return [`  ${state.padEnd(8)} ${name}`, ...lines.map((line) => `           ${line}`)].join('\n')
}

function explain(migrations: readonly MigrationStatus[]): string {
  const count = (state: MigrationStatus['state']) => migrations.filter((one) => one.state === state).length
  const pending = count('pending')
  if (pending === migrations.length - count('applied') - count('replaced'))
    return `${pending} pending: refract migrate deploy applies them.`
  return 'The database and its history are not in step: refract migrate deploy says what to do.'
}

/** @throws {RefractError} `REFRACT_USAGE` where nobody has agreed */
async function assertReset(database: string, force: boolean): Promise<void> {
  if (force) return
  const refuse = (message: string) => new RefractError('REFRACT_USAGE', message, { hint: `--force resets ${database} without a question.` })
  if (isProduction()) throw refuse('In production a database is not reset.')
  if (!canAsk()) throw refuse('A reset removes every row, and nobody can be asked here.')
  const agreed = await agree(`All tables and rows of ${database} will be removed. Write yes to go on: `)
  if (!agreed) throw new RefractError('REFRACT_USAGE', 'Nothing was done.')
}
