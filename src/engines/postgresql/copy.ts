import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import {
  type CopyCursor,
  type CopyKey,
  type CopyNote,
  type CopyRow,
  type CopySource,
  type CopyTable,
  type CopyTarget,
  type DriverRow,
  ForeignNoteError,
  NOTES_TABLE,
  type SavedDigest,
} from '../../contract/copy.js'
import { RefractError } from '../../contract/errors.js'
import type { ForeignKey } from '../../contract/tables.js'
import { createKeyReader, selectOrphans } from '../orphans.js'
import { type Client, loadCopyStreams, openConnection } from './connect.js'
import { hashesAlike, selectDigest, toDigest } from './copy-digest.js'
import { type IncomingKey, selectIncomingKeys, selectPointing } from './copy-incoming.js'
import { isOneOf, parseRows, selectByKeys, selectPage, tableName } from './copy-read.js'
import { explainPolicies } from './copy-refusals.js'
import { copyValues } from './copy-values.js'
import { printRows } from './copy-write.js'
import { isServerError } from './driver.js'
import { quote, quoteText } from './quote.js'
import { Suspension } from './suspend.js'
import type { PostgresqlTarget } from './url.js'

type Streams = Awaited<ReturnType<typeof loadCopyStreams>>

/** What other settings would change values or their texts; a role or a database may have its own. And no limit of time, as a copy takes long. */
const SESSION = `SET extra_float_digits = 1; SET DateStyle = ISO; SET bytea_output = hex; SET standard_conforming_strings = on;
  -- A role that policies hide rows from gets an error in place of fewer rows.
  SET row_security = off;
  SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0;
  -- A page is to come from the index of its key, whatever the server knows of the table.
  SET enable_sort = off`

/** Rows and notes in the texts of the server. */
const TEXTS = { getTypeParser: () => (text: string) => text }

export async function openCopySource(target: PostgresqlTarget): Promise<CopySource> {
  return new PostgresqlSource(await openSession(target), await loadCopyStreams(), target)
}

export async function openCopyTarget(target: PostgresqlTarget): Promise<CopyTarget> {
  return new PostgresqlCopyTarget(await openSession(target), await loadCopyStreams(), target)
}

async function openSession(target: PostgresqlTarget): Promise<Client> {
  const { client, pooled } = await openConnection(target)
  if (pooled) {
    await client.end()
    throw new RefractError('REFRACT_CONNECTION', `The address ${target.label} leads through a pooler, which hands a session to others.`, {
      hint: 'Give a copy the address of the server itself.',
    })
  }
  await client.query(SESSION)
  return client
}

class PostgresqlSource implements CopySource {
  protected readonly schema: string
  #reading: Readable | undefined
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
    this.#reading = (await stream) as Readable
    try {
      yield* parseRows(this.#reading)
    } catch (error) {
      throw explainPolicies(error)
    }
    this.#reading = undefined
  }

  async readByKeys(table: CopyTable, keys: readonly CopyKey[]): Promise<readonly DriverRow[]> {
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
    // Rows may have been given ids that the sequence has not counted.
    const [[last] = []] = await this.readTexts(
      `SELECT greatest(pg_sequence_last_value(${sequence}::regclass), (SELECT max(${quote(name)}) FROM ${tableName(this.schema, table)}))`,
    )
    return last === null || last === undefined ? null : BigInt(last)
  }

  async end(): Promise<void> {
    // Nobody waits for rows that are on their way.
    if (this.#reading !== undefined) (this.client as unknown as { connection: { stream: Readable } }).connection.stream.destroy()
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

class PostgresqlCopyTarget extends PostgresqlSource implements CopyTarget {
  readonly #notes = `${quote(this.schema)}.${quote(NOTES_TABLE)}`
  readonly #suspension: Suspension

  constructor(client: Client, streams: Streams, target: PostgresqlTarget) {
    super(client, streams, target)
    this.#suspension = new Suspension(client, () => openSession(target), this.schema, this.#notes)
  }

  async canBeReadMeanwhile(tables: readonly CopyTable[]): Promise<boolean> {
    return !(await this.#suspension.leavesTriggers(tables))
  }

  async readNotes(): Promise<ReadonlyMap<string, string>> {
    const [[found] = []] = await this.readTexts('SELECT to_regclass($1) IS NOT NULL', [this.#notes])
    if (found !== 't') return new Map()
    return new Map((await this.readTexts(`SELECT name, value FROM ${this.#notes}`)) as [string, string][])
  }

  async beginWriting(tables: readonly CopyTable[], isFresh: boolean): Promise<void> {
    if (isFresh) await this.#assertNotPointedTo(tables)
    await this.client.query(`CREATE TABLE IF NOT EXISTS ${this.#notes} (name TEXT PRIMARY KEY, value TEXT NOT NULL)`)
    await this.#suspension.begin(tables, isFresh)
  }

  async forgetCopy(): Promise<void> {
    await this.#suspension.forgetOthers()
  }

  async clear(tables: readonly CopyTable[]): Promise<void> {
    const names = tables.map((table) => tableName(this.schema, table))
    // The server refuses to cut a table off that another one refers to, even if that has no rows.
    const isReferred = (await this.#readIncomingKeys(tables)).length > 0
    const sql = isReferred ? names.map((name) => `DELETE FROM ${name}`).join(';\n') : `TRUNCATE ${names.join(', ')}`
    await this.#inTransaction(null, () => this.client.query(sql))
  }

  async #readIncomingKeys(tables: readonly CopyTable[]): Promise<readonly IncomingKey[]> {
    const found = (await this.readTexts(selectIncomingKeys(this.schema, tables))) as [string, string, string][]
    return found.map(([child, parent, condition]) => ({ child, parent, condition }))
  }

  /** No row is to go that a row points to which stays: tables that the schema does not know are told here alone. */
  async #assertNotPointedTo(tables: readonly CopyTable[]): Promise<void> {
    for (const key of await this.#readIncomingKeys(tables)) {
      if ((await this.readTexts(selectPointing(key))).length === 0) continue
      const message = `Rows of ${key.child}, which is not copied, point to rows of ${key.parent}, which would be removed.`
      throw new RefractError('REFRACT_COPY', message, { hint: `Empty ${key.child} before. Nothing was changed.` })
    }
  }

  async writeRows(table: CopyTable, rows: readonly CopyRow[], note: CopyNote): Promise<void> {
    const columns = table.columns.map(({ name }) => quote(name)).join(', ')
    await this.#inTransaction(note, () =>
      this.#copyIn(`COPY ${tableName(this.schema, table)} (${columns}) FROM STDIN`, printRows(table, rows)),
    )
  }

  async writeNote(note: CopyNote): Promise<void> {
    await this.#inTransaction(note, async () => undefined)
  }

  explainRefusal(error: unknown): string | null {
    if (!isServerError(error)) return null
    // 21, 22: the value; 23: a constraint; 54000: more than a row or an index holds.
    return /^(21|22|23|54000)/.test(error.code) ? error.message : null
  }

  async deleteRows(table: CopyTable, keys: readonly CopyKey[]): Promise<void> {
    await this.#inTransaction(null, () => this.client.query(`DELETE FROM ${tableName(this.schema, table)} WHERE ${isOneOf(table, keys)}`))
  }

  async findOrphans(table: CopyTable, foreignKey: ForeignKey, limit: number): Promise<readonly CopyKey[]> {
    const keys = await this.readTexts(selectOrphans(table, foreignKey, limit, quote, (name) => tableName(this.schema, { name })))
    return keys.map(createKeyReader(table, copyValues))
  }

  async setCounter(table: CopyTable, { name }: CopyTable['columns'][number], value: bigint): Promise<void> {
    if (value < 1n) return
    await this.client.query(
      `SELECT setval(counter, greatest($1::bigint, pg_sequence_last_value(counter)))
       FROM (SELECT pg_get_serial_sequence($2, $3)::regclass AS counter) AS found WHERE counter IS NOT NULL`,
      [String(value), tableName(this.schema, table), name],
    )
  }

  completeTable(table: CopyTable): void {
    this.#suspension.putBack(table)
  }

  async finish(): Promise<void> {
    // A commit that waits for the disk has those before it there too.
    await this.#suspension.end()
  }

  async removeNotes(): Promise<void> {
    await this.client.query(`DROP TABLE ${this.#notes}`)
  }

  override async end(): Promise<void> {
    await this.#suspension.close()
    await super.end()
  }

  /** The note comes first, in one message with the beginning: an answer that is waited for costs as much as a thousand rows. */
  async #inTransaction(note: CopyNote | null, work: () => Promise<unknown>): Promise<void> {
    const begin = ['BEGIN', ...this.#suspension.settings, ...(note === null ? [] : [this.#printNote(note)])]
    try {
      const results = (await this.client.query(begin.join(';\n'))) as unknown as readonly { readonly rowCount: number }[]
      if (note !== null && results.at(-1)?.rowCount !== 1) throw new ForeignNoteError()
      await work()
      await this.client.query('COMMIT')
    } catch (error) {
      await this.client.query('ROLLBACK').catch(() => undefined)
      throw explainPolicies(error)
    }
  }

  async #copyIn(sql: string, portions: Iterable<string>): Promise<void> {
    const stream = (await (this.client.query(this.streams.from(sql)) as unknown)) as Writable
    const ended = once(stream, 'finish')
    // It is awaited below; until then a failure must not be nobody's.
    ended.catch(() => undefined)
    for (const portion of portions) {
      if (stream.errored) break
      if (!stream.write(portion)) await Promise.race([once(stream, 'drain'), ended])
    }
    stream.end()
    await ended
  }

  #printNote({ name, before, after }: CopyNote): string {
    if (before === null) return `INSERT INTO ${this.#notes} VALUES (${quoteText(name)}, ${quoteText(after)}) ON CONFLICT DO NOTHING`
    return `UPDATE ${this.#notes} SET value = ${quoteText(after)} WHERE name = ${quoteText(name)} AND value = ${quoteText(before)}`
  }
}
