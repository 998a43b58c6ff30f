import type { Readable } from 'node:stream'
import type { CopyColumn, CopyCursor, CopySource, CopyTable, DriverRow } from '../../contract/copy.js'
import type { Connection } from './connect.js'
import { type Enums, parseEnums, selectByKeys, selectEnums, selectPage } from './copy-sql.js'
import type { DriverValue } from './copy-values.js'
import { quote, quoteText } from './quote.js'
import { readPortions } from './read-portions.js'

/**
 * What the driver is to keep as the server's text; only integers of up to 32 bits and doubles become numbers, which loses nothing.
 * A function for it, `typeCast`, takes three times as long.
 */
const TEXTS = {
  rowsAsArray: true,
  dateStrings: true,
  jsonStrings: true,
  // MariaDB's Json is a text.
  autoJsonMap: false,
  supportBigNumbers: true,
  bigNumberStrings: true,
} as const

export class MysqlSource implements CopySource {
  protected reading: Readable | null = null
  readonly #enums = new Map<string, Enums>()

  constructor(protected readonly connection: Connection) {}

  async beginSnapshot(): Promise<void> {
    await this.connection.query('SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ')
    await this.connection.query('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY')
  }

  async countRows({ name }: CopyTable): Promise<number> {
    const [[count] = []] = await this.readValues(`SELECT count(*) FROM ${quote(name)}`)
    return Number(count)
  }

  async *readRows(table: CopyTable, after: CopyCursor | null, limit: number): AsyncIterable<readonly DriverRow[]> {
    const sql = selectPage(table, after, limit, after === null ? new Map() : await this.#readEnums(table))
    this.reading = this.connection.queryStream({ sql, ...TEXTS }) as Readable
    yield* readPortions(this.reading)
    this.reading = null
  }

  async readByKeys(table: CopyTable, keys: readonly CopyCursor[]): Promise<readonly DriverRow[]> {
    return this.readValues(selectByKeys(table, keys))
  }

  async readCounter({ name }: CopyTable, column: CopyColumn): Promise<bigint | null> {
    // Rows that others have added and not committed count too.
    const [[next = null] = []] = await this.readValues(
      `SELECT auto_increment FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = ${quoteText(name)}`,
    )
    const [[greatest = null] = []] = await this.readValues(`SELECT max(${quote(column.name)}) FROM ${quote(name)}`)
    if (next === null && greatest === null) return null
    const [counted, given] = [BigInt(String(next ?? 1)) - 1n, BigInt(String(greatest ?? 0))]
    return counted > given ? counted : given
  }

  async end(): Promise<void> {
    // Nobody waits for rows that are on their way.
    if (this.reading !== null || !this.connection.isValid()) this.connection.destroy()
    else await this.connection.end().catch(() => undefined)
  }

  async #readEnums(table: CopyTable): Promise<Enums> {
    const enums = this.#enums.get(table.name) ?? parseEnums(await this.readValues(selectEnums(table)))
    this.#enums.set(table.name, enums)
    return enums
  }

  protected readValues(sql: string): Promise<DriverValue[][]> {
    return this.connection.query<DriverValue[][]>({ sql, ...TEXTS })
  }
}
