import { randomUUID } from 'node:crypto'
import { RefractError } from '../contract/errors.js'
import { type MigrationConnection, MigrationScriptError } from '../contract/migration.js'
import { type MigrationTarget, withMigrations } from './migration-connection.js'
import { checksumOf, compareHistory, type Migration, type MigrationStatus, readHistory } from './migration-history.js'

export interface DeployOptions extends MigrationTarget {
  /** Called before a migration runs. */
  readonly onStart?: (name: string) => void
  /** Called after each migration that was applied. */
  readonly onApplied?: (migration: AppliedMigration) => void
}

export interface AppliedMigration {
  readonly name: string
  readonly milliseconds: number
}

export interface DeployReport {
  /** The database, without credentials. */
  readonly database: string
  readonly applied: readonly AppliedMigration[]
  /** How many had been applied before. */
  readonly before: number
}

/**
 * Applies the pending migrations of an engine's history in order and records each in
 * `_prisma_migrations`, as Prisma Migrate does. Run again it does nothing.
 *
 * @throws {RefractError} `REFRACT_MIGRATION` when a script fails, or an earlier one did, or when the database has another history;
 *   `REFRACT_CONNECTION` when the database cannot be reached
 */
export async function deployMigrations(options: DeployOptions): Promise<DeployReport> {
  const history = await readHistory(options.folder, options.engine)
  return withMigrations(options, async (connection, database) => {
    await connection.begin()
    const applied = await applyPending(connection, history, options)
    return { database, applied, before: history.length - applied.length }
  })
}

/** Applies what is pending on a connection that holds the lock. */
export async function applyPending(
  connection: MigrationConnection,
  history: readonly Migration[],
  { onStart, onApplied }: Pick<DeployOptions, 'onStart' | 'onApplied'>,
): Promise<AppliedMigration[]> {
  const applied: AppliedMigration[] = []
  for (const migration of history) {
    // Read anew each time: on some engines another process may come in between two migrations.
    const states = compareHistory(history, await connection.readRecords())
    assertInStep(states)
    if (states.find(({ name }) => name === migration.name)?.state !== 'pending') continue
    onStart?.(migration.name)
    const result = await applyMigration(connection, migration)
    applied.push(result)
    onApplied?.(result)
  }
  return applied
}

/** Nothing runs on a database whose history is another one than the folder's. */
export function assertInStep(states: readonly MigrationStatus[]): void {
  const wrong = states.filter(({ state }) => state === 'failed' || state === 'edited' || state === 'missing')
  const [first] = wrong
  if (first === undefined) return
  throw new RefractError('REFRACT_MIGRATION', wrong.map(describe).join('\n'), { hint: explain(first) })
}

function describe({ name, state, logs }: MigrationStatus): string {
  if (state === 'edited') return `The migration ${name} was changed after it was applied.`
  if (state === 'missing') return `The migration ${name} was applied to this database and is not in the history.`
  return `The migration ${name} failed before, and no other is applied after it.${logs === null ? '' : `\n${logs}`}`
}

/** What to do about a migration that keeps others from running. */
function explain({ name, state }: MigrationStatus): string {
  if (state === 'edited') return 'Restore its script as it was, from version control, and put the change into a new migration.'
  if (state === 'missing')
    return (
      'Restore its folder from version control. A program older than the database must not migrate it: deploy the newer one. ' +
      'Where this history replaces another: refract migrate baseline.'
    )
  return explainFailure(name)
}

/** The two ways on from a migration that failed. */
export function explainFailure(name: string): string {
  return (
    `Either undo by hand what is left of it, and say so: refract migrate resolve --rolled-back ${name}; it then runs again. ` +
    `Or finish it by hand, and say so: refract migrate resolve --applied ${name}. Then deploy again.`
  )
}

async function applyMigration(connection: MigrationConnection, { name, sql }: Migration): Promise<AppliedMigration> {
  const start = performance.now()
  try {
    // Some editors begin a file with a mark that is no SQL.
    await connection.apply({ id: randomUUID(), name, checksum: checksumOf(sql) }, sql.replace(/^\uFEFF/, ''))
  } catch (error) {
    if (!(error instanceof MigrationScriptError)) throw error
    const hint =
      error.applied === null
        ? `Correct the script, then: refract migrate resolve --rolled-back ${name}, and deploy again.`
        : explainFailure(name)
    throw new RefractError('REFRACT_MIGRATION', `The migration ${name} failed: ${error.message}`, { hint, cause: error.cause })
  }
  return { name, milliseconds: performance.now() - start }
}
