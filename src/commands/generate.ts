import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createTwoFilesPatch } from 'diff'
import { RefractError } from '../contract/errors.js'
import type { Note } from '../contract/lowering.js'
import { PROVIDERS, type Provider } from '../engines/index.js'
import { generateClients, type PackageImports } from './generate-clients.js'
import { type CanonicalOptions, loadCanonical } from './load-canonical.js'
import { RENDERED_MARK, type RenderedSchemas, type Rendering, renderedPath, renderSchemas } from './render.js'

export interface GenerateOptions extends CanonicalOptions {
  /** Write nothing; fail where a rendered schema is not what the canonical one gives. Default false. */
  readonly check?: boolean
  /** The folder of the clients, relative to the working folder. Default: as the schema's generator says. */
  readonly output?: string | null
  /** Where what is generated imports the package from. Default: as a user's program does. */
  readonly imports?: PackageImports
}

export interface GenerateReport {
  readonly notes: readonly Note[]
  readonly files: readonly { readonly provider: Provider; readonly path: string; readonly written: boolean }[]
  /** What was of an engine that is no longer in use, and is gone. */
  readonly removed: readonly string[]
  /** The module that a program imports; null with `check`: no clients were generated. */
  readonly entry: string | null
}

/**
 * Renders the canonical schema for every engine, generates a client for each, the portable client's types, and the entry that binds them. The same input gives the
 * same bytes, and a file is written only when it changes.
 *
 * @throws {RefractError} `REFRACT_STALE` with a diff, when `check` finds a difference
 */
export async function generate(options: GenerateOptions): Promise<GenerateReport> {
  const { check = false, engines, conventions, output, imports } = options
  const { text, path, explain } = await loadCanonical(options)
  const rendered = explain(() => renderSchemas(text, path, { engines, conventions, output }))
  const { renderings } = rendered
  const files = await Promise.all(renderings.map(async (rendering) => ({ rendering, current: await readCurrent(rendering.path) })))
  const changed = files.filter(({ rendering, current }) => rendering.text !== current)
  if (check && changed.length > 0) throw staleError(changed)
  for (const { rendering } of changed) await writeRendering(rendering)
  const entry = check ? null : await generateClients(rendered, imports)
  const removed = check ? [] : await removeUnused(path, rendered)
  return {
    notes: renderings.flatMap(({ notes }) => notes),
    files: files.map((file) => ({ provider: file.rendering.provider, path: file.rendering.path, written: changed.includes(file) })),
    removed,
    entry,
  }
}

/** What was written by us, and for an engine that is no longer in use. */
async function removeUnused(schema: string, { renderings, output }: RenderedSchemas): Promise<string[]> {
  const unused = PROVIDERS.filter((provider) => renderings.every((rendering) => rendering.provider !== provider))
  const removed: string[] = []
  for (const provider of unused) {
    const path = renderedPath(schema, provider)
    if (!(await readCurrent(path))?.startsWith(RENDERED_MARK)) continue
    for (const place of [path, join(output, provider)]) {
      await rm(place, { recursive: true, force: true })
      removed.push(place)
    }
  }
  return removed
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
