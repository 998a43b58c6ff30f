import type { Engine, Target } from '../contract/engine.js'
import { RefractError } from '../contract/errors.js'
import type { MigrationAccess, MigrationConnection } from '../contract/migration.js'

/** The database that migrations are for, and the engine's history. */
export interface MigrationTarget {
  readonly engine: Engine
  /** An address, or what the engine has read of one. */
  readonly url: string | Target
  /** A folder of `<timestamp>_<name>/migration.sql`. */
  readonly folder: string
}

/**
 * Opens a connection for migrations, works with it, and closes it.
 *
 * @throws {RefractError} `REFRACT_CONNECTION` when the database cannot be reached
 */
export async function withMigrations<T>(
  { engine, url }: Pick<MigrationTarget, 'engine' | 'url'>,
  work: (connection: MigrationConnection, database: string) => Promise<T>,
  access: MigrationAccess = { mustExist: false },
): Promise<T> {
  const target = typeof url === 'string' ? engine.parseUrl(url) : url
  const connection = await connect(() => engine.connectForMigrations(target, access), target.label)
  try {
    return await work(connection, target.label)
  } finally {
    await connection.end()
  }
}

async function connect(open: () => Promise<MigrationConnection>, database: string): Promise<MigrationConnection> {
  try {
    return await open()
  } catch (error) {
    if (error instanceof RefractError) throw error
    throw new RefractError('REFRACT_CONNECTION', `Cannot connect to ${database}: ${describe(error)}`, { cause: error })
  }
}

/** Node hides the reason in a list when a name has several addresses; adapters keep the server's words apart. */
function describe(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return describe(error.errors[0])
  const { message, cause } = error as { message?: string; cause?: { originalMessage?: string } }
  return cause?.originalMessage ?? message ?? String(error)
}
