import type { MysqlTarget } from './url.js'

/**
 * What every new connection runs first, so that MySQL answers as PostgreSQL does whatever the
 * server's own settings are (table D.1 of the reference, each measured). They are sent together, and
 * a connection on which one fails is not used.
 */
export const createSessionStatements = ({ lockWaitTimeout }: Pick<MysqlTarget, 'lockWaitTimeout'>): readonly string[] => [
  // PostgreSQL's default: a second read in a transaction sees what others committed meanwhile. A statement of its own,
  // since the variable has another name on MariaDB before 11.1.
  'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
  `SET ${Object.entries({
    // Instants are stored and read in UTC.
    time_zone: "'+00:00'",
    // Without it MySQL cuts texts, clamps numbers and turns x/0 into null, without an error.
    sql_mode: "'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'",
    // A server may start every session without it: no write outside a transaction would last.
    autocommit: '1',
    // A server may have them off, and on: then orphans are stored, and `updateMany` without `where` fails.
    foreign_key_checks: '1',
    sql_safe_updates: '0',
    // Long texts are sorted by more than their first 1,024 bytes; larger values make sorts fail.
    max_sort_length: '65535',
    // _avg of integers has 16 digits, not 4.
    div_precision_increment: '17',
    // As long as a transaction may take: 50 seconds would hold its connection when its caller was told long ago.
    innodb_lock_wait_timeout: String(lockWaitTimeout ?? 5),
  })
    .map(([name, value]) => `${name} = ${value}`)
    .join(', ')}`,
]
