import { dirname } from 'node:path'
import { RefractError } from '../contract/errors.js'
import type { Difference } from '../contract/live.js'
import type { MigrationConnection } from '../contract/migration.js'
import type { Provider } from '../engines/index.js'
import { type MigrationTarget, withMigrations } from './migration-connection.js'
import { compareHistory, isSettled, type MigrationStatus, readHistory } from './migration-history.js'
import { engineSchemaOf } from './schema-step.js'
import { listSnapshots, readSnapshot } from './snapshots.js'

export interface StatusReport {
  /** The database, without credentials. */
  readonly database: string
  readonly migrations: readonly MigrationStatus[]
  readonly drift: Drift
}

/** How the database differs from what its last migration made. */
export interface Drift {
  /** The last applied migration, whose snapshot the database is compared with; null where none is applied. */
  readonly migration: string | null
  readonly differences: readonly Difference[]
  /** What stands there that Refract never makes, each in a few words; no difference. */
  readonly others: readonly string[]
  /** Why nothing was compared; null where it was. */
  readonly unchecked: string | null
}

/**
 * Compares an engine's history with what a database says of it, and where that is in step, the database with what the last
 * applied migration made. Changes nothing and waits for nobody.
 *
 * @throws {RefractError} `REFRACT_MIGRATION` where there is no history; `REFRACT_CONNECTION` when the database cannot be reached
 */
export async function readStatus(target: MigrationTarget): Promise<StatusReport> {
  const history = await readHistory(target.folder, target.engine)
  const read = async (connection: MigrationConnection, database: string) => {
    const migrations = compareHistory(history, await connection.readRecords())
    return { database, migrations, drift: await readDrift(connection, target, migrations) }
  }
  return withMigrations(target, read, { mustExist: true })
}

async function readDrift(connection: MigrationConnection, target: MigrationTarget, migrations: readonly MigrationStatus[]): Promise<Drift> {
  const last = migrations.findLast(({ state }) => state === 'applied')
  if (last === undefined || migrations.some(({ state }) => !isSettled(state) && state !== 'pending')) {
    return leave(last, last === undefined ? 'No migration is applied.' : 'The history is not that of the database.')
  }
  try {
    const schema = await readSchema(target, last.name)
    if (schema === null) return leave(last, `The migration ${last.name} has no snapshot.`)
    const { differences, others } = await connection.compare(schema)
    return { migration: last.name, differences, others, unchecked: null }
  } catch (error) {
    // What stands in the way of looking is no fault of the database.
    if (error instanceof RefractError) return leave(last, error.message)
    throw error
  }
}

function leave(last: MigrationStatus | undefined, unchecked: string): Drift {
  return { migration: last?.name ?? null, differences: [], others: [], unchecked }
}

/** What a migration's snapshot asks for; null where there is none. */
export async function readSchema({ engine, folder }: Pick<MigrationTarget, 'engine' | 'folder'>, name: string) {
  const migrations = dirname(folder)
  if (!(await listSnapshots(migrations)).includes(name)) return null
  const { step } = await readSnapshot(migrations, name)
  return engineSchemaOf(step, engine.provider as Provider)
}
