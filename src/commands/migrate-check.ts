import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Engine } from '../contract/engine.js'
import { RefractError } from '../contract/errors.js'
import type { MigrationConnection } from '../contract/migration.js'
import { engineOf, PROVIDERS, type Provider } from '../engines/index.js'
import { compareSteps } from './compare-steps.js'
import type { CanonicalOptions } from './load-canonical.js'
import { createMigrations } from './migrate-dev.js'
import { withMigrations } from './migration-connection.js'
import { checksumOf, type Migration, readHistory } from './migration-history.js'
import { engineSchemaOf } from './schema-step.js'
import { assertLine, listSnapshots, readSnapshot, type Snapshot } from './snapshots.js'

export interface CheckOptions extends CanonicalOptions {
  /** The folder of all histories. */
  readonly migrations: string
  /** Empty databases in which to replay the histories of engines that need a server. They are emptied afterwards. */
  readonly replays: readonly { readonly engine: Engine; readonly url: string }[]
}

export interface CheckReport {
  /** What is wrong, in sentences; none where the histories are in step. */
  readonly problems: readonly string[]
  /** The engines whose histories were replayed and compared with a fresh install. */
  readonly replayed: readonly string[]
}

/**
 * Proves that the histories are in step: the same migrations in each, snapshots that nobody edited, each migration leading to the
 * tables, columns and keys of its snapshot, and a schema that the last one knows. Each history that can be replayed ends in the
 * tables of a fresh install: in an empty database that is given, else in one within this process where the engine has that.
 */
export async function checkMigrations(options: CheckOptions): Promise<CheckReport> {
  const { migrations, replays, engines = PROVIDERS } = options
  const names = await listSnapshots(migrations)
  const problems = [
    ...(await compareNames(migrations, engines)),
    ...(await readSnapshots(migrations, names)),
    ...(await compareSchema(options)),
  ]
  const last = names.at(-1)
  if (problems.length === 0) problems.push(...(await compareSteps(migrations, names, engines)))
  if (problems.length > 0 || last === undefined) return { problems, replayed: [] }
  const snapshot = await readSnapshot(migrations, last)
  const replayed: string[] = []
  for (const provider of engines) {
    const engine = engineOf(provider)
    const test = (connection: MigrationConnection, label = engine.title) => replay(engine, connection, label, migrations, snapshot)
    const given = replays.filter((place) => place.engine === engine)
    for (const { url } of given) problems.push(...(await withMigrations({ engine, url }, test)))
    const scratch = given.length > 0 ? null : await engine.openScratch()
    if (scratch !== null) problems.push(...(await test(scratch).finally(() => scratch.end())))
    if (scratch !== null || given.length > 0) replayed.push(engine.title)
  }
  return { problems, replayed }
}

async function compareNames(migrations: string, engines: readonly Provider[]): Promise<string[]> {
  const problems: string[] = []
  for (const provider of engines) {
    const names = await listSnapshots(migrations, provider)
    const folder = join(migrations, provider)
    const history = existsSync(folder) ? (await readHistory(folder, engineOf(provider))).map(({ name }) => name) : []
    problems.push(...names.filter((name) => !history.includes(name)).map((name) => `${folder} has no migration ${name}.`))
    problems.push(
      ...history.filter((name) => !names.includes(name)).map((name) => `${folder} has the migration ${name}, which has no snapshot.`),
    )
  }
  return problems
}

async function readSnapshots(migrations: string, names: readonly string[]): Promise<string[]> {
  try {
    await assertLine(migrations, names)
    for (const name of names) await readSnapshot(migrations, name)
    return []
  } catch (error) {
    return [describe(error)]
  }
}

/** What a migration of now would hold. */
async function compareSchema({ replays: _, ...options }: CheckOptions): Promise<string[]> {
  const stop = new RefractError('REFRACT_MIGRATION', '')
  try {
    await createMigrations({
      ...options,
      name: 'check',
      renames: [],
      fills: [],
      agree: () => Promise.reject(stop),
      allowEmpty: false,
      onPlanned: (isEmpty) => {
        if (!isEmpty) throw stop
      },
    })
    return []
  } catch (error) {
    const missing = `${options.schema} has changes that no migration has.`
    return [error === stop ? missing : describe(error)]
  }
}

function describe(error: unknown): string {
  if (error instanceof RefractError) return error.message
  throw error
}

async function replay(
  engine: Engine,
  connection: MigrationConnection,
  label: string,
  migrations: string,
  { step }: Snapshot,
): Promise<string[]> {
  const history = await readHistory(join(migrations, engine.provider), engine)
  const fresh = engineSchemaOf(step, engine.provider as Provider).script
  await connection.begin()
  if ((await connection.readCatalog()).length > 0) {
    throw new RefractError('REFRACT_USAGE', `The database ${label} is not empty: a history is replayed in an empty one.`)
  }
  try {
    for (const migration of history) await apply(connection, migration)
    const lived = await connection.readCatalog()
    await connection.clear()
    await apply(connection, { name: 'fresh', sql: fresh })
    return compareCatalogs(engine, lived, await connection.readCatalog())
  } catch (error) {
    return [`The history of ${engine.title} does not run: ${(error as Error).message}`]
  } finally {
    await connection.clear()
  }
}

async function apply(connection: MigrationConnection, { name, sql }: Migration): Promise<void> {
  await connection.apply({ id: randomUUID(), name, checksum: checksumOf(sql) }, sql)
}

function compareCatalogs({ title }: Engine, lived: readonly string[], fresh: readonly string[]): string[] {
  const lines = [
    ...lived.filter((line) => !fresh.includes(line)).map((line) => `  + ${line}`),
    ...fresh.filter((line) => !lived.includes(line)).map((line) => `  - ${line}`),
  ]
  if (lines.length === 0) return []
  return [
    `The history of ${title} does not end in the tables that the schema asks for (+ what it makes, - what is missing):\n${lines.join('\n')}`,
  ]
}
