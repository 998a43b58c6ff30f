import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import { createTwoFilesPatch } from 'diff'
import { RefractError } from '../contract/errors.js'
import type { Facts } from '../contract/facts.js'
import type { Note } from '../contract/lowering.js'
import type { Provider } from '../engines/index.js'
import { derivePortableTypes, PORTABLE_FILE } from './portable-types.js'
import { runPrismaGenerate } from './prisma.js'
import { type Rendering, renderSchemas } from './render.js'

export interface GenerateOptions {
  /** The canonical schema. */
  readonly schema: string
  /** Write nothing; fail where a rendered schema is not what the canonical one gives. Default false. */
  readonly check?: boolean
}

export interface GenerateReport {
  readonly notes: readonly Note[]
  readonly files: readonly { readonly provider: Provider; readonly path: string; readonly written: boolean }[]
  /** False with `check`: no clients were generated. */
  readonly clients: boolean
}

/**
 * Renders the canonical schema for every engine, generates a client for each, and the portable client's types. The same input gives the
 * same bytes, and a file is written only when it changes.
 *
 * @throws {RefractError} `REFRACT_STALE` with a diff, when `check` finds a difference
 */
export async function generate(options: GenerateOptions): Promise<GenerateReport> {
  const { schema, check = false } = options
  const { renderings, facts, output } = renderSchemas(await readSchema(schema), schema)
  const files = await Promise.all(renderings.map(async (rendering) => ({ rendering, current: await readCurrent(rendering.path) })))
  const changed = files.filter(({ rendering, current }) => rendering.text !== current)
  if (check && changed.length > 0) throw staleError(changed)
  for (const { rendering } of changed) await writeRendering(rendering)
  if (!check) {
    await Promise.all(renderings.map(({ path }) => runPrismaGenerate(path)))
    await writeRendering(facts)
    await writePortableTypes(output, facts.models)
  }
  return {
    notes: renderings.flatMap(({ notes }) => notes),
    files: files.map((file) => ({ provider: file.rendering.provider, path: file.rendering.path, written: changed.includes(file) })),
    clients: !check,
  }
}

/** Its client has all that the others are supplied with at run time, and its answers are the reference. */
const REFERENCE: Provider = 'postgresql'

async function writePortableTypes(output: string, facts: Facts): Promise<void> {
  const [source, target] = [join(output, REFERENCE), join(output, 'portable')]
  const paths = (await readdir(source, { recursive: true })).map((path) => path.replaceAll(sep, '/'))
  await rm(target, { recursive: true, force: true })
  for (const path of paths.filter((path) => PORTABLE_FILE.test(path))) {
    const text = derivePortableTypes(path, await readFile(join(source, path), 'utf8'), facts)
    await writeRendering({ path: join(target, path), text })
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
