import { existsSync } from 'node:fs'
import {
  type CopyColumn,
  type CopyCursor,
  type CopyNote,
  type CopyRow,
  type CopySource,
  type CopyTable,
  type CopyTarget,
  type DriverRow,
  ForeignNoteError,
  NOTES_TABLE,
} from '../../contract/copy.js'
import { RefractError } from '../../contract/errors.js'
import type { ForeignKey } from '../../contract/tables.js'
import { assertNotPointedTo, IncomingKeys, selectPointing } from '../incoming-keys.js'
import { selectOrphans } from '../orphans.js'
import { closeDatabase, type Database, openDatabase, openReadOnly, retryWhileBusy } from './connect.js'
import type { DriverValue } from './convert.js'
import { parseIncomingKeys, SELECT_KEYS } from './copy-incoming.js'
import { cursorArguments, isBounded, keyColumns, placeholders, quote, selectExactly, selectRows, textColumns } from './copy-sql.js'
import { createWriter, ExactText } from './copy-values.js'
import { roundingTriggers } from './ddl.js'
import { findPrivateFile } from './memory.js'
import type { SqliteTarget } from './url.js'

/** Rows, and characters and bytes, that are handed on at once. */
const PORTION_ROWS = 1_000
const PORTION_SIZE = 2 ** 21

/** Rows of one statement, and the arguments that it takes at most (https://www.sqlite.org/limits.html#max_variable_number). */
const STATEMENT_ROWS = 50
const MOST_ARGUMENTS = 32_766

/** Milliseconds to wait for others who write. */
const LOCK_TIMEOUT = 60_000

export async function openCopySource(target: SqliteTarget): Promise<CopySource> {
  return new SqliteSource(await openReadOnly(findFile(target)))
}

export async function openCopyTarget(target: SqliteTarget): Promise<CopyTarget> {
  const path = findFile(target)
  const settings = { ...target.settings, foreignKeys: false }
  return new SqliteCopyTarget(await openUnchanged(path, settings), () => openDatabase(path, settings))
}

/** Opens a file to look at it. What a killed process has left half written is taken back before, which needs a connection that writes. */
async function openUnchanged(path: string, settings: SqliteTarget['settings']): Promise<Database> {
  const database = await openReadOnly(path)
  try {
    await retryWhileBusy(() => database.prepare('SELECT count(*) FROM sqlite_schema').get(), LOCK_TIMEOUT)
    return database
  } catch (error) {
    database.close()
    if (!/readonly database/.test((error as Error).message)) throw error
    // A file in WAL mode leaves nothing of the kind.
    closeDatabase(await openDatabase(path, { ...settings, journalMode: 'delete' }))
    return openReadOnly(path)
  }
}

function findFile(target: SqliteTarget): string {
  const path = target.path ?? findPrivateFile(target)
  if (existsSync(path)) return path
  throw new RefractError('REFRACT_CONNECTION', `There is no SQLite file ${path}.`, {
    hint: 'Is the address right? If so: refract migrate deploy makes it.',
  })
}

class SqliteSource implements CopySource {
  protected reading: object | null = null

  constructor(protected database: Database) {}

  async beginSnapshot(): Promise<void> {
    this.database.exec('BEGIN')
    // What is seen is what the first statement sees.
    await retryWhileBusy(() => this.database.prepare('SELECT count(*) FROM sqlite_schema').get(), LOCK_TIMEOUT)
  }

  async countRows({ name }: CopyTable): Promise<number> {
    const [[count] = []] = this.all(`SELECT count(*) FROM ${quote(name)}`)
    return Number(count)
  }

  readRows(table: CopyTable, after: CopyCursor | null, limit: number): AsyncIterable<readonly DriverRow[]> {
    return isBounded(table) ? this.#readShort(table, after, limit) : this.#readLong(table, after, limit)
  }

  /** Rows that are short, many at a time: the driver is faster so. */
  async *#readShort(table: CopyTable, after: CopyCursor | null, limit: number): AsyncIterable<readonly DriverRow[]> {
    const key = keyColumns(table)
    const exact = this.#createExact(table)
    const next = this.prepare(selectRows(table, `WHERE (${key}) > ${placeholders(table.key.length)} ORDER BY ${key} LIMIT ?`))
    const first = this.prepare(selectRows(table, `ORDER BY ${key} LIMIT ?`))
    let last = after === null ? null : cursorArguments(after)
    for (let left = limit; left > 0; ) {
      const wanted = Math.min(left, PORTION_ROWS)
      const found = (last === null ? first.all(wanted) : next.all(...last, wanted)) as unknown as DriverValue[][]
      if (found.length > 0) yield found.map(exact)
      if (found.length < wanted) return
      left -= found.length
      last = cursorArguments(table.key.map((at) => found.at(-1)?.[at] as CopyCursor[number]))
    }
  }

  async *#readLong(table: CopyTable, after: CopyCursor | null, limit: number): AsyncIterable<readonly DriverRow[]> {
    const key = keyColumns(table)
    const where = after === null ? '' : `WHERE (${key}) > ${placeholders(table.key.length)}`
    const statement = this.prepare(selectRows(table, `${where} ORDER BY ${key} LIMIT ${limit}`))
    const exact = this.#createExact(table)
    let portion: DriverRow[] = []
    let size = 0
    // The driver's iterator does not keep its statement from being collected as garbage, and crashes after (@photostructure/sqlite 1.2.1).
    this.reading = statement
    for (const row of statement.iterate(...(after === null ? [] : cursorArguments(after))) as Iterable<DriverValue[]>) {
      portion.push(exact(row))
      for (const value of row) size += typeof value === 'string' || value instanceof Uint8Array ? value.length : 8
      if (portion.length >= PORTION_ROWS || size >= PORTION_SIZE) {
        yield portion
        portion = []
        size = 0
      }
    }
    if (portion.length > 0) yield portion
    this.reading = null
  }

  async readByKeys(table: CopyTable, keys: readonly CopyCursor[]): Promise<readonly DriverRow[]> {
    const one = this.prepare(selectRows(table, `WHERE (${keyColumns(table)}) = ${placeholders(table.key.length)}`))
    const exact = this.#createExact(table)
    return keys.flatMap((key) => (one.all(...cursorArguments(key)) as unknown as DriverValue[][]).map(exact))
  }

  async readCounter({ name }: CopyTable, column: CopyColumn): Promise<bigint | null> {
    const [[greatest = null] = []] = this.all(`SELECT max(${quote(column.name)}) FROM ${quote(name)}`)
    const [[counted = null] = []] = this.hasTable('sqlite_sequence') ? this.all('SELECT seq FROM sqlite_sequence WHERE name = ?', name) : []
    return [greatest, counted].reduce<bigint | null>(
      (most, one) => (typeof one === 'bigint' && (most === null || one > most) ? one : most),
      null,
    )
  }

  async end(): Promise<void> {
    if (this.database.isTransaction) this.database.exec('ROLLBACK')
    this.close()
  }

  protected close(): void {
    this.database.close()
  }

  protected prepare(sql: string) {
    const statement = this.database.prepare(sql)
    statement.setReadBigInts(true)
    statement.setReturnArrays(true)
    return statement
  }

  protected all(sql: string, ...values: DriverValue[]): DriverValue[][] {
    return this.prepare(sql).all(...values) as unknown as DriverValue[][]
  }

  protected hasTable(name: string): boolean {
    return this.all("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?", name).length > 0
  }

  /** Reads a row again by its bytes where the driver may have changed a text: cut it at U+0000, or put U+FFFD for what is no UTF-8. */
  #createExact(table: CopyTable): (row: DriverValue[]) => DriverRow {
    const texts = textColumns(table)
    const again = this.prepare(selectExactly(table))
    return (row) => {
      const nul = row.pop()
      if (nul === 2n) throw new Error(`A key of ${table.model} holds U+0000, at which SQLite ends a text: change it.`)
      if (nul !== 1n && !texts.some((at) => typeof row[at] === 'string' && (row[at] as string).includes('\ufffd'))) return row
      const [exact] = again.all(...cursorArguments(table.key.map((at) => row[at] as CopyCursor[number]))) as unknown as DriverValue[][]
      if (exact === undefined) throw new Error(`A key of ${table.model} is a text whose bytes are no UTF-8: change it.`)
      // Those of the key are what they were found by.
      const isExact = (at: number) => texts.includes(at) && !table.key.includes(at) && exact[row.length + texts.indexOf(at)] === 1n
      return row.map((value, at) => (isExact(at) ? new ExactText(exact[at] as Uint8Array) : value))
    }
  }
}

class SqliteCopyTarget extends SqliteSource implements CopyTarget {
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
    if (this.#incoming?.isOpen !== true) return
    const refusal = await this.#incoming.findLeft((sql) => this.#hasRows(sql))
    this.#incoming.close()
    this.database.exec(refusal === null ? 'COMMIT' : 'ROLLBACK')
    if (refusal !== null) throw refusal
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
