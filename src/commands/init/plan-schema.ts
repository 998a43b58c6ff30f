import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { RefractError, SchemaRefusedError } from '../../contract/errors.js'
import type { Provider } from '../../engines/index.js'
import { blocksOf } from '../../schema/ast.js'
import { mergeSchemas } from '../../schema/merge.js'
import { stringOf } from '../../schema/models.js'
import { parseSchema } from '../../schema/parse.js'
import { listSchemaFiles } from '../load-canonical.js'
import { renderSchemas } from '../render.js'
import type { FileChange } from './apply.js'
import type { FoundSchema } from './find-schema.js'
import { renderNewSchema } from './templates.js'
import { readSettings, upgradeSchema } from './upgrade-schema.js'

export interface PlannedSchema {
  readonly path: string
  /** What the files will hold. */
  readonly files: readonly { readonly path: string; readonly text: string }[]
  /** The folder of the clients, relative to the project's. */
  readonly output: string
  readonly changes: readonly FileChange[]
  readonly notes: readonly string[]
}

export async function planSchema(folder: string, found: FoundSchema | null, extendCore: boolean): Promise<PlannedSchema> {
  const clients = existsSync(join(folder, 'src')) || found === null ? 'src/generated' : 'generated'
  if (found === null) {
    const path = 'prisma/schema.prisma'
    const text = renderNewSchema(`../${clients}`, extendCore)
    return { path, files: [{ path, text }], output: clients, changes: [{ path, before: null, after: text, notes: [] }], notes: [] }
  }
  const files = await Promise.all(found.files.map(async (path) => ({ path: relative(folder, path), text: await readFile(path, 'utf8') })))
  const settings = files.map(({ path, text }) => readSettings(text, path)).find((one) => one !== null)
  if (settings === undefined || settings === null) {
    throw new RefractError('REFRACT_USAGE', `${found.path} has no datasource.`, {
      hint: 'Write datasource db { provider = "postgresql" } into it.',
    })
  }
  const upgraded = files.map(({ path, text }) => {
    const output = `${relative(dirname(path), '.').replaceAll(sep, '/') || '.'}/${clients}`
    return { path, before: text, ...upgradeSchema(text, path, settings, output) }
  })
  const outputs = upgraded.map(({ path, text }) => findOutput(path, text)).filter((output) => output !== null)
  return {
    path: found.path.replaceAll(sep, '/'),
    files: upgraded,
    output: outputs[0] ?? clients,
    changes: upgraded.map(({ path, before, text, changes }) => ({ path, before, after: text, notes: changes })),
    notes: noteHistory(folder, found.path),
  }
}

function findOutput(path: string, text: string): string | null {
  const settings = blocksOf(parseSchema(text, path), 'generator').flatMap(({ entries }) => entries)
  const output = settings.find((entry) => entry.kind === 'setting' && entry.name === 'output')
  const written = output?.kind === 'setting' ? stringOf(output.value) : null
  return written === null ? null : join(dirname(path), written).replaceAll(sep, '/')
}

export async function findConfigured(folder: string, path: string): Promise<FoundSchema | null> {
  const place = join(folder, path)
  if (!existsSync(place)) return null
  return { path, files: path.endsWith('.prisma') ? [place] : await listSchemaFiles(place) }
}

function noteHistory(folder: string, schema: string): string[] {
  const migrations = join(schema.endsWith('.prisma') ? dirname(schema) : schema, 'migrations')
  if (!existsSync(join(folder, migrations, 'migration_lock.toml'))) return []
  return [`${migrations} holds the history that Prisma wrote, for one engine. Refract's begins beside it, and leaves it alone.`]
}

/** What `refract generate` will refuse: better said now. */
export async function noteRefusals(
  folder: string,
  files: PlannedSchema['files'],
  engines: readonly Provider[],
  core: string | null,
): Promise<string[]> {
  const base = core === null ? null : { path: core, text: await readFile(core, 'utf8') }
  const merged = mergeSchemas(files, base, engines)
  try {
    renderSchemas(merged.text, join(folder, files[0]?.path ?? ''), { engines })
    return []
  } catch (error) {
    if (!(error instanceof SchemaRefusedError)) throw error
    const findings = error.findings.map((finding) => ({ ...finding, ...merged.locate(finding.position) }))
    const { message } = new SchemaRefusedError(findings)
    return [`What cannot be the same on every engine is yours to change (${findings.length}):\n${message}`]
  }
}
