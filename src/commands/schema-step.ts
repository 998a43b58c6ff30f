import type { EngineSchema } from '../contract/migration-plan.js'
import type { Table } from '../contract/tables.js'
import { engineOf, PROVIDERS, type Provider } from '../engines/index.js'
import { readCanonical } from '../schema/canonical.js'
import type { Models } from '../schema/models.js'
import { type CanonicalOptions, loadCanonical } from './load-canonical.js'
import { renderSchemas } from './render.js'
import type { SchemaEngine } from './schema-engine.js'

/** A canonical schema at one point of its history, as each engine has it. */
export interface SchemaStep {
  readonly text: string
  readonly models: Models
  readonly tables: readonly Table[]
  /** The engines that were in use. */
  readonly engines: Readonly<Partial<Record<Provider, EngineSchema>>>
}

const NOTHING: EngineSchema = { path: '', text: '', tables: [], written: [], script: '' }

/** The schema of an engine; without tables where it was not in use. */
export function engineSchemaOf({ engines }: SchemaStep, provider: Provider): EngineSchema {
  return engines[provider] ?? NOTHING
}

/** Renders a schema for every engine in use, and writes the SQL of a fresh install for each. */
export async function readStep(
  text: string,
  path: string,
  schemaEngine: SchemaEngine,
  inUse: readonly Provider[] = PROVIDERS,
): Promise<SchemaStep> {
  const { renderings, tables } = renderSchemas(text, path, { engines: inUse })
  const engines = await Promise.all(
    renderings.map(async ({ provider, path: file, text: rendered, tables: written }): Promise<[Provider, EngineSchema]> => {
      const emitted = () => schemaEngine.create({ path: file, text: rendered })
      const script = await engineOf(provider).createTables({ tables, written, emitted })
      return [provider, { path: file, text: rendered, tables, written, script }]
    }),
  )
  return { text, models: readCanonical(text, path).models, tables, engines: Object.fromEntries(engines) }
}

/** Reads the canonical schema of now. */
export async function readCurrentStep(options: CanonicalOptions, schemaEngine: SchemaEngine): Promise<SchemaStep> {
  const { text, path, explain } = await loadCanonical(options)
  // What is refused is told where a person wrote it; then nothing is refused any more.
  explain(() => renderSchemas(text, path, { engines: options.engines, conventions: options.conventions }))
  return readStep(text, path, schemaEngine, options.engines)
}

/** Before the first migration: no table at all. */
export function emptyStep(path: string): SchemaStep {
  return { text: '', models: readCanonical('', path).models, tables: [], engines: {} }
}
