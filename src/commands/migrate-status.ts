import type { MigrationConnection } from '../contract/migration.js'
import { type MigrationTarget, withMigrations } from './migration-connection.js'
import { compareHistory, type MigrationStatus, readHistory } from './migration-history.js'

export interface StatusReport {
  /** The database, without credentials. */
  readonly database: string
  readonly migrations: readonly MigrationStatus[]
}

/**
 * Compares an engine's history with what a database says of it. Changes nothing and waits for nobody.
 *
 * @throws {RefractError} `REFRACT_MIGRATION` where there is no history; `REFRACT_CONNECTION` when the database cannot be reached
 */
export async function readStatus(target: MigrationTarget): Promise<StatusReport> {
  const history = await readHistory(target.folder, target.engine)
  const read = async (connection: MigrationConnection, database: string) => ({
    database,
    migrations: compareHistory(history, await connection.readRecords()),
  })
  return withMigrations(target, read, { mustExist: true })
}
