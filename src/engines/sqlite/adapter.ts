import {
  ColumnTypeEnum,
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlDriverAdapterFactory,
  type SqlQuery,
  type SqlQueryable,
  type SqlResultSet,
  type Transaction,
} from '@prisma/driver-adapter-utils'
import type { PoolSettings } from '../../contract/options.js'
import { appendLists } from '../append-lists.js'
import { foldMarked } from '../fold-marked.js'
import { createLazyAdapter } from '../lazy-adapter.js'
import { append } from './append.js'
import { balanceConditions } from './balance.js'
import { closeDatabase, type Database, openDatabase, retryWhileBusy } from './connect.js'
import { type DriverValue, readValueType, toDriverValue, toResultValue } from './convert.js'
import { toAdapterError } from './errors.js'
import { toFolded } from './fold-case.js'
import { type ForeignKey, findForeignKey } from './foreign-keys.js'
import { writeJsonFilters } from './json-filters.js'
import { type LogSync, openLogSync } from './log-sync.js'
import { lengthenSums } from './long-sum.js'
import { announcePrivateFile, claimPrivateFile } from './memory.js'
import { orderLimited } from './order-limited.js'
import { Queue } from './queue.js'
import { roundSums } from './round-sums.js'
import { syncsLogItself } from './session.js'
import { changesTables, isRead, isUpdate } from './sql.js'
import { type Columns, type Statement, Statements } from './statements.js'
import type { SqliteTarget } from './url.js'

/** SQLite's own limit (https://www.sqlite.org/limits.html#max_variable_number). */
const MAX_BIND_VALUES = 32_766

/**
 * An adapter of our own, since Prisma's lets writes beside an open transaction join it, and lose
 * them when it rolls back. Here one connection writes, held by one transaction at a time, and
 * another reads beside it (WAL): reads neither wait for an open transaction nor see into it.
 */
export function createAdapter(target: SqliteTarget, pool: PoolSettings): SqlDriverAdapterFactory {
  if (target.path === null) announcePrivateFile(target)
  return createLazyAdapter('sqlite', async () => {
    if (target.path !== null) return openAdapter(target.path, target, pool)
    const file = claimPrivateFile(target)
    return openAdapter(file.path, target, pool, () => file.remove())
  })
}

async function openAdapter(path: string, target: SqliteTarget, pool: PoolSettings, afterClose = () => {}): Promise<SqlDriverAdapter> {
  const { settings, busyTimeout = pool.acquireTimeout } = target
  const writer = await translate(openDatabase(path, settings, { busyTimeout }))
  const reader = await translate(openDatabase(path, settings, { readOnly: true, busyTimeout })).catch((error: unknown) => {
    writer.close()
    throw error
  })
  const log = syncsLogItself(settings) ? openLog(path, writer) : null
  const queue = new Queue()
  const statements = { writer: new Statements(writer), reader: new Statements(reader) }
  const forget = () => {
    statements.writer.forget()
    statements.reader.forget()
  }
  const writes = createQueryable(statements.writer, busyTimeout, forget, writer)
  const reads = createQueryable(statements.reader, busyTimeout, forget)
  const write = async <T>(run: () => Promise<T>): Promise<T> => {
    const result = await translate(queue.run(() => runAlone(writer, run), pool.acquireTimeout))
    await settle(log)
    return result
  }
  return {
    ...info,
    queryRaw: (query) => (isRead(query.sql) ? reads.queryRaw(query) : write(() => writes.queryRaw(query))),
    executeRaw: (query) => write(() => writes.executeRaw(query)),
    executeScript: (script) => write(() => retryWhileBusy(() => writer.exec(script), busyTimeout).finally(forget)),
    getConnectionInfo: () => ({ maxBindValues: MAX_BIND_VALUES, supportsRelationJoins: false }),
    // SQLite's transactions are serializable whatever is asked for. How long one may wait is Prisma's `maxWait`.
    startTransaction: async () => {
      const leave = await queue.enter()
      try {
        // IMMEDIATE takes the lock now: a transaction that reads first could not write later.
        await writes.executeRaw(toQuery('BEGIN IMMEDIATE'))
        return createTransaction(writer, writes, log, leave)
      } catch (error) {
        leave()
        throw error
      }
    },
    dispose: async () => {
      await queue.run(async () => {
        await log?.close()
        closeDatabase(reader)
        closeDatabase(writer)
      })
      afterClose()
    },
  }
}

/** Null where this process may not open the log to write, as with a file that is only to be read: SQLite syncs then. */
function openLog(path: string, writer: Database): LogSync | null {
  try {
    return openLogSync(path)
  } catch {
    writer.exec('PRAGMA synchronous = FULL')
    return null
  }
}

/** A transaction begun by raw SQL, which the queue knows nothing of, would take in what others write, and lose it. */
async function runAlone<T>(writer: Database, run: () => Promise<T>): Promise<T> {
  const result = await run()
  if (!writer.isTransaction) return result
  writer.exec('ROLLBACK')
  const message = 'a transaction cannot be begun by raw SQL, since every write would join it: use $transaction'
  throw new DriverAdapterError({ kind: 'sqlite', extendedCode: 1, message, originalMessage: message })
}

/** A commit is acknowledged when it is durable; others may write meanwhile. */
async function settle(log: LogSync | null): Promise<void> {
  if (log !== null) await translate(log.flush())
}

type Queryable = Pick<SqlQueryable, 'queryRaw' | 'executeRaw'>

const info = { provider: 'sqlite', adapterName: 'refract-db' } as const

function createTransaction(writer: Database, writes: Queryable, log: LogSync | null, leave: () => void): Transaction {
  let ended = false
  // A query after the end would join whatever the writer does next. SQLite ends a transaction by itself after some
  // errors, a full disk among them: what followed would be kept though the transaction fails.
  const whileOpen = <T>(run: () => Promise<T>): Promise<T> => {
    if (!ended && writer.isTransaction) return run()
    const cause = ended
      ? 'the transaction has ended'
      : 'SQLite has rolled the transaction back after an earlier error, or raw SQL has ended it'
    return Promise.reject(new DriverAdapterError({ kind: 'TransactionAlreadyClosed', cause }))
  }
  const run = (sql: string) => whileOpen(async () => void (await writes.executeRaw(toQuery(sql))))
  const end = async (sql: string) => {
    try {
      if (sql === 'COMMIT' || writer.isTransaction) await run(sql)
    } finally {
      // A commit that failed must not stay open for the next writer to join.
      if (!ended && writer.isTransaction) writer.exec('ROLLBACK')
      ended = true
      leave()
    }
  }
  return {
    ...info,
    options: { usePhantomQuery: true },
    queryRaw: (query) => whileOpen(() => writes.queryRaw(query)),
    executeRaw: (query) => whileOpen(() => writes.executeRaw(query)),
    commit: async () => {
      await end('COMMIT')
      await settle(log)
    },
    rollback: () => end('ROLLBACK'),
    createSavepoint: (name) => run(`SAVEPOINT ${name}`),
    rollbackToSavepoint: (name) => run(`ROLLBACK TO ${name}`),
    releaseSavepoint: (name) => run(`RELEASE SAVEPOINT ${name}`),
  }
}

/** @param writer where statements that write run on */
function createQueryable(statements: Statements, timeout: number, forget: () => void, writer?: Database): Queryable {
  const run = <T>(query: SqlQuery, use: (statement: Statement, values: DriverValue[]) => T): Promise<T> => {
    let values: DriverValue[] = []
    const { sql, args, argTypes } = writeJsonFilters(foldMarked(appendLists(query, append), toFolded))
    const result = retryWhileBusy(() => {
      values = args.map((argument, index) => toDriverValue(argument, argTypes[index], isUpdate(sql)))
      if (changesTables(sql)) forget()
      const text = balanceConditions(orderLimited(roundSums(sql)))
      try {
        return use(statements.prepare(text), values)
      } catch (error) {
        const longer = lengthenSums(text, error)
        if (longer === null) throw error
        return use(statements.prepare(longer), values)
      }
    }, timeout)
    return translate(result, () => (writer === undefined ? null : findForeignKey(writer, sql, values)))
  }
  return {
    queryRaw: (query) =>
      run(query, (statement, values) => {
        const rows = statement.all(...values) as unknown as DriverValue[][]
        return toResultSet(statement.columns(), rows)
      }),
    executeRaw: (query) => run(query, (statement, values) => statement.run(...values)),
  }
}

async function translate<T>(result: Promise<T>, findViolated?: () => ForeignKey | null): Promise<T> {
  try {
    return await result
  } catch (error) {
    throw toAdapterError(error, findViolated)
  }
}

function toResultSet({ names, types }: Columns, rows: readonly DriverValue[][]): SqlResultSet {
  const columnTypes = types.map((type, index) => type ?? readValueType(valuesOf(rows, index)))
  const results = rows.map((row) =>
    row.map((value, index) => {
      const result = toResultValue(value, columnTypes[index] ?? 0)
      // An id of 64 bits that counts up is declared as one of 32: only its values tell.
      if (typeof value === 'bigint' && typeof result === 'string' && columnTypes[index] === ColumnTypeEnum.Int32) {
        columnTypes[index] = ColumnTypeEnum.Int64
      }
      return result
    }),
  )
  return { columnNames: names, columnTypes, rows: results }
}

function* valuesOf(rows: readonly DriverValue[][], index: number): Generator<DriverValue> {
  for (const row of rows) yield row[index] ?? null
}

function toQuery(sql: string): SqlQuery {
  return { sql, args: [], argTypes: [] }
}
