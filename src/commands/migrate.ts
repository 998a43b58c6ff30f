import { locationOf } from '../client/location.js'
import { RefractError } from '../contract/errors.js'
import { findHistory, installedPackage } from './find-history.js'
import { type DeployOptions, type DeployReport, deployMigrations } from './migrate-deploy.js'

export interface MigrateOptions extends Pick<DeployOptions, 'onStart' | 'onApplied'> {
  /**
   * A folder with one history for each provider, relative to the working folder. Default: `prisma/migrations`; for a client of
   * the core model the one that comes with the package, where there is none.
   */
  readonly dir?: string
}

/**
 * Applies the pending migrations to a client's database, as `refract migrate deploy` does: for programs that do it when they
 * start. Processes that start together wait for one another, and each migration runs once. It has a connection of its own.
 *
 * @param db a client of Refract's, portable or an engine's own
 *
 * @example
 * const db = createClient()
 * await migrate(db, { dir: 'prisma/migrations' })
 *
 * @throws {RefractError} `REFRACT_MIGRATION` when a script fails, or the database has another history; `REFRACT_CONNECTION` when it
 *   cannot be reached; `REFRACT_OPTIONS` for what is no client
 */
export async function migrate(db: object, { dir, ...calls }: MigrateOptions = {}): Promise<DeployReport> {
  const location = locationOf(db)
  if (location === undefined) {
    throw new RefractError('REFRACT_OPTIONS', 'migrate: this is no client of Refract.', { hint: 'Give what createClient returns.' })
  }
  const { engine, target, isCore } = location
  return deployMigrations({ engine, url: target, folder: findHistory(engine.provider, dir, isCore ? installedPackage : null), ...calls })
}
