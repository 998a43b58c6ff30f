import type { Engine } from '../contract/engine.js'
import { RefractError } from '../contract/errors.js'
import { engineOf, PROVIDERS, type Provider } from '../engines/index.js'
import { describeHead } from './difference-words.js'
import type { CanonicalOptions } from './load-canonical.js'
import { withMigrations } from './migration-connection.js'
import { SchemaEngine } from './schema-engine.js'
import { emptyStep, engineSchemaOf, readCurrentStep, type SchemaStep } from './schema-step.js'
import { listSnapshots, readSnapshot } from './snapshots.js'

export interface DiffOptions extends CanonicalOptions {
  /** The folder of all histories. */
  readonly migrations: string
  /**
   * `schema`, `snapshot` for the last one, `empty`, the name of a migration, whose snapshot is meant, or `database` for what stands
   * in {@link DiffOptions.database}.
   */
  readonly from: string
  readonly to: string
  /** Looked up where one of the states is `database`: a database is one engine's, and so is the difference. */
  readonly database?: () => { readonly engine: Engine; readonly url: string }
}

/** The SQL for each engine that it is for, empty where nothing is to be done. */
export type DiffScripts = Readonly<Partial<Record<Provider, string>>>

/**
 * The SQL that leads from one state of the schema to another: for each engine, or for the one of the database that is a state.
 * Writes nothing, and changes nothing in a database.
 *
 * @throws {RefractError} `REFRACT_USAGE` for a state that there is not; `REFRACT_CONNECTION` when the database cannot be reached
 */
export async function diffSchemas(options: DiffOptions): Promise<DiffScripts> {
  const { from, to } = options
  if (from === 'database' && to === 'database') throw new RefractError('REFRACT_USAGE', 'A database does not differ from itself.')
  const schemaEngine = new SchemaEngine()
  try {
    if (from === 'database') return await diffDatabase(options, await readState(options, to, schemaEngine), 'toSchema')
    if (to === 'database') return await diffDatabase(options, await readState(options, from, schemaEngine), 'toDatabase')
    const [before, after] = [await readState(options, from, schemaEngine), await readState(options, to, schemaEngine)]
    const scripts = await Promise.all(
      (options.engines ?? PROVIDERS).map(async (provider) => {
        const old = engineSchemaOf(before, provider)
        return [
          provider,
          await engineOf(provider).planMigration({ before: old, renamed: old, after: engineSchemaOf(after, provider) }),
        ] as const
      }),
    )
    return Object.fromEntries(scripts)
  } finally {
    await schemaEngine.close()
  }
}

async function diffDatabase({ database }: DiffOptions, step: SchemaStep, direction: 'toSchema' | 'toDatabase'): Promise<DiffScripts> {
  if (database === undefined) throw new RefractError('REFRACT_USAGE', 'No database is named.')
  const { engine, url } = database()
  const provider = engine.provider as Provider
  return withMigrations(
    { engine, url },
    async (connection) => {
      const comparison = await connection.compare(engineSchemaOf(step, provider))
      const script = await comparison[direction]()
      const { differences, others } = comparison
      const turned = differences.map((one) => ({ ...one, found: one.wanted, wanted: one.found }))
      const head = describeHead(direction === 'toSchema' ? differences : turned, direction === 'toSchema' ? others : [])
      return { [provider]: script === '' ? '' : `${head}${script}` }
    },
    { mustExist: true },
  )
}

async function readState(options: DiffOptions, word: string, schemaEngine: SchemaEngine): Promise<SchemaStep> {
  const { schema, migrations } = options
  if (word === 'empty') return emptyStep(schema)
  if (word === 'schema') return readCurrentStep(options, schemaEngine)
  const names = await listSnapshots(migrations)
  const name = word === 'snapshot' ? names.at(-1) : names.find((candidate) => candidate === word)
  if (name !== undefined) return (await readSnapshot(migrations, name)).step
  throw new RefractError('REFRACT_USAGE', `There is no snapshot ${word === 'snapshot' ? 'yet' : `of ${word}`}.`, {
    hint: `Known are: empty, schema, database, snapshot (the last one)${names.length === 0 ? '' : `, ${names.join(', ')}`}.`,
  })
}
