import type { CopyColumn, CopyCursor, CopySource, CopyTable, DriverRow } from '../../contract/copy.js'
import { type Database, retryWhileBusy } from './connect.js'
import type { DriverValue } from './convert.js'
import { cursorArguments, isBounded, keyColumns, placeholders, quote, selectExactly, selectRows, textColumns } from './copy-sql.js'
import { ExactText } from './copy-values.js'

/** Rows, and characters and bytes, that are handed on at once. */
const PORTION_ROWS = 1_000
const PORTION_SIZE = 2 ** 21

/** Milliseconds to wait for others who write. */
export const LOCK_TIMEOUT = 60_000

export class SqliteSource implements CopySource {
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
