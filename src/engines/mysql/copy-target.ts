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
import { refuseInUse } from '../in-use.js'
import { assertNotPointedTo, IncomingKeys, selectPointing } from '../incoming-keys.js'
import { selectOrphans } from '../orphans.js'
import type { Connection } from './connect.js'
import { parseIncomingKeys, selectIncomingKeys } from './copy-incoming.js'
import { MysqlSource } from './copy-source.js'
import { insertRows, isOneOf, RowTooLargeError } from './copy-sql.js'
import { type DriverError, numberOf } from './driver.js'
import { quote, quoteText } from './quote.js'

const LOCK_WAIT_TIMEOUT = 1205

function explainWaiting(error: unknown): unknown {
  return numberOf(error) === LOCK_WAIT_TIMEOUT ? refuseInUse((error as DriverError).sqlMessage, error) : error
}

/** Errors that are about a row: https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html */
const REFUSALS: ReadonlySet<number> = new Set([
  // Null, a duplicate, a value that does not fit its column.
  1048, 1062, 1264, 1265, 1292, 1366, 1367, 1406, 1411, 1586,
  // A row or a key that is too long.
  1071, 1118, 1139, 1416,
  // A check: MySQL's, MariaDB's.
  3819, 4025,
])

/** What is wrong with Json. */
const isJsonRefusal = (number: number) => number >= 3140 && number <= 3158

export class MysqlCopyTarget extends MysqlSource implements CopyTarget {
  #incoming: IncomingKeys | null = null

  constructor(
    connection: Connection,
    private readonly maxPacket: number,
    private readonly lockTimeout: number,
  ) {
    super(connection)
  }

  async canBeReadMeanwhile(tables: readonly CopyTable[]): Promise<boolean> {
    const names = tables.map(({ name }) => quoteText(name)).join(', ')
    const triggers = await this.readValues(
      `SELECT 1 FROM information_schema.triggers WHERE event_object_schema = DATABASE() AND event_object_table IN (${names})`,
    )
    return triggers.length === 0
  }

  async readNotes(): Promise<ReadonlyMap<string, string>> {
    const found = await this.readValues(
      `SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = '${NOTES_TABLE}'`,
    )
    if (found.length === 0) return new Map()
    return new Map((await this.readValues(`SELECT name, value FROM ${NOTES_TABLE}`)) as [string, string][])
  }

  async beginWriting(tables: readonly CopyTable[], isFresh: boolean): Promise<void> {
    // What comes next would commit it.
    await this.#settle()
    this.#incoming ??= new IncomingKeys(parseIncomingKeys(await this.readValues(selectIncomingKeys(tables))))
    if (isFresh) await this.#assertNotPointedTo()
    await this.connection.query(
      `CREATE TABLE IF NOT EXISTS ${NOTES_TABLE} (name VARCHAR(191) PRIMARY KEY, value LONGTEXT NOT NULL)
       ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`,
    )
  }

  async forgetCopy(): Promise<void> {
    await this.connection.query(`DELETE FROM ${NOTES_TABLE}`)
  }

  async clear(tables: readonly CopyTable[]): Promise<void> {
    await this.#assertNotPointedTo()
    // Whoever uses a table is not waited for without end: it may be this copy's own source.
    await this.connection.query(`SET lock_wait_timeout = ${Math.max(1, this.lockTimeout)}`)
    try {
      for (const { name } of tables) await this.connection.query(`TRUNCATE TABLE ${quote(name)}`)
    } catch (error) {
      throw explainWaiting(error)
    }
    await this.connection.query('SET lock_wait_timeout = DEFAULT')
  }

  /** No row is to go that a row points to which stays: tables that the schema does not know are told here alone. */
  async #assertNotPointedTo(): Promise<void> {
    await assertNotPointedTo(this.#incoming?.all ?? [], (sql) => this.#hasRows(sql))
  }

  async #hasRows(sql: string): Promise<boolean> {
    return (await this.readValues(sql)).length > 0
  }

  async writeRows(table: CopyTable, rows: readonly CopyRow[], note: CopyNote): Promise<void> {
    await this.#inTransaction(async () => {
      // First: who comes second is told so, and not of a row that is there.
      await this.#setNote(note)
      for (const statement of insertRows(table, rows, this.maxPacket)) await this.connection.query(statement)
    })
  }

  async writeNote(note: CopyNote): Promise<void> {
    await this.#inTransaction(() => this.#setNote(note))
  }

  explainRefusal(error: unknown): string | null {
    if (error instanceof RowTooLargeError) return error.message
    const number = numberOf(error)
    if (!REFUSALS.has(number) && !isJsonRefusal(number)) return null
    return (error as DriverError).sqlMessage ?? (error as Error).message
  }

  async deleteRows(table: CopyTable, keys: readonly CopyCursor[]): Promise<void> {
    const condition = isOneOf(table, keys)
    await this.#inTransaction(async () => {
      for (const key of this.#incoming?.pointingTo(table) ?? []) {
        if (await this.#hasRows(selectPointing(key, condition))) this.#incoming?.owe(key)
      }
      await this.connection.query(`DELETE FROM ${quote(table.name)} WHERE ${condition}`)
    })
  }

  async findOrphans(table: CopyTable, foreignKey: ForeignKey, limit: number): Promise<readonly CopyCursor[]> {
    this.#incoming?.leaveToCaller(table)
    return (await this.readValues(selectOrphans(table, foreignKey, limit, quote))) as CopyCursor[]
  }

  async setCounter(table: CopyTable, column: CopyColumn, value: bigint): Promise<void> {
    // What comes next would commit it.
    await this.#settle()
    const counted = await this.readCounter(table, column)
    if (value < 1n || (counted !== null && counted >= value)) return
    await this.connection.query(`ALTER TABLE ${quote(table.name)} AUTO_INCREMENT = ${value + 1n}`)
  }

  async finish(): Promise<void> {
    // The checks are off in this session alone.
    await this.#settle()
  }

  async removeNotes(): Promise<void> {
    await this.connection.query(`DROP TABLE ${NOTES_TABLE}`)
  }

  override async end(): Promise<void> {
    if (this.reading === null) await this.#settle().catch(() => undefined)
    await super.end()
  }

  async #inTransaction(work: () => Promise<void>): Promise<void> {
    const isWithin = this.#incoming?.isOpen === true
    await this.connection.query(isWithin ? 'SAVEPOINT batch' : 'START TRANSACTION')
    try {
      await work()
      if (isWithin) await this.connection.query('RELEASE SAVEPOINT batch')
      else if (this.#incoming?.isOpen !== true) await this.connection.query('COMMIT')
    } catch (error) {
      if (!isWithin) this.#incoming?.close()
      await this.connection.query(isWithin ? 'ROLLBACK TO SAVEPOINT batch' : 'ROLLBACK').catch(() => undefined)
      throw error
    }
  }

  /** Ends a transaction that {@link deleteRows} has left open, be it by taking back what is in it. */
  async #settle(): Promise<void> {
    await this.#incoming?.settle(
      (sql) => this.#hasRows(sql),
      (statement) => this.connection.query(statement),
    )
  }

  async #setNote({ name, before, after }: CopyNote): Promise<void> {
    const { affectedRows } =
      before === null
        ? await this.connection.query(`INSERT IGNORE INTO ${NOTES_TABLE} VALUES (?, ?)`, [name, after])
        : await this.connection.query(`UPDATE ${NOTES_TABLE} SET value = ? WHERE name = ? AND value = ?`, [after, name, before])
    if (affectedRows !== 1) throw new ForeignNoteError()
  }
}
