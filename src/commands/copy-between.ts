import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readLocation } from '../client/env.js'
import { locationOf } from '../client/location.js'
import type { CopyTable } from '../contract/copy.js'
import type { Engine, Target } from '../contract/engine.js'
import { RefractError } from '../contract/errors.js'
import type { Difference } from '../contract/live.js'
import { copyRows } from '../copy/copy-rows.js'
import { createDatabasePlace } from '../copy/database-place.js'
import { findUnknown } from '../copy/dump/dump-source.js'
import { createDumpPlace } from '../copy/dump/place.js'
import type { Place } from '../copy/place.js'
import type { CopyReport } from '../copy/request.js'
import { readCopyTables } from '../copy/tables.js'
import { showWord } from '../engines/address.js'
import { engineOf, isProvider, PROVIDERS, type Provider } from '../engines/index.js'
import { readCanonical } from '../schema/canonical.js'
import type { CopyOptions } from './copy-options.js'
import { describeDifference } from './difference-words.js'
import { loadCanonical } from './load-canonical.js'
import { withMigrations } from './migration-connection.js'
import { type Project, readProject } from './project.js'
import { SchemaEngine } from './schema-engine.js'
import { engineSchemaOf, readCurrentStep, type SchemaStep } from './schema-step.js'
import { listSnapshots, readSnapshot } from './snapshots.js'

/** Rows of a batch. */
const BATCH_SIZE = 5_000
const REJECTS = 'refract-rejects.jsonl'

/** @param packageFolder where the core model is */
export async function copyBetween(
  source: string | object,
  target: string | object,
  options: CopyOptions,
  packageFolder: () => string,
): Promise<CopyReport> {
  const task = readTask(options)
  const project = await findProject(options, packageFolder)
  const canonical = await loadCanonical(project)
  const { models } = canonical.explain(() => readCanonical(canonical.text, canonical.path))
  const all = readCopyTables(models)
  const tables = chooseTables(all, options)
  const open = (where: string | object, role: OpenedPlace['role']) => openPlace(where, role, project, tables, canonical.text)
  const [from, to] = [open(source, 'source'), open(target, 'target')]
  if (from.place.identity === to.place.identity) {
    throw usage(`The source and the target are the same: ${from.place.label}.`, 'For two databases of one engine give the address of one.')
  }
  await compareSchemas(project, canonical.text, [from, to], { all, tables }, task, options.onWarning)
  return copyRows({
    from: from.place,
    to: to.place,
    tables,
    others: all.filter((table) => !tables.includes(table)),
    origin: createHash('sha256').update(`${from.place.identity}\n${canonical.text}`).digest('hex'),
    task,
    onto: options.resume ? 'resume' : options.replace ? 'replace' : options.append ? 'append' : 'empty',
    verify: options.verify ?? true,
    repair: options.repair ?? false,
    batchSize: options.batchSize ?? BATCH_SIZE,
    rejects: options.onError === 'report' ? (options.rejects ?? REJECTS) : null,
    signal: options.signal,
    onEvent: options.onEvent ?? (() => undefined),
    onWarning: options.onWarning ?? (() => undefined),
    agreeToRemove: async (which) => {
      const models = tables.map(({ model }) => model)
      return (await options.agreeToRemove?.(which, to.place.label, models)) ?? true
    },
  })
}

function readTask(options: CopyOptions): 'copy' | 'verify' | 'repair' | 'plan' {
  const { append, replace, resume, verifyOnly, dryRun, repair, verify, batchSize, onError } = options
  const onto = [append && 'append', replace && 'replace', resume && 'resume'].filter((word) => word)
  if (onto.length > 1) throw usage(`Choose one of ${onto.map((word) => `--${word}`).join(' and ')}.`)
  if (verifyOnly && (onto.length > 0 || repair || verify === false || dryRun)) throw usage('--verify-only compares and does nothing else.')
  if (verifyOnly && onError === 'report') throw usage('--on-error is about a copy, and --verify-only makes none.')
  if (dryRun && repair) throw usage('--dry-run counts what a copy would bring. What a repair would change, --verify-only names.')
  if (repair && verify === false) throw usage('--repair needs the comparison that --no-verify leaves out.')
  if (batchSize !== undefined && !(Number.isInteger(batchSize) && batchSize >= 1 && batchSize <= 100_000)) {
    throw usage('The batch size is a whole number from 1 to 100000.')
  }
  if (dryRun) return 'plan'
  if (verifyOnly) return 'verify'
  return repair && onto.length === 0 ? 'repair' : 'copy'
}

async function findProject({ schema, config }: CopyOptions, packageFolder: () => string): Promise<Project> {
  const project = await readProject({ schema, config }, packageFolder)
  if (schema !== undefined || project.config !== null || existsSync(project.schema)) return project
  const core = join(packageFolder(), 'prisma')
  return { ...project, schema: join(core, 'schema.prisma'), migrations: join(core, 'migrations') }
}

function chooseTables(all: readonly CopyTable[], { tables, exclude = [] }: CopyOptions): CopyTable[] {
  const isNamed = (table: CopyTable) => (name: string) => name === table.model || name === table.name
  const unknown = [...(tables ?? []), ...exclude].find((name) => !all.some((table) => isNamed(table)(name)))
  if (unknown !== undefined) throw usage(`The schema has no model ${unknown}.`, `It has: ${all.map(({ model }) => model).join(', ')}.`)
  const chosen = all.filter((table) => (tables === undefined || tables.some(isNamed(table))) && !exclude.some(isNamed(table)))
  if (chosen.length === 0) throw usage('No table is left to copy.')
  return chosen
}

/** A place, and the engine where it is a database. */
interface OpenedPlace {
  readonly place: Place
  readonly database: { readonly engine: Engine; readonly target: Target } | null
  readonly role: 'source' | 'target'
}

const DUMP = 'dump:'

function openPlace(
  where: string | object,
  role: OpenedPlace['role'],
  project: Project,
  tables: readonly CopyTable[],
  schema: string,
): OpenedPlace {
  if (typeof where === 'string' && where.startsWith(DUMP)) {
    const folder = where.slice(DUMP.length)
    if (folder === '') throw usage('dump: names no folder.', 'Write dump:backup.')
    return { place: createDumpPlace(resolve(folder), tables, schema), database: null, role }
  }
  const database = typeof where === 'string' ? findDatabase(where, project) : databaseOf(where)
  return { place: createDatabasePlace(database.engine, database.target), database, role }
}

function findDatabase(where: string, project: Project) {
  if (!isProvider(where) && !where.includes(':')) {
    throw usage(`There is no place ${showWord(where)}.`, `A place is ${PROVIDERS.join(', ')}, an address, or dump:<folder>.`)
  }
  const engines = project.engines.map(engineOf)
  try {
    const { engine, url } = readLocation(engines, isProvider(where) ? { provider: where } : { url: where })
    return { engine, target: engine.parseUrl(url) }
  } catch (error) {
    if (!isProvider(where) || (error as RefractError).code !== 'REFRACT_ENVIRONMENT') throw error
    // A project has one DATABASE_URL, and a copy has two sides.
    const hint = `Set DATABASE_URL_${where.toUpperCase()}, or give an address in place of ${where}.`
    throw new RefractError('REFRACT_ENVIRONMENT', (error as RefractError).message, { hint, cause: error })
  }
}

function databaseOf(client: object) {
  const location = locationOf(client)
  if (location === undefined) throw usage('copy: this is no client of Refract.', 'Give what createClient returns.')
  return location
}

/** What a copy cannot do without. */
function isNeeded({ kind, found }: Difference): boolean {
  return (kind === 'table' || kind === 'column') && found === null
}

async function compareSchemas(
  project: Project,
  text: string,
  places: readonly OpenedPlace[],
  { all, tables }: { readonly all: readonly CopyTable[]; readonly tables: readonly CopyTable[] },
  task: ReturnType<typeof readTask>,
  onWarning: CopyOptions['onWarning'] = () => undefined,
): Promise<void> {
  const dump = places.find(({ database, role }) => database === null && role === 'source')?.place.address
  const unknown = dump !== undefined && 'folder' in dump ? findUnknown(dump.folder, all) : []
  for (const difference of unknown) onWarning(`The source differs from the schema: ${describeDifference(difference)}`)
  const databases = places.flatMap(({ database, place, role }) => (database === null ? [] : [{ ...database, place, role }]))
  if (databases.length === 0) return
  const step = await findStep(project, text)
  // Both at once; of two errors the source's is told, whichever came first.
  const compared = await Promise.allSettled(
    databases.map(({ engine, target, role }) =>
      withMigrations(
        { engine, url: target },
        (connection) => connection.compare(engineSchemaOf(step, engine.provider as Provider)),
        // A source is only read, not even its journal is changed.
        { mustExist: true, readOnly: role === 'source' || task === 'verify' || task === 'plan' },
      ),
    ),
  )
  for (const [at, { engine, place, role }] of databases.entries()) {
    const result = compared[at] as (typeof compared)[number]
    if (result.status === 'rejected') throw result.reason
    const { differences } = result.value
    const concerned = differences.filter(({ table }) => role === 'source' || tables.some(({ name }) => name === table))
    const missing = concerned.filter((difference) => isNeeded(difference) && tables.some(({ name }) => name === difference.table))
    if (missing.length > 0) {
      const lines = missing.map((difference) => `  ${describeDifference(difference)}`).join('\n')
      throw new RefractError('REFRACT_COPY', `The ${role}, ${place.label}, lacks what the schema asks for:\n${lines}`, {
        hint: `${role === 'source' ? 'Is it the right database? If so: ' : ''}refract migrate deploy --provider ${engine.provider} makes it.`,
      })
    }
    for (const difference of concerned) onWarning(`The ${role} differs from the schema: ${describeDifference(difference)}`)
  }
}

/** The schema of each engine: from the last migration's snapshot where it is of the same text, which needs no schema engine. */
async function findStep(project: Project, text: string): Promise<SchemaStep> {
  const last = (await listSnapshots(project.migrations)).at(-1)
  const snapshot = last === undefined ? null : (await readSnapshot(project.migrations, last)).step
  if (snapshot?.text === text && project.engines.every((provider) => snapshot.engines[provider] !== undefined)) return snapshot
  const schemaEngine = new SchemaEngine()
  try {
    return await readCurrentStep(project, schemaEngine)
  } finally {
    await schemaEngine.close()
  }
}

function usage(message: string, hint?: string): RefractError {
  return new RefractError('REFRACT_USAGE', message, hint === undefined ? {} : { hint })
}
