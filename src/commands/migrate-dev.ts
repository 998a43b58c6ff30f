import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { RefractError } from '../contract/errors.js'
import { engineOf, PROVIDERS, type Provider } from '../engines/index.js'
import { findChanges, nameModels, type SchemaChange } from '../schema/changes.js'
import { fillInSchema, type SchemaFill } from '../schema/fill.js'
import { findLikelyRenames } from '../schema/likely-renames.js'
import { parseSchema } from '../schema/parse.js'
import { type MappedRename, mapRenames, renameInSchema, type SchemaRename } from '../schema/rename.js'
import { renderExpression, renderSchema } from '../schema/render.js'
import type { CanonicalOptions } from './load-canonical.js'
import { nameMigration } from './migration-names.js'
import { SchemaEngine } from './schema-engine.js'
import { emptyStep, engineSchemaOf, readCurrentStep, readStep, type SchemaStep } from './schema-step.js'
import { assertJoins, assertRenames, parseFill, parseRename } from './schema-words.js'
import { assertLine, listSnapshots, readSnapshot, snapshotsFolder, writeSnapshot } from './snapshots.js'

export interface DevOptions extends CanonicalOptions {
  /** The folder of all histories: one for each provider, and the snapshots. */
  readonly migrations: string
  /** What the migration does, in a word or a few. */
  readonly name: string
  /** `Model.old=new` or `Model=New`. */
  readonly renames: readonly string[]
  /** Asks whether something has another name now; without it only what is stated has. */
  readonly isRename?: (rename: SchemaRename) => Promise<boolean>
  /** `Model.field=value`: what the rows that are there get. */
  readonly fills: readonly string[]
  /** Asks whether something may be lost; without it nothing may. */
  readonly agree: (changes: readonly SchemaChange[]) => Promise<boolean>
  /** Writes a migration though nothing has changed, for SQL by hand. */
  readonly allowEmpty: boolean
  /** Called when all is planned and nothing is written. May throw. */
  readonly onPlanned?: (isEmpty: boolean) => void
}

export interface DevReport {
  /** The folder name of the new migration; null where nothing has changed. */
  readonly name: string | null
  /** The files that were written. */
  readonly files: readonly string[]
  readonly changes: readonly SchemaChange[]
}

/**
 * Compares the canonical schema with the last snapshot, and writes what leads from one to the other for every engine: all
 * of them, with a new snapshot, or nothing. Asks no database.
 *
 * @throws {RefractError} `REFRACT_MIGRATION` where a change needs an answer, a value or another way
 */
export async function createMigrations(options: DevOptions): Promise<DevReport> {
  const schemaEngine = new SchemaEngine()
  try {
    const { schema, migrations, engines = PROVIDERS } = options
    const names = await listSnapshots(migrations)
    const parent = names.at(-1) ?? null
    await assertSnapshots(migrations, parent)
    await assertLine(migrations, names)
    const after = await readCurrentStep(options, schemaEngine)
    const before = parent === null ? emptyStep(schema) : (await readSnapshot(migrations, parent)).step
    const { scripts, changes } = await plan(before, after, { ...options, engines }, schemaEngine)
    const empty = engines.every((provider) => scripts[provider] === '')
    options.onPlanned?.(empty)
    if (empty && !options.allowEmpty) return { name: null, files: [], changes }
    const name = nameMigration(options.name, names)
    return { name, files: await write(migrations, name, parent, after, scripts, changes), changes }
  } finally {
    await schemaEngine.close()
  }
}

/** A history without snapshots has a last state that nothing tells. */
async function assertSnapshots(migrations: string, parent: string | null): Promise<void> {
  const provider = PROVIDERS.find((candidate) => existsSync(join(migrations, candidate)))
  if (parent !== null || provider === undefined) return
  throw new RefractError(
    'REFRACT_MIGRATION',
    `${join(migrations, provider)} has a history, and ${snapshotsFolder(migrations)} has no snapshot of it.`,
    {
      hint: 'Restore the snapshots from version control.',
    },
  )
}

interface Plan {
  readonly scripts: Readonly<Partial<Record<Provider, string>>>
  readonly changes: readonly SchemaChange[]
}

async function plan(
  before: SchemaStep,
  after: SchemaStep,
  options: DevOptions & { readonly engines: readonly Provider[] },
  schemaEngine: SchemaEngine,
): Promise<Plan> {
  const { schema, agree, engines, migrations } = options
  const renames = await collectRenames(before, after, options)
  const fills = options.fills.map((text) => parseFill(text, schema))
  const renamed =
    renames.length === 0
      ? before
      : await readStep(renameAll(before, mapRenames(renames, after.models), schema), schema, schemaEngine, engines)
  assertJoins(before.tables, renamed.tables)
  const changes = findChanges(renamed.tables, after.tables, nameModels(after.models, renamed.models))
  assertPossible(changes, fills)
  const asked = changes.filter(({ needs }) => needs === 'answer')
  if (asked.length > 0 && !(await agree(asked))) throw refuse(asked)
  const halfway = fills.length === 0 ? after : await readStep(fillAll(after, fills, schema), schema, schemaEngine, engines)
  const scripts = await Promise.all(
    engines.map(async (provider): Promise<[Provider, string]> => {
      const engine = engineOf(provider)
      const of = (step: SchemaStep) => engineSchemaOf(step, provider)
      if (before.engines[provider] === undefined) {
        const old = engineSchemaOf(await readLastOf(provider, migrations, schema), provider)
        return [provider, await engine.planMigration({ before: old, renamed: old, after: of(after) })]
      }
      const parts = [await engine.planMigration({ before: of(before), renamed: of(renamed), after: of(halfway) })]
      // The value was for the rows that are there: the next ones must bring their own.
      if (halfway !== after) parts.push(await engine.planMigration({ before: of(halfway), renamed: of(halfway), after: of(after) }))
      return [provider, parts.filter((part) => part !== '').join('\n')]
    }),
  )
  return { scripts: Object.fromEntries(scripts), changes: changes.map((change) => tellFill(change, fills)) }
}

/** What an engine was left at that is in use again, or for the first time. */
async function readLastOf(provider: Provider, migrations: string, schema: string): Promise<SchemaStep> {
  const last = (await listSnapshots(migrations, provider)).at(-1)
  return last === undefined ? emptyStep(schema) : (await readSnapshot(migrations, last)).step
}

function tellFill(change: SchemaChange, fills: readonly SchemaFill[]): SchemaChange {
  const fill = fills.find(({ model, field }) => change.needs === 'fill' && change.subject === `${model}.${field}`)
  return fill === undefined
    ? change
    : { ...change, message: `is new and required: the rows that are there get ${renderExpression(fill.value)}` }
}

/** Those that are stated, or else asked about. */
async function collectRenames(before: SchemaStep, after: SchemaStep, { renames: stated, isRename }: DevOptions): Promise<SchemaRename[]> {
  const renames = stated.map(parseRename)
  assertRenames(renames, before.models, after.models)
  if (isRename === undefined || renames.length > 0) return renames
  for (const rename of findLikelyRenames(before.models, after.models)) {
    const isTaken = renames.some(({ model, field, to }) => model === rename.model && (field === rename.field || to === rename.to))
    if (!isTaken && (await isRename(rename))) renames.push(rename)
  }
  return renames
}

function renameAll(before: SchemaStep, renames: readonly MappedRename[], path: string): string {
  return renderSchema(renames.reduce(renameInSchema, parseSchema(before.text, path)))
}

function fillAll(after: SchemaStep, fills: readonly SchemaFill[], path: string): string {
  return renderSchema(fillInSchema(parseSchema(after.text, path), fills))
}

function assertPossible(changes: readonly SchemaChange[], fills: readonly SchemaFill[]): void {
  const impossible = changes.filter(({ needs }) => needs === 'never')
  if (impossible.length > 0) throw new RefractError('REFRACT_MIGRATION', impossible.map(describeChange).join('\n'))
  const filled = new Set(fills.map(({ model, field }) => `${model}.${field}`))
  for (const subject of filled) {
    if (changes.some((change) => change.needs === 'fill' && change.subject === subject)) continue
    throw new RefractError('REFRACT_USAGE', `--fill ${subject}: this is no required field that is new and has no default.`)
  }
  const open = changes.filter(({ needs, subject }) => needs === 'fill' && !filled.has(subject))
  if (open.length === 0) return
  const [first] = open
  throw new RefractError('REFRACT_MIGRATION', open.map(describeChange).join('\n'), {
    hint:
      `Say it: --fill ${first?.subject}=<value>. Or give the field a @default, or make it optional first and required in a later migration.` +
      hintRename(changes),
  })
}

/** A change in a sentence. */
export function describeChange({ subject, message }: SchemaChange): string {
  return `${subject} ${message}.`
}

function refuse(changes: readonly SchemaChange[]): RefractError {
  return new RefractError('REFRACT_MIGRATION', changes.map(describeChange).join('\n'), {
    hint: `Nothing was written. To go on nevertheless: --accept-data-loss.${hintRename(changes)}`,
  })
}

function hintRename(changes: readonly SchemaChange[]): string {
  const dropped = changes.find(({ message }) => message.startsWith('is dropped'))
  return dropped === undefined ? '' : ` What has another name now keeps its data: --rename ${dropped.subject}=<new name>.`
}

/** Writes into a folder beside, and moves when all is there: three or none. */
async function write(
  migrations: string,
  name: string,
  parent: string | null,
  after: SchemaStep,
  scripts: Plan['scripts'],
  changes: readonly SchemaChange[],
): Promise<string[]> {
  const engines = Object.keys(scripts) as Provider[]
  await mkdir(migrations, { recursive: true })
  const scratch = await mkdtemp(join(migrations, '.new-'))
  const done: string[] = []
  try {
    await writeSnapshot(join(scratch, 'snapshots'), parent, after)
    for (const provider of engines) {
      await mkdir(join(scratch, provider), { recursive: true })
      await writeFile(join(scratch, provider, 'migration.sql'), head(changes) + (scripts[provider] || '-- This is an empty migration.\n'))
    }
    for (const folder of [...engines, 'snapshots']) {
      const place = join(migrations, folder, name)
      await mkdir(dirname(place), { recursive: true })
      await rename(join(scratch, folder), place)
      done.push(place)
    }
    for (const provider of engines) await writeLock(join(migrations, provider, 'migration_lock.toml'), provider)
  } catch (error) {
    for (const place of done) await rm(place, { recursive: true, force: true })
    throw error
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
  return [
    ...engines.map((provider) => join(migrations, provider, name, 'migration.sql')),
    join(snapshotsFolder(migrations), basename(name)),
  ]
}

/** A name could end the comment. */
function head(changes: readonly SchemaChange[]): string {
  if (changes.length === 0) return ''
  const lines = changes.map((change) => `  - ${describeChange(change).replaceAll('*/', '* /')}\n`)
  return `/*\n  Warnings:\n\n${lines.join('')}\n*/\n`
}

async function writeLock(path: string, provider: Provider): Promise<void> {
  if (existsSync(path)) return
  const comment = '# Read by Prisma Migrate and by Refract: the engine that this history is for.\n'
  await writeFile(path, `${comment}provider = "${engineOf(provider).lowering.datasource}"\n`)
}
