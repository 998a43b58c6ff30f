import type { CopySource, CopyTarget } from '../../contract/copy.js'
import { type Connection, openConnection } from './connect.js'
import { MysqlSource } from './copy-source.js'
import { MysqlCopyTarget } from './copy-target.js'
import type { MysqlTarget } from './url.js'

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
