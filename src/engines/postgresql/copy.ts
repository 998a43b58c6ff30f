import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import {
  type CopyCursor,
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
import { assertNotPointedTo, IncomingKeys, selectPointing } from '../incoming-keys.js'
import { selectOrphans } from '../orphans.js'
import { type Client, loadCopyStreams, openConnection } from './connect.js'
import { hashesAlike, selectDigest, toDigest } from './copy-digest.js'
import { parseIncomingKeys, selectIncomingKeys } from './copy-incoming.js'
import { isOneOf, parseRows, selectByKeys, selectPage, tableName } from './copy-read.js'
import { explainPolicies, explainWaiting } from './copy-refusals.js'
import { printRows } from './copy-write.js'
import { isServerError } from './driver.js'
import { quote, quoteText } from './quote.js'
import { Suspension } from './suspend.js'
import type { PostgresqlTarget } from './url.js'

type Streams = Awaited<ReturnType<typeof loadCopyStreams>>

/**
 * Limits of time that a role, a database or the server may set; a copy takes longer, and one of both sides waits meanwhile. Not every
 * version has all of them: https://www.postgresql.org/docs/17/runtime-config-client.html
 */
const LIMITS = ['statement', 'lock', 'idle_in_transaction_session', 'idle_session', 'transaction'].map((name) => `'${name}_timeout'`)

/** Milliseconds that a table may be in use before its rows are removed, where the address says nothing. */
const LOCK_TIMEOUT = 60_000

/** What other settings would change values or their texts; a role or a database may have its own. */
const SESSION = `SET extra_float_digits = 1; SET DateStyle = ISO; SET bytea_output = hex; SET standard_conforming_strings = on;
  -- A role that policies hide rows from gets an error in place of fewer rows.
  SET row_security = off;
  SELECT set_config(name, '0', false) FROM pg_settings WHERE name IN (${LIMITS.join(', ')});
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

class PostgresqlCopyTarget extends PostgresqlSource implements CopyTarget {
  readonly #notes = `${quote(this.schema)}.${quote(NOTES_TABLE)}`
  readonly #suspension: Suspension
  readonly #lockTimeout: number
  #incoming: IncomingKeys | null = null

  constructor(client: Client, streams: Streams, target: PostgresqlTarget) {
    super(client, streams, target)
    this.#lockTimeout = target.lockTimeout ?? LOCK_TIMEOUT
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
    await this.#settle()
    // Once: they may be taken away next.
    this.#incoming ??= await this.#readIncomingKeys(tables)
    if (isFresh) await this.#assertNotPointedTo()
    await this.client.query(`CREATE TABLE IF NOT EXISTS ${this.#notes} (name TEXT PRIMARY KEY, value TEXT NOT NULL)`)
    await this.#withPatience(() => this.#suspension.begin(tables, isFresh))
  }

  async forgetCopy(): Promise<void> {
    await this.#suspension.forgetOthers()
  }

  async clear(tables: readonly CopyTable[]): Promise<void> {
    await this.#assertNotPointedTo()
    const names = tables.map((table) => tableName(this.schema, table))
    // The server refuses to cut a table off that another one refers to, even if that has no rows.
    const isReferred = (await this.#readIncomingKeys(tables)).all.length > 0
    const sql = isReferred ? names.map((name) => `DELETE FROM ${name}`).join(';\n') : `TRUNCATE ${names.join(', ')}`
    await this.#withPatience(() => this.#inTransaction(null, () => this.client.query(sql)))
  }

  async #readIncomingKeys(tables: readonly CopyTable[]): Promise<IncomingKeys> {
    return new IncomingKeys(parseIncomingKeys(await this.readTexts(selectIncomingKeys(this.schema, tables))))
  }

  /** No row is to go that a row points to which stays: tables that the schema does not know are told here alone. */
  async #assertNotPointedTo(): Promise<void> {
    await assertNotPointedTo(this.#incoming?.all ?? [], (sql) => this.#hasRows(sql))
  }

  async #hasRows(sql: string): Promise<boolean> {
    return (await this.readTexts(sql)).length > 0
  }

  /** Whoever uses a table is not waited for without end: it may be this copy's own source. */
  async #withPatience(work: () => Promise<void>): Promise<void> {
    await this.client.query(`SET lock_timeout = ${this.#lockTimeout}`)
    try {
      await work()
    } catch (error) {
      throw explainWaiting(error)
    } finally {
      await this.client.query('SET lock_timeout = 0').catch(() => undefined)
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

  async deleteRows(table: CopyTable, keys: readonly CopyCursor[]): Promise<void> {
    const condition = isOneOf(table, keys)
    await this.#inTransaction(null, async () => {
      for (const key of this.#incoming?.pointingTo(table) ?? []) {
        if (await this.#hasRows(selectPointing(key, condition))) this.#incoming?.owe(key)
      }
      await this.client.query(`DELETE FROM ${tableName(this.schema, table)} WHERE ${condition}`)
    })
  }

  async findOrphans(table: CopyTable, foreignKey: ForeignKey, limit: number): Promise<readonly CopyCursor[]> {
    this.#incoming?.leaveToCaller(table)
    const sql = selectOrphans(table, foreignKey, limit, quote, (name) => tableName(this.schema, { name }))
    return (await this.readTexts(sql)) as string[][]
  }

  async setCounter(table: CopyTable, { name }: CopyTable['columns'][number], value: bigint): Promise<void> {
    await this.#settle()
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
    await this.#settle()
    // A commit that waits for the disk has those before it there too.
    await this.#suspension.end()
  }

  async removeNotes(): Promise<void> {
    await this.client.query(`DROP TABLE ${this.#notes}`)
  }

  override async end(): Promise<void> {
    if (this.reading === undefined) await this.#settle().catch(() => undefined)
    await this.#suspension.close()
    await super.end()
  }

  /** The note comes first, in one message with the beginning: an answer that is waited for costs as much as a thousand rows. */
  async #inTransaction(note: CopyNote | null, work: () => Promise<unknown>): Promise<void> {
    const isWithin = this.#incoming?.isOpen === true
    const begin = [isWithin ? 'SAVEPOINT batch' : 'BEGIN', ...this.#suspension.settings, ...(note === null ? [] : [this.#printNote(note)])]
    try {
      const results = (await this.client.query(begin.join(';\n'))) as unknown as readonly { readonly rowCount: number }[]
      if (note !== null && results.at(-1)?.rowCount !== 1) throw new ForeignNoteError()
      await work()
      if (isWithin) await this.client.query('RELEASE batch')
      else if (this.#incoming?.isOpen !== true) await this.client.query('COMMIT')
    } catch (error) {
      if (!isWithin) this.#incoming?.close()
      await this.client.query(isWithin ? 'ROLLBACK TO batch; RELEASE batch' : 'ROLLBACK').catch(() => undefined)
      throw explainPolicies(error)
    }
  }

  /** Ends a transaction that {@link deleteRows} has left open, be it by taking back what is in it. */
  async #settle(): Promise<void> {
    if (this.#incoming?.isOpen !== true) return
    const refusal = await this.#incoming.findLeft((sql) => this.#hasRows(sql))
    this.#incoming.close()
    await this.client.query(refusal === null ? 'COMMIT' : 'ROLLBACK')
    if (refusal !== null) throw refusal
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
