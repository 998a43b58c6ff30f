import type { Readable } from 'node:stream'
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
import { type Connection, openConnection } from './connect.js'
import { parseIncomingKeys, selectIncomingKeys } from './copy-incoming.js'
import { type Enums, insertRows, isOneOf, parseEnums, RowTooLargeError, selectByKeys, selectEnums, selectPage } from './copy-sql.js'
import type { DriverValue } from './copy-values.js'
import { type DriverError, numberOf } from './driver.js'
import { quote, quoteText } from './quote.js'
import type { MysqlTarget } from './url.js'

/** Rows, and characters and bytes, that are handed on at once. */
const PORTION_ROWS = 1_000
const PORTION_SIZE = 2 ** 21

/** Seconds that the server waits for us: the other side may take its time. */
const PATIENCE = 86_400

/** Seconds that a table may be in use before its rows are removed, where the address says nothing. */
const LOCK_TIMEOUT = 60

/**
 * No limit of time that a server may set ends a copy. In comments of the kind that only MySQL reads, which tells counters as they were a
 * day ago, and that only MariaDB does.
 */
const SESSION = [
  `SET net_write_timeout = ${PATIENCE}, net_read_timeout = ${PATIENCE}, wait_timeout = ${PATIENCE}
   /*!80000 , max_execution_time = 0, information_schema_stats_expiry = 0 */
   /*M!100300 , max_statement_time = 0, idle_transaction_timeout = 0, idle_readonly_transaction_timeout = 0, idle_write_transaction_timeout = 0 */`,
]

const WRITING = [
  'SET foreign_key_checks = 0',
  // An id of 0 is 0, and not the next one.
  "SET sql_mode = concat(@@sql_mode, ',NO_AUTO_VALUE_ON_ZERO')",
]

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

export async function openCopySource(target: MysqlTarget): Promise<CopySource> {
  return new MysqlSource(await openSession(target, SESSION))
}

export async function openCopyTarget(target: MysqlTarget): Promise<CopyTarget> {
  const connection = await openSession(target, [...SESSION, ...WRITING])
  const [[limit] = []] = await connection.query<[number | bigint][]>({ sql: 'SELECT @@max_allowed_packet', rowsAsArray: true })
  return new MysqlCopyTarget(connection, Number(limit), target.lockWaitTimeout ?? LOCK_TIMEOUT)
}

async function openSession(target: MysqlTarget, statements: readonly string[]): Promise<Connection> {
  const connection = await openConnection(target)
  for (const statement of statements) await connection.query(statement)
  return connection
}

class MysqlSource implements CopySource {
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
    let portion: DriverRow[] = []
    let size = 0
    for await (const row of this.reading as AsyncIterable<DriverValue[]>) {
      portion.push(row)
      for (const value of row) size += typeof value === 'number' ? 1 : (value?.length ?? 1)
      if (portion.length >= PORTION_ROWS || size >= PORTION_SIZE) {
        yield portion
        portion = []
        size = 0
      }
    }
    this.reading = null
    if (portion.length > 0) yield portion
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

const LOCK_WAIT_TIMEOUT = 1205

/** Somebody reads or writes a table that is to be emptied, and does not end. */
function explainWaiting(error: unknown): unknown {
  if (numberOf(error) !== LOCK_WAIT_TIMEOUT) return error
  const { sqlMessage } = error as DriverError
  return new RefractError('REFRACT_COPY', `Somebody else is using a table that the copy is to fill: ${sqlMessage}.`, {
    hint: 'It is the copy itself where both addresses lead to the same database. Else wait for the others, or end them, and run the same again.',
    cause: error,
  })
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

class MysqlCopyTarget extends MysqlSource implements CopyTarget {
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
    if (this.#incoming?.isOpen !== true) return
    const refusal = await this.#incoming.findLeft((sql) => this.#hasRows(sql))
    this.#incoming.close()
    await this.connection.query(refusal === null ? 'COMMIT' : 'ROLLBACK')
    if (refusal !== null) throw refusal
  }

  async #setNote({ name, before, after }: CopyNote): Promise<void> {
    const { affectedRows } =
      before === null
        ? await this.connection.query(`INSERT IGNORE INTO ${NOTES_TABLE} VALUES (?, ?)`, [name, after])
        : await this.connection.query(`UPDATE ${NOTES_TABLE} SET value = ? WHERE name = ? AND value = ?`, [after, name, before])
    if (affectedRows !== 1) throw new ForeignNoteError()
  }
}
