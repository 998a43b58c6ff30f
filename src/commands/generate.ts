import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { createTwoFilesPatch } from 'diff'
import { RefractError } from '../contract/errors.js'
import type { Note } from '../contract/lowering.js'
import type { Provider } from '../engines/index.js'
import { generateClients, type PackageImports } from './generate-clients.js'
import { type Rendering, renderSchemas } from './render.js'

export interface GenerateOptions {
  /** The canonical schema. */
  readonly schema: string
  /** Write nothing; fail where a rendered schema is not what the canonical one gives. Default false. */
  readonly check?: boolean
  /** The engines in use. Default: every one. */
  readonly engines?: readonly Provider[]
  /** Where what is generated imports the package from. Default: as a user's program does. */
  readonly imports?: PackageImports
}

export interface GenerateReport {
  readonly notes: readonly Note[]
  readonly files: readonly { readonly provider: Provider; readonly path: string; readonly written: boolean }[]
  /** False with `check`: no clients were generated. */
  readonly clients: boolean
}

/**
 * Renders the canonical schema for every engine, generates a client for each, the portable client's types, and the entry that binds them. The same input gives the
 * same bytes, and a file is written only when it changes.
 *
 * @throws {RefractError} `REFRACT_STALE` with a diff, when `check` finds a difference
 */
export async function generate(options: GenerateOptions): Promise<GenerateReport> {
  const { schema, check = false, engines, imports } = options
  const rendered = renderSchemas(await readSchema(schema), schema, engines)
  const { renderings } = rendered
  const files = await Promise.all(renderings.map(async (rendering) => ({ rendering, current: await readCurrent(rendering.path) })))
  const changed = files.filter(({ rendering, current }) => rendering.text !== current)
  if (check && changed.length > 0) throw staleError(changed)
  for (const { rendering } of changed) await writeRendering(rendering)
  if (!check) await generateClients(rendered, imports)
  return {
    notes: renderings.flatMap(({ notes }) => notes),
    files: files.map((file) => ({ provider: file.rendering.provider, path: file.rendering.path, written: changed.includes(file) })),
    clients: !check,
  }
}

async function readSchema(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    const hint = 'Run the command in the folder that holds prisma/schema.prisma, or name the schema with --schema.'
    throw new RefractError('REFRACT_USAGE', `There is no canonical schema at ${path}.`, { hint, cause })
  }
}

async function readCurrent(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch(() => null)
}

async function writeRendering({ path, text }: Pick<Rendering, 'path' | 'text'>): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text)
}

function staleError(changed: readonly { rendering: Rendering; current: string | null }[]): RefractError {
  const diffs = changed.map(({ rendering: { path, text }, current }) =>
    current === null ? `${path} is missing` : createTwoFilesPatch(path, path, current, text, 'as it is', 'as rendered', { context: 1 }),
  )
  const hint = 'Run: refract generate'
  return new RefractError('REFRACT_STALE', `The rendered schemas are not what the canonical schema gives:\n\n${diffs.join('\n')}`, { hint })
}
