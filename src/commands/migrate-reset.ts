import { applyPending, type DeployOptions, type DeployReport } from './migrate-deploy.js'
import { withMigrations } from './migration-connection.js'
import { readHistory } from './migration-history.js'

/**
 * Empties a database, rows and all, and applies its whole history. Asking first is the caller's.
 *
 * @throws {RefractError} `REFRACT_MIGRATION` or `REFRACT_CONNECTION`, as for a deploy
 */
export async function resetDatabase(options: DeployOptions): Promise<DeployReport> {
  const history = await readHistory(options.folder, options.engine)
  return withMigrations(options, async (connection, database) => {
    await connection.begin()
    await connection.clear()
    return { database, applied: await applyPending(connection, history, options), before: 0 }
  })
}
