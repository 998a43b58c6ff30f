import { once } from 'node:events'
import type { Writable } from 'node:stream'
import {
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
import type { Client } from './connect.js'
import { CopyHelper } from './copy-helper.js'
import { parseIncomingKeys, selectIncomingKeys } from './copy-incoming.js'
import { CheckedKeys, selectOrphanKeys } from './copy-orphans.js'
import { isOneOf, tableName } from './copy-read.js'
import { explainPolicies, explainWaiting } from './copy-refusals.js'
import { PostgresqlSource, type Streams } from './copy-source.js'
import { printRows } from './copy-write.js'
import { isServerError } from './driver.js'
import { quote, quoteText } from './quote.js'
import { Suspension } from './suspend.js'
import type { PostgresqlTarget } from './url.js'

/** Milliseconds that a table may be in use before its rows are removed, where the address says nothing. */
const LOCK_TIMEOUT = 60_000

export class PostgresqlCopyTarget extends PostgresqlSource implements CopyTarget {
  readonly #notes = `${quote(this.schema)}.${quote(NOTES_TABLE)}`
  readonly #helper: CopyHelper
  readonly #suspension: Suspension
  readonly #checked: CheckedKeys
  readonly #lockTimeout: number
  #incoming: IncomingKeys | null = null

  /** @param openSession another connection to the same place, for what is done meanwhile */
  constructor(client: Client, streams: Streams, target: PostgresqlTarget, openSession: () => Promise<Client>) {
    super(client, streams, target)
    this.#lockTimeout = target.lockTimeout ?? LOCK_TIMEOUT
    this.#helper = new CopyHelper(openSession)
    this.#suspension = new Suspension(client, this.#helper, this.schema, this.#notes)
    this.#checked = new CheckedKeys(this.#helper, this.schema)
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
    this.#checked.forget()
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
    this.#checked.forget()
    await this.#inTransaction(null, async () => {
      for (const key of this.#incoming?.pointingTo(table) ?? []) {
        if (await this.#hasRows(selectPointing(key, condition))) this.#incoming?.owe(key)
      }
      await this.client.query(`DELETE FROM ${tableName(this.schema, table)} WHERE ${condition}`)
    })
  }

  async findOrphans(table: CopyTable, foreignKey: ForeignKey, limit: number): Promise<readonly CopyCursor[]> {
    this.#incoming?.leaveToCaller(table)
    if (await this.#checked.isMet(foreignKey)) return []
    return (await this.readTexts(selectOrphanKeys(this.schema, table, foreignKey, limit))) as string[][]
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
    this.#checked.complete(table)
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
    await this.#helper.close()
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
    await this.#incoming?.settle(
      (sql) => this.#hasRows(sql),
      (statement) => this.client.query(statement),
    )
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
