import type { Readable } from 'node:stream'
import type { CopyCursor, CopySource, CopyTable, DriverRow, SavedDigest } from '../../contract/copy.js'
import type { Client, loadCopyStreams } from './connect.js'
import { hashesAlike, selectDigest, toDigest } from './copy-digest.js'
import { parseRows, selectByKeys, selectPage, tableName } from './copy-read.js'
import { explainPolicies } from './copy-refusals.js'
import { isServerError } from './driver.js'
import { quote, quoteText } from './quote.js'
import type { PostgresqlTarget } from './url.js'

export type Streams = Awaited<ReturnType<typeof loadCopyStreams>>

/** Rows and notes in the texts of the server. */
const TEXTS = { getTypeParser: () => (text: string) => text }

export class PostgresqlSource implements CopySource {
  protected readonly schema: string
  protected reading: Readable | undefined
  #hashesAlike: Promise<boolean> | undefined
  #inSnapshot = false

  constructor(
    protected readonly client: Client,
    protected readonly streams: Streams,
    target: PostgresqlTarget,
  ) {
    this.schema = target.schema
  }

  async beginSnapshot(): Promise<void> {
    await this.client.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY')
    this.#inSnapshot = true
  }

  async countRows(table: CopyTable): Promise<number> {
    const [[count] = []] = await this.readTexts(`SELECT count(*) FROM ${tableName(this.schema, table)}`)
    return Number(count)
  }

  async *readRows(table: CopyTable, after: CopyCursor | null, limit: number): AsyncIterable<readonly DriverRow[]> {
    const stream = this.client.query(this.streams.to(`COPY (${selectPage(this.schema, table, after, limit)}) TO STDOUT`)) as unknown
    // The client wraps its queries in promises, and a stream is no promise.
    this.reading = (await stream) as Readable
    try {
      yield* parseRows(this.reading)
    } catch (error) {
      throw explainPolicies(error)
    }
    this.reading = undefined
  }

  async readByKeys(table: CopyTable, keys: readonly CopyCursor[]): Promise<readonly DriverRow[]> {
    return this.readTexts(selectByKeys(this.schema, table, keys))
  }

  async readDigest(table: CopyTable): Promise<SavedDigest | null> {
    const sql = selectDigest(this.schema, table)
    if (sql === null) return null
    this.#hashesAlike ??= hashesAlike(this.client)
    if (!(await this.#hashesAlike)) return null
    // A column may be of another type than the schema says: its rows are read then.
    if (this.#inSnapshot) await this.client.query('SAVEPOINT digest')
    try {
      const [row = []] = await this.readTexts(sql)
      return toDigest(row)
    } catch (error) {
      if (!isServerError(error)) throw error
      if (this.#inSnapshot) await this.client.query('ROLLBACK TO digest')
      return null
    }
  }

  async readCounter(table: CopyTable, { name }: CopyTable['columns'][number]): Promise<bigint | null> {
    const sequence = `pg_get_serial_sequence(${quoteText(tableName(this.schema, table))}, ${quoteText(name)})`
    // Rows may have been given ids that the sequence has not counted; and who only reads the tables may not read it.
    const [[last] = []] = await this.readTexts(
      `SELECT greatest(CASE WHEN has_sequence_privilege(sequence, 'SELECT, USAGE') THEN pg_sequence_last_value(sequence) END,
                       (SELECT max(${quote(name)}) FROM ${tableName(this.schema, table)}))
       FROM (SELECT ${sequence}::regclass AS sequence OFFSET 0) AS found`,
    )
    return last === null || last === undefined ? null : BigInt(last)
  }

  async end(): Promise<void> {
    // Nobody waits for rows that are on their way.
    if (this.reading !== undefined) (this.client as unknown as { connection: { stream: Readable } }).connection.stream.destroy()
    await this.client.end().catch(() => undefined)
  }

  protected async readTexts(text: string, values: readonly unknown[] = []): Promise<(string | null)[][]> {
    const query = { text, values: [...values], rowMode: 'array' as const, types: TEXTS }
    try {
      return (await this.client.query<(string | null)[]>(query as never)).rows
    } catch (error) {
      throw explainPolicies(error)
    }
  }
}
