import type { CopyColumn, CopyCursor, CopySource, CopyTable, DriverRow } from '../../contract/copy.js'
import { type Database, retryWhileBusy } from './connect.js'
import type { DriverValue } from './convert.js'
import {
  countFitting,
  cursorArguments,
  isBounded,
  keyColumns,
  page,
  placeholders,
  quote,
  selectExactly,
  selectRows,
  sumLong,
  textColumns,
} from './copy-sql.js'
import { ExactText } from './copy-values.js'

/** Rows, and characters and bytes, that are handed on at once. */
const PORTION_ROWS = 1_000
const PORTION_SIZE = 2 ** 21

/** Milliseconds to wait for others who write. */
export const LOCK_TIMEOUT = 60_000

export class SqliteSource implements CopySource {
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

  /** Many rows at a time: the driver's iterator takes twice as long. */
  async *readRows(table: CopyTable, after: CopyCursor | null, limit: number): AsyncIterable<readonly DriverRow[]> {
    const exact = this.#createExact(table)
    const next = this.prepare(selectRows(table, page(table, false)))
    const first = this.prepare(selectRows(table, page(table, true)))
    const countFitting = this.#createCount(table)
    let last: DriverValue[] | null = after === null ? null : cursorArguments(after)
    for (let left = limit; left > 0; ) {
      const wanted = Math.min(left, PORTION_ROWS)
      const most = countFitting(last, wanted)
      const found = (last === null ? first.all(most) : next.all(...last, most)) as unknown as DriverValue[][]
      if (found.length > 0) yield found.map(exact)
      if (found.length < most) return
      left -= found.length
      last = cursorArguments(table.key.map((at) => found.at(-1)?.[at] as CopyCursor[number]))
    }
  }

  /** Makes what says how many of the rows that come next may be read at once, at least one: their long values are measured, not read. */
  #createCount(table: CopyTable): (last: DriverValue[] | null, wanted: number) => number {
    if (isBounded(table)) return (_, wanted) => wanted
    const ask = (write: (where: string) => string) => {
      const [next, first] = [this.prepare(write(page(table, false))), this.prepare(write(page(table, true)))]
      return (last: DriverValue[] | null, wanted: number) => {
        const [[answer] = []] = (last === null ? first.all(wanted) : next.all(...last, wanted)) as unknown as [bigint][]
        return Number(answer)
      }
    }
    const size = ask((where) => sumLong(table, where))
    const count = ask((where) => countFitting(table, where, PORTION_SIZE))
    // Nearly always all of them fit, which is known in a quarter of the time.
    return (last, wanted) => (size(last, wanted) <= PORTION_SIZE ? wanted : Math.max(1, count(last, wanted)))
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
    const { length } = table.columns
    const again = this.prepare(selectExactly(table))
    const mayBeChanged = (row: DriverValue[]) => {
      for (const at of texts) if (typeof row[at] === 'string' && (row[at] as string).includes('\ufffd')) return true
      return false
    }
    return (row) => {
      const nul = row.pop()
      if (nul === null && !mayBeChanged(row)) return row
      if (nul === 2n) throw new Error(`A key of ${table.model} holds U+0000, at which SQLite ends a text: change it.`)
      const [exact] = again.all(...cursorArguments(table.key.map((at) => row[at] as CopyCursor[number]))) as unknown as DriverValue[][]
      if (exact === undefined) throw new Error(`A key of ${table.model} is a text whose bytes are no UTF-8: change it.`)
      // Those of the key are what they were found by.
      const isExact = (at: number) => texts.includes(at) && !table.key.includes(at) && exact[length + texts.indexOf(at)] === 1n
      return row.map((value, at) => (isExact(at) ? new ExactText(exact[at] as Uint8Array) : value))
    }
  }
}
