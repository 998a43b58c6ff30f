import { readFile } from 'node:fs/promises'
import { RefractError } from '../contract/errors.js'
import { engineOf, PROVIDERS, type Provider } from '../engines/index.js'
import { SchemaEngine } from './schema-engine.js'
import { emptyStep, readStep, type SchemaStep } from './schema-step.js'
import { listSnapshots, readSnapshot } from './snapshots.js'

export interface DiffOptions {
  /** The canonical schema. */
  readonly schema: string
  /** The folder of all histories. */
  readonly migrations: string
  /** `schema`, `snapshot` for the last one, `empty`, or the name of a migration, whose snapshot is meant. */
  readonly from: string
  readonly to: string
}

/**
 * The SQL that leads from one state of the schema to another, for each engine; empty where nothing is to be done. Writes nothing
 * and asks no database.
 *
 * @throws {RefractError} `REFRACT_USAGE` for a state that there is not
 */
export async function diffSchemas(options: DiffOptions): Promise<Record<Provider, string>> {
  const schemaEngine = new SchemaEngine()
  try {
    const [before, after] = [await readState(options, options.from, schemaEngine), await readState(options, options.to, schemaEngine)]
    const scripts = await Promise.all(
      PROVIDERS.map(async (provider) => {
        const old = before.engines[provider]
        return [provider, await engineOf(provider).planMigration({ before: old, renamed: old, after: after.engines[provider] })] as const
      }),
    )
    return Object.fromEntries(scripts) as Record<Provider, string>
  } finally {
    await schemaEngine.close()
  }
}

async function readState({ schema, migrations }: DiffOptions, word: string, schemaEngine: SchemaEngine): Promise<SchemaStep> {
  if (word === 'empty') return emptyStep(schema)
  if (word === 'schema') return readStep(await readFile(schema, 'utf8'), schema, schemaEngine)
  const names = await listSnapshots(migrations)
  const name = word === 'snapshot' ? names.at(-1) : names.find((candidate) => candidate === word)
  if (name !== undefined) return (await readSnapshot(migrations, name)).step
  throw new RefractError('REFRACT_USAGE', `There is no snapshot ${word === 'snapshot' ? 'yet' : `of ${word}`}.`, {
    hint: `Known are: empty, schema, snapshot (the last one)${names.length === 0 ? '' : `, ${names.join(', ')}`}.`,
  })
}
