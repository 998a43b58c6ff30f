/** A row of `_prisma_migrations`, in the columns that decide. */
export interface MigrationRecord {
  readonly id: string
  readonly name: string
  readonly checksum: string
  readonly finished: boolean
  readonly rolledBack: boolean
  readonly logs: string | null
}

/**
 * One connection to a database whose tables are being changed. The table of records is Prisma's own,
 * so that `prisma migrate deploy` and `refract migrate deploy` can take turns.
 */
export interface MigrationConnection {
  /** Waits until no other process changes this database's tables, and makes the table of records if it is missing. */
  begin(): Promise<void>
  readRecords(): Promise<MigrationRecord[]>
  insertRecord(record: { id: string; name: string; checksum: string }): Promise<void>
  /** The migration is complete. */
  finishRecord(id: string): Promise<void>
  /** The migration failed; `logs` says where. */
  failRecord(id: string, logs: string): Promise<void>
  /**
   * Runs a migration's script. Where DDL is transactional a failure leaves nothing behind; elsewhere
   * the error tells which statement failed and how many ran.
   *
   * @throws {MigrationScriptError}
   */
  runScript(sql: string): Promise<void>
  /** Lets other processes go on and closes the connection. */
  end(): Promise<void>
}

/** A script that failed, with what is known of how far it came. */
export class MigrationScriptError extends Error {
  override readonly name = 'MigrationScriptError'
  /** How many statements ran and stay; null where the whole script was rolled back, `unknown` where it controls transactions itself. */
  readonly applied: number | null | 'unknown'

  constructor(message: string, applied: MigrationScriptError['applied'], cause: unknown) {
    super(message, { cause })
    this.applied = applied
  }
}
