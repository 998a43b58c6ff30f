import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { RefractError, SchemaRefusedError } from '../contract/errors.js'
import { PROVIDERS, type Provider } from '../engines/index.js'
import { type MergedSchema, mergeSchemas, type SchemaFile } from '../schema/merge.js'

/** Where a canonical schema is, and what it is for. */
export interface CanonicalOptions {
  /** A file, or a folder of files. */
  readonly schema: string
  /** The schema that it adds to. Default: none. */
  readonly core?: string | null
  /** The engines in use. Default: every one. */
  readonly engines?: readonly Provider[]
  /** Whether what breaks the conventions is refused. Default: false. */
  readonly conventions?: boolean
}

/** A canonical schema as one text. */
export interface Canonical {
  readonly text: string
  /** The file with the generator, which paths are relative to and rendered schemas lie beside. */
  readonly path: string
  /** Runs what reads the text; its findings then say where a person wrote it. */
  readonly explain: <T>(work: () => T) => T
}

/**
 * Reads a canonical schema from its file or files.
 *
 * @throws {RefractError} `REFRACT_USAGE` where there is none, `REFRACT_SCHEMA_SYNTAX`, `REFRACT_SCHEMA_REFUSED`
 */
export async function loadCanonical({ schema, core = null, engines = PROVIDERS }: CanonicalOptions): Promise<Canonical> {
  const files = await readFiles(schema)
  const path = (files.find(({ text }) => /^\s*generator\s/m.test(text)) ?? files[0])?.path ?? schema
  if (files.length === 1 && core === null) return { text: files[0]?.text ?? '', path, explain: (work) => work() }
  const base = core === null ? null : { path: relative('.', core), text: await readFile(core, 'utf8') }
  const merged = mergeSchemas(files, base, engines)
  return { text: merged.text, path, explain: (work) => explain(merged, work) }
}

function explain<T>(merged: MergedSchema, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof SchemaRefusedError)) throw error
    throw new SchemaRefusedError(error.findings.map((finding) => ({ ...finding, ...merged.locate(finding.position) })))
  }
}

async function readFiles(schema: string): Promise<SchemaFile[]> {
  const found = await stat(schema).catch((cause: unknown) => {
    const hint = 'Run the command in the folder that holds prisma/schema.prisma, name the schema with --schema, or begin with: refract init'
    throw new RefractError('REFRACT_USAGE', `There is no canonical schema at ${schema}.`, { hint, cause })
  })
  const paths = found.isDirectory() ? await listSchemaFiles(schema) : [schema]
  if (paths.length === 0) throw new RefractError('REFRACT_USAGE', `The folder ${schema} has no .prisma files.`)
  return Promise.all(paths.map(async (path) => ({ path, text: await readFile(path, 'utf8') })))
}

/** What was rendered lies among them, and snapshots below. */
const RENDERED = new RegExp(`\\.(${PROVIDERS.join('|')})\\.prisma$`)
const OTHER_FOLDERS = ['migrations', 'node_modules']

/** Whether a file of a schema's folder belongs to the schema, by its path within. */
export function isSchemaFile(path: string): boolean {
  return path.endsWith('.prisma') && !RENDERED.test(path) && !path.split(sep).some((part) => OTHER_FOLDERS.includes(part))
}

/** The files of a schema that is a folder, without what was rendered from it. */
export async function listSchemaFiles(folder: string, within = ''): Promise<string[]> {
  const entries = await readdir(join(folder, within), { withFileTypes: true })
  const nested = await Promise.all(
    entries.map(async (entry) => {
      const path = join(within, entry.name)
      if (entry.isDirectory()) return OTHER_FOLDERS.includes(entry.name) ? [] : listSchemaFiles(folder, path)
      return isSchemaFile(path) ? [join(folder, path)] : []
    }),
  )
  return nested.flat().sort()
}
