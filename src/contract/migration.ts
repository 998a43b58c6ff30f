import type { LiveComparison } from './live.js'
import type { EngineSchema } from './migration-plan.js'

/** A row of `_prisma_migrations`, in the columns that decide. */
export interface MigrationRecord {
  readonly id: string
  readonly name: string
  readonly checksum: string
  readonly finished: boolean
  readonly rolledBack: boolean
  /** Where it failed, or how far it has come; null for one that was applied. */
  readonly logs: string | null
}

/** A migration that is to be recorded. */
export interface NewRecord {
  readonly id: string
  readonly name: string
  readonly checksum: string
}

/** How a connection for migrations is opened. */
export interface MigrationAccess {
  /** Refuses a database that is not there, where the engine would make it. */
  readonly mustExist: boolean
  /** Changes nothing in the database, nor in how its file is kept. Default: false. */
  readonly readOnly?: boolean
}

/**
 * One connection to a database whose tables are being changed. The table of records is Prisma's own,
 * so that `prisma migrate deploy` and `refract migrate deploy` can take turns.
 */
export interface MigrationConnection {
  /** Waits until no other process changes this database's tables, and makes the table of records if it is missing. */
  begin(): Promise<void>

  /** All records, in no order; none where there is no table of them. May be read without {@link begin}. */
  readRecords(): Promise<MigrationRecord[]>

  /**
   * Runs a migration's script and records it. Where DDL is transactional both are one transaction: who is interrupted leaves the
   * database at a migration's edge. Elsewhere each statement is recorded before it runs.
   *
   * @throws {MigrationScriptError} when the script fails, which is recorded too, unless the connection is lost
   */
  apply(record: NewRecord, sql: string): Promise<void>

  /**
   * Records migrations as applied that did not run here, all of them or none: a baseline, or one that was finished by hand.
   *
   * @param logs what is to be known of it
   */
  insertApplied(records: readonly NewRecord[], logs: string): Promise<void>

  /** Marks a record as undone, so that its migration is pending again. */
  rollBackRecord(id: string): Promise<void>

  /** What the database's catalog says of its tables, a line for each thing: two databases with the same tables have the same lines. */
  readCatalog(): Promise<string[]>

  /**
   * Compares what stands in the database with what a fresh install of a schema makes. Changes nothing, and needs no
   * {@link begin}.
   *
   * @throws {RefractError} `REFRACT_MIGRATION` where the server does not let it
   */
  compare(schema: EngineSchema): Promise<LiveComparison>

  /** Removes all tables with their rows, and whatever else migrations make; the records begin anew. */
  clear(): Promise<void>

  /** Lets other processes go on and closes the connection. */
  end(): Promise<void>
}

/** A script that failed, with what is known of how far it came. */
export class MigrationScriptError extends Error {
  override readonly name = 'MigrationScriptError'
  /** How many statements ran and stay; null where the whole script was rolled back, `unknown` where it controls transactions itself. */
  readonly applied: number | null | 'unknown'

  constructor(message: string, applied: MigrationScriptError['applied'], cause: unknown) {
    super(`${message}\n${describeState(applied)}`, { cause })
    this.applied = applied
  }
}

function describeState(applied: MigrationScriptError['applied']): string {
  if (applied === null) return 'The database is as it was before this migration.'
  if (applied === 'unknown') return 'The script begins or ends transactions itself: what it committed before it failed stays.'
  return applied === 0 ? 'No statement before it ran.' : `${applied} statements before it ran and stay: this engine cannot roll DDL back.`
}
