import type { EngineSchema } from '../contract/migration-plan.js'
import type { Table } from '../contract/tables.js'
import { engineOf, PROVIDERS, type Provider } from '../engines/index.js'
import { readCanonical } from '../schema/canonical.js'
import type { Models } from '../schema/models.js'
import { renderSchemas } from './render.js'
import type { SchemaEngine } from './schema-engine.js'

/** A canonical schema at one point of its history, as each engine has it. */
export interface SchemaStep {
  readonly text: string
  readonly models: Models
  readonly tables: readonly Table[]
  readonly engines: Readonly<Record<Provider, EngineSchema>>
}

/** Renders a schema for every engine, and writes the SQL of a fresh install for each. */
export async function readStep(text: string, path: string, schemaEngine: SchemaEngine): Promise<SchemaStep> {
  const { renderings, tables } = renderSchemas(text, path)
  const engines = await Promise.all(
    renderings.map(async ({ provider, path: file, text: rendered, tables: written }): Promise<[Provider, EngineSchema]> => {
      const emitted = () => schemaEngine.create({ path: file, text: rendered })
      const script = await engineOf(provider).createTables({ tables, written, emitted })
      return [provider, { path: file, text: rendered, tables, written, script }]
    }),
  )
  return { text, models: readCanonical(text, path).models, tables, engines: Object.fromEntries(engines) as SchemaStep['engines'] }
}

/** Before the first migration: no table at all. */
export function emptyStep(path: string): SchemaStep {
  const nothing: EngineSchema = { path, text: '', tables: [], written: [], script: '' }
  const engines = Object.fromEntries(PROVIDERS.map((provider) => [provider, nothing])) as SchemaStep['engines']
  return { text: '', models: readCanonical('', path).models, tables: [], engines }
}
