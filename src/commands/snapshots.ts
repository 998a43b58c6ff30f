import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { RefractError } from '../contract/errors.js'
import type { EngineSchema } from '../contract/migration-plan.js'
import { PROVIDERS, type Provider } from '../engines/index.js'
import { readCanonical } from '../schema/canonical.js'
import { readModels } from '../schema/models.js'
import { parseSchema } from '../schema/parse.js'
import { readTables, readWrittenTables } from '../schema/tables.js'
import { checksumOf } from './migration-history.js'
import type { SchemaStep } from './schema-step.js'

/**
 * What the schemas were after a migration: `snapshots/<migration>/` holds the canonical schema, the rendered ones, and for each
 * engine the SQL of a fresh install. From the last one the next migration starts, without a database.
 */
export interface Snapshot {
  readonly name: string
  readonly step: SchemaStep
}

/** `snapshot.json`: what the folder holds, and which migration came before. */
interface Manifest {
  readonly format: typeof FORMAT
  readonly parent: string | null
  /** SHA-256 of each file. */
  readonly files: Readonly<Record<string, string>>
}

const FORMAT = 1
const CANONICAL = 'schema.prisma'
const MANIFEST = 'snapshot.json'

const renderedFile = (provider: Provider) => `schema.${provider}.prisma`
const scriptFile = (provider: Provider) => `tables.${provider}.sql`

export function snapshotsFolder(migrations: string): string {
  return join(migrations, 'snapshots')
}

/**
 * The names of all snapshots, in the order of their migrations.
 *
 * @param provider leaves out those of a time when the engine was not in use
 */
export async function listSnapshots(migrations: string, provider?: Provider): Promise<string[]> {
  const folder = snapshotsFolder(migrations)
  if (!existsSync(folder)) return []
  const entries = await readdir(folder, { withFileTypes: true })
  const holds = ({ name }: { name: string }) => provider === undefined || existsSync(join(folder, name, renderedFile(provider)))
  return entries
    .filter((entry) => entry.isDirectory() && holds(entry))
    .map(({ name }) => name)
    .sort()
}

/** The text of every file of a snapshot. */
export function describeStep({ text, engines }: SchemaStep): Record<string, string> {
  const rendered = Object.entries(engines).flatMap(([provider, schema]) => [
    [renderedFile(provider as Provider), schema.text] as const,
    [scriptFile(provider as Provider), schema.script] as const,
  ])
  return Object.fromEntries([[CANONICAL, text], ...rendered])
}

export async function writeSnapshot(folder: string, parent: string | null, step: SchemaStep): Promise<void> {
  const files = describeStep(step)
  await mkdir(folder, { recursive: true })
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  const hashes = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, checksumOf(text)]))
  const manifest: Manifest = { format: FORMAT, parent, files: hashes }
  await writeFile(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`)
}

/** @throws {RefractError} `REFRACT_MIGRATION` where a file is missing or was edited */
export async function readSnapshot(migrations: string, name: string): Promise<Snapshot> {
  const folder = join(snapshotsFolder(migrations), name)
  const { files } = await readManifest(folder)
  const texts = Object.fromEntries(
    await Promise.all(Object.entries(files).map(async ([file, hash]) => [file, await readChecked(join(folder, file), hash)] as const)),
  )
  const text = texts[CANONICAL] ?? ''
  const { models } = readCanonical(text, join(folder, CANONICAL))
  const tables = readTables(models)
  const read = (provider: Provider): EngineSchema => {
    const path = join(folder, renderedFile(provider))
    const rendered = texts[renderedFile(provider)] ?? ''
    const written = readWrittenTables(readModels(parseSchema(rendered, path)), null)
    return { path, text: rendered, tables, written, script: texts[scriptFile(provider)] ?? '' }
  }
  const inUse = PROVIDERS.filter((provider) => texts[renderedFile(provider)] !== undefined)
  const engines = Object.fromEntries(inUse.map((provider) => [provider, read(provider)]))
  return { name, step: { text, models, tables, engines } }
}

/**
 * Each snapshot says which one it stands on. Two that stand on the same were made side by side, on two branches, and neither knows
 * of the other's changes.
 *
 * @throws {RefractError} `REFRACT_MIGRATION`
 */
export async function assertLine(migrations: string, names: readonly string[]): Promise<void> {
  let parent: string | null = null
  for (const name of names) {
    const manifest = await readManifest(join(snapshotsFolder(migrations), name))
    if (manifest.parent !== parent) {
      throw new RefractError(
        'REFRACT_MIGRATION',
        `The migration ${name} was made after ${manifest.parent ?? 'none'}, and not after ${parent ?? 'none'}.`,
        {
          hint: `It knows nothing of what lies between. Remove ${name} from every history and from the snapshots, and make it again: refract migrate dev.`,
        },
      )
    }
    parent = name
  }
}

export async function readManifest(folder: string): Promise<Manifest> {
  const path = join(folder, MANIFEST)
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new RefractError('REFRACT_MIGRATION', `The snapshot ${folder} has no ${MANIFEST}.`, { hint: RESTORE, cause })
  })
  const manifest = JSON.parse(text) as Manifest
  if (manifest.format === FORMAT) return manifest
  throw new RefractError('REFRACT_MIGRATION', `${path} is of another format than ${FORMAT}: another version of Refract wrote it.`)
}

const RESTORE = 'Restore it from version control: the next migration starts from it.'

/** With other line ends it is the same: Git changes them on some systems. */
async function readChecked(path: string, hash: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new RefractError('REFRACT_MIGRATION', `${path} is missing.`, { hint: RESTORE, cause })
  })
  const unix = text.replaceAll('\r\n', '\n')
  if (checksumOf(unix) === hash) return unix
  if (checksumOf(text) === hash) return text
  throw new RefractError('REFRACT_MIGRATION', `${path} was edited.`, { hint: RESTORE })
}
