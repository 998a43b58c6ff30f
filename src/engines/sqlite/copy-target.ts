import {
  type CopyColumn,
  type CopyCursor,
  type CopyNote,
  type CopyRow,
  type CopyTable,
  type CopyTarget,
  ForeignNoteError,
  NOTES_TABLE,
} from '../../contract/copy.js'
import type { ForeignKey } from '../../contract/tables.js'
import { assertNotPointedTo, IncomingKeys, selectPointing } from '../incoming-keys.js'
import { selectOrphans } from '../orphans.js'
import { closeDatabase, type Database, retryWhileBusy } from './connect.js'
import type { DriverValue } from './convert.js'
import { parseIncomingKeys, SELECT_KEYS } from './copy-incoming.js'
import { LOCK_TIMEOUT, SqliteSource } from './copy-source.js'
import { cursorArguments, keyColumns, placeholders, quote } from './copy-sql.js'
import { createWriter } from './copy-values.js'
import { roundingTriggers } from './ddl.js'

/** Rows of one statement, and the arguments that it takes at most (https://www.sqlite.org/limits.html#max_variable_number). */
const STATEMENT_ROWS = 50
const MOST_ARGUMENTS = 32_766

export class SqliteCopyTarget extends SqliteSource implements CopyTarget {
  /** Null where the connection is one that writes: until something is written the file stays as it is, its journal mode too. */
  #openToWrite: (() => Promise<Database>) | null
  #incoming: IncomingKeys | null = null

  constructor(database: Database, openToWrite: () => Promise<Database>) {
    super(database)
    this.#openToWrite = openToWrite
  }

  async canBeReadMeanwhile(tables: readonly CopyTable[]): Promise<boolean> {
    // In all other modes whoever reads is waited for.
    if (this.all('PRAGMA journal_mode')[0]?.[0] !== 'wal') return false
    const triggers = this.all("SELECT name, tbl_name FROM sqlite_schema WHERE type = 'trigger'")
    return triggers.every(([name, on]) => {
      const table = tables.find((one) => one.name === on)
      // Refract's own change their own row alone.
      return table === undefined || table.columns.some((column) => roundingTriggers(table, column).includes(String(name)))
    })
  }

  async readNotes(): Promise<ReadonlyMap<string, string>> {
    if (!this.hasTable(NOTES_TABLE)) return new Map()
    return new Map(this.all(`SELECT name, value FROM ${NOTES_TABLE}`) as [string, string][])
  }

  async beginWriting(tables: readonly CopyTable[], isFresh: boolean): Promise<void> {
    await this.#settle()
    this.#incoming ??= new IncomingKeys(parseIncomingKeys(this.all(SELECT_KEYS), tables))
    if (isFresh) await this.#assertNotPointedTo()
    await this.#inTransaction(() =>
      this.database.exec(`CREATE TABLE IF NOT EXISTS ${NOTES_TABLE} (name TEXT PRIMARY KEY, value TEXT NOT NULL)`),
    )
  }

  async forgetCopy(): Promise<void> {
    await this.#inTransaction(() => this.database.exec(`DELETE FROM ${NOTES_TABLE}`))
  }

  async clear(tables: readonly CopyTable[]): Promise<void> {
    await this.#assertNotPointedTo()
    await this.#inTransaction(() => {
      for (const { name } of tables) this.database.exec(`DELETE FROM ${quote(name)}`)
    })
  }

  /** No row is to go that a row points to which stays: tables that the schema does not know are told here alone. */
  async #assertNotPointedTo(): Promise<void> {
    await assertNotPointedTo(this.#incoming?.all ?? [], (sql) => this.#hasRows(sql))
  }

  #hasRows(sql: string, ...values: DriverValue[]): boolean {
    return this.all(sql, ...values).length > 0
  }

  async writeRows(table: CopyTable, rows: readonly CopyRow[], note: CopyNote): Promise<void> {
    await this.#inTransaction(() => {
      // First: who comes second is told so, and not of a row that is there.
      this.#setNote(note)
      this.#insert(table, rows)
    })
  }

  async writeNote(note: CopyNote): Promise<void> {
    await this.#inTransaction(() => this.#setNote(note))
  }

  explainRefusal(error: unknown): string | null {
    const { message = '' } = error as { message?: string }
    return /constraint failed|datatype mismatch|string or blob too big|too large to bind/.test(message) ? message : null
  }

  async deleteRows(table: CopyTable, keys: readonly CopyCursor[]): Promise<void> {
    const values = keys.flatMap(cursorArguments)
    const row = placeholders(table.key.length)
    const condition = `(${keyColumns(table)}) IN (VALUES ${keys.map(() => row).join(', ')})`
    await this.#inTransaction(() => {
      for (const key of this.#incoming?.pointingTo(table) ?? []) {
        if (this.#hasRows(selectPointing(key, condition), ...values)) this.#incoming?.owe(key)
      }
      const one = this.database.prepare(`DELETE FROM ${quote(table.name)} WHERE (${keyColumns(table)}) = ${row}`)
      for (const key of keys) one.run(...cursorArguments(key))
    })
  }

  async findOrphans(table: CopyTable, foreignKey: ForeignKey, limit: number): Promise<readonly CopyCursor[]> {
    this.#incoming?.leaveToCaller(table)
    return this.all(selectOrphans(table, foreignKey, limit, quote)) as CopyCursor[]
  }

  async setCounter({ name }: CopyTable, _column: CopyColumn, value: bigint): Promise<void> {
    await this.#settle()
    if (!this.hasTable('sqlite_sequence')) return
    await this.#inTransaction(() => {
      const { changes } = this.database.prepare('UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?').run(value, name)
      if (Number(changes) === 0) this.database.prepare('INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)').run(name, value)
    })
  }

  async finish(): Promise<void> {
    await this.#settle()
    await this.#beginToWrite()
    // A checkpoint syncs the log and the file; where others use it the log alone is.
    this.database.exec('PRAGMA synchronous = FULL')
    await retryWhileBusy(() => this.database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get(), LOCK_TIMEOUT)
  }

  async removeNotes(): Promise<void> {
    await this.#inTransaction(() => this.database.exec(`DROP TABLE ${NOTES_TABLE}`))
  }

  override async end(): Promise<void> {
    await this.#settle().catch(() => undefined)
    await super.end()
  }

  protected override close(): void {
    if (this.#openToWrite === null) closeDatabase(this.database)
    else super.close()
  }

  async #beginToWrite(): Promise<void> {
    if (this.#openToWrite === null) return
    const database = await this.#openToWrite()
    super.close()
    this.database = database
    this.#openToWrite = null
  }

  async #inTransaction(work: () => void): Promise<void> {
    await this.#beginToWrite()
    const isWithin = this.#incoming?.isOpen === true
    if (isWithin) this.database.exec('SAVEPOINT batch')
    else await retryWhileBusy(() => this.database.exec('BEGIN IMMEDIATE'), LOCK_TIMEOUT)
    try {
      work()
      if (isWithin) this.database.exec('RELEASE batch')
      else if (this.#incoming?.isOpen !== true) this.database.exec('COMMIT')
    } catch (error) {
      // After a full disk SQLite has done it already.
      if (this.database.isTransaction) this.database.exec(isWithin ? 'ROLLBACK TO batch; RELEASE batch' : 'ROLLBACK')
      if (!this.database.isTransaction) this.#incoming?.close()
      throw error
    }
  }

  /** Ends a transaction that {@link deleteRows} has left open, be it by taking back what is in it. */
  async #settle(): Promise<void> {
    await this.#incoming?.settle(
      (sql) => this.#hasRows(sql),
      (statement) => this.database.exec(statement),
    )
  }

  #insert({ name, columns }: CopyTable, rows: readonly CopyRow[]): void {
    const writers = columns.map(({ storage }) => createWriter(storage))
    const into = `INSERT INTO ${quote(name)} (${columns.map((column) => quote(column.name)).join(', ')}) VALUES `
    const prepare = (count: number) => this.database.prepare(into + Array(count).fill(placeholders(columns.length)).join(', '))
    const together = Math.max(1, Math.min(STATEMENT_ROWS, Math.floor(MOST_ARGUMENTS / columns.length)))
    const many = rows.length >= together ? prepare(together) : null
    for (let start = 0; start < rows.length; start += together) {
      const some = rows.slice(start, start + together)
      const values: DriverValue[] = []
      for (const row of some) {
        for (let at = 0; at < writers.length; at += 1) {
          const value = row[at] as string | Uint8Array | null
          values.push(value === null ? null : (writers[at] as (value: string | Uint8Array) => DriverValue)(value))
        }
      }
      const statement = some.length === together && many !== null ? many : prepare(some.length)
      statement.run(...values)
    }
  }

  #setNote({ name, before, after }: CopyNote): void {
    const { changes } =
      before === null
        ? this.database.prepare(`INSERT OR IGNORE INTO ${NOTES_TABLE} VALUES (?, ?)`).run(name, after)
        : this.database.prepare(`UPDATE ${NOTES_TABLE} SET value = ? WHERE name = ? AND value = ?`).run(after, name, before)
    if (Number(changes) !== 1) throw new ForeignNoteError()
  }
}
