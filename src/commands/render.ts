import { createHash } from 'node:crypto'
import { basename, dirname, join, relative, sep } from 'node:path'
import type { Facts } from '../contract/facts.js'
import type { Note } from '../contract/lowering.js'
import type { Table, WrittenType } from '../contract/tables.js'
import { engineOf, PROVIDERS, type Provider } from '../engines/index.js'
import { type BlockEntry, blocksOf, type Schema } from '../schema/ast.js'
import { readCanonical } from '../schema/canonical.js'
import { assertConventions } from '../schema/conventions.js'
import { readFacts } from '../schema/facts.js'
import { assertPortable, lowerSchema } from '../schema/lower.js'
import { type Models, readModels } from '../schema/models.js'
import { renderSchema } from '../schema/render.js'
import { readTables, readWrittenTables } from '../schema/tables.js'

/** The schema of one engine, made from the canonical one. */
export interface Rendering {
  readonly provider: Provider
  /** Where it belongs: `schema.<provider>.prisma` beside the canonical schema. */
  readonly path: string
  readonly text: string
  /** The tables that it asks for, in the engine's own types. */
  readonly tables: readonly Table<WrittenType>[]
  readonly notes: readonly Note[]
}

export interface RenderedSchemas {
  readonly renderings: readonly Rendering[]
  /** For the engine whose answers are the reference, in use or not. */
  readonly reference: Rendering
  /** The tables that the schema asks for on every engine. */
  readonly tables: readonly Table[]
  /** A module beside the clients: what they must know of the models. */
  readonly facts: { readonly text: string; readonly models: Facts }
  /** The folder of the clients. */
  readonly output: string
  /** The names of models and enums. */
  readonly names: { readonly models: readonly string[]; readonly enums: readonly string[] }
  /** Tells the schema apart from others. */
  readonly key: string
}

export interface RenderOptions {
  /** The engines in use. Default: every one. */
  readonly engines?: readonly Provider[] | undefined
  /** Whether what breaks the conventions is refused. Default false. */
  readonly conventions?: boolean | undefined
  /** The folder of the clients, relative to the working folder. Default: as the generator says. */
  readonly output?: string | null | undefined
}

/** Its client has all that the others are supplied with at run time, and its answers are the reference. */
const REFERENCE: Provider = 'postgresql'

/** How every rendered schema begins. */
export const RENDERED_MARK = '// Rendered for'

/**
 * Renders a canonical schema for every engine. Pure: reads and writes nothing.
 *
 * @param path the canonical schema's path, as it appears in messages
 * @throws {SchemaSyntaxError}
 * @throws {SchemaRefusedError}
 */
export function renderSchemas(text: string, path: string, options: RenderOptions = {}): RenderedSchemas {
  const { engines = PROVIDERS, conventions = false, output = null } = options
  const { models: written, notes: common } = readCanonical(text, path)
  const models = output === null ? written : readModels(setOutput(written.schema, relative(dirname(path), output)))
  assertPortable(models, engines, PROVIDERS)
  if (conventions) assertConventions(models)
  const render = (provider: Provider): Rendering => {
    const { title, lowering } = engineOf(provider)
    const { schema, notes } = lowerSchema(models, provider, lowering)
    const source = basename(path)
    const header = `${RENDERED_MARK} ${title} from ${source} by \`refract generate\`. Do not edit: change ${source} and run it again.\n\n`
    // Names that would be cut are refused.
    const tables = readWrittenTables(readModels(schema), null)
    return {
      provider,
      path: renderedPath(path, provider),
      text: header + renderSchema(schema),
      tables,
      notes: [...common.map((note) => ({ ...note, provider })), ...notes],
    }
  }
  const renderings = engines.map(render)
  return {
    renderings,
    reference: renderings.find(({ provider }) => provider === REFERENCE) ?? render(REFERENCE),
    tables: readTables(models),
    facts: renderFacts(models),
    output: join(dirname(path), readOutput(models.schema)),
    names: { models: models.models.map(({ name }) => name), enums: [...models.enums.keys()] },
    key: createHash('sha256').update(text).digest('hex').slice(0, 16),
  }
}

function renderFacts(models: Models): RenderedSchemas['facts'] {
  const facts = readFacts(models)
  const text = `// Written by \`refract generate\`. Do not edit.\nexport const facts = ${JSON.stringify(facts, null, 2)} as const\n`
  return { models: facts, text }
}

function setOutput(schema: Schema, output: string): Schema {
  const isOutput = (entry: BlockEntry) => entry.kind === 'setting' && entry.name === 'output'
  const entries = schema.entries.map((block) => {
    if (block.kind !== 'generator') return block
    const { position } = block
    const value = { kind: 'string' as const, value: output.replaceAll(sep, '/'), position }
    const setting: BlockEntry = { kind: 'setting', name: 'output', value, comment: null, position }
    return { ...block, entries: [...block.entries.filter((entry) => !isOutput(entry)), setting] }
  })
  return { ...schema, entries }
}

/** Where the clients go, as the generator says. */
function readOutput(schema: Schema): string {
  const settings = blocksOf(schema, 'generator').flatMap(({ entries }) => entries)
  const output = settings.find((entry) => entry.kind === 'setting' && entry.name === 'output')
  return output?.kind === 'setting' && output.value.kind === 'string' ? output.value.value : '.'
}

export function renderedPath(path: string, provider: Provider): string {
  return join(dirname(path), `${basename(path, '.prisma')}.${provider}.prisma`)
}
