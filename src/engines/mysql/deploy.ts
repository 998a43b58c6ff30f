import { RefractError } from '../../contract/errors.js'
import { type MigrationConnection, type MigrationRecord, MigrationScriptError } from '../../contract/migration.js'
import { readCatalog } from './catalog.js'
import { clearDatabase } from './clear.js'
import { type Connection, openConnection } from './connect.js'
import { compareLive } from './live.js'
import { splitStatements } from './split.js'
import type { MysqlTarget } from './url.js'

/** Prisma Migrate's own lock, so that its commands and ours wait for each other. The lock is the server's, not the database's. */
const LOCK = 'prisma_migrate'
const LOCK_SECONDS = 60

/** Characters of four bytes that fit into the column. */
const LONGEST_LOG = 16_000

const RECORDS = `CREATE TABLE IF NOT EXISTS \`_prisma_migrations\` (
    \`id\` VARCHAR(36) PRIMARY KEY NOT NULL,
    \`checksum\` VARCHAR(64) NOT NULL,
    \`finished_at\` DATETIME(3),
    \`migration_name\` VARCHAR(255) NOT NULL,
    \`logs\` TEXT,
    \`rolled_back_at\` DATETIME(3),
    \`started_at\` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    \`applied_steps_count\` INTEGER UNSIGNED NOT NULL DEFAULT 0
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`

export async function connectForMigrations(target: MysqlTarget): Promise<MigrationConnection> {
  return createMigrationConnection(await openConnection(target))
}

function createMigrationConnection(connection: Connection): MigrationConnection {
  return {
    async begin() {
      await assertVersion(connection)
      const [row] = await connection.query<[{ got: number | bigint | null }]>('SELECT GET_LOCK(?, ?) AS got', [LOCK, LOCK_SECONDS])
      if (Number(row.got) !== 1) {
        throw new RefractError(
          'REFRACT_MIGRATION',
          `Another process has been migrating on this MySQL server for more than ${LOCK_SECONDS} seconds.`,
          {
            hint: 'Wait for it and run the command again.',
          },
        )
      }
      await connection.query(RECORDS)
    },
    async readRecords() {
      if (!(await hasRecords(connection))) return []
      const rows = await connection.query<
        (Omit<MigrationRecord, 'finished' | 'rolledBack'> & { finished: unknown; rolledBack: unknown })[]
      >(
        `SELECT id, migration_name AS name, checksum, finished_at IS NOT NULL AS finished,
                rolled_back_at IS NOT NULL AS rolledBack, logs
         FROM _prisma_migrations`,
      )
      return rows.map((row) => ({ ...row, finished: Number(row.finished) === 1, rolledBack: Number(row.rolledBack) === 1 }))
    },
    async apply({ id, name, checksum }, sql) {
      await connection.query('INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES (?, ?, ?)', [id, checksum, name])
      const log = (text: string) =>
        connection.query('UPDATE _prisma_migrations SET logs = ? WHERE id = ?', [text.slice(0, LONGEST_LOG), id])
      try {
        await runStatements(connection, sql, log)
      } catch (error) {
        // A connection that broke cannot record anything: what was recorded last says how far it came.
        await log((error as Error).message).catch(() => undefined)
        throw error
      }
      await connection.query(
        `UPDATE _prisma_migrations SET finished_at = CURRENT_TIMESTAMP(3), logs = NULL, applied_steps_count = applied_steps_count + 1
         WHERE id = ?`,
        [id],
      )
    },
    async insertApplied(records, logs) {
      const row = '(?, ?, ?, ?, CURRENT_TIMESTAMP(3), CURRENT_TIMESTAMP(3))'
      await connection.query(
        `INSERT INTO _prisma_migrations (id, checksum, migration_name, logs, started_at, finished_at)
         VALUES ${records.map(() => row).join(', ')}`,
        records.flatMap(({ id, name, checksum }) => [id, checksum, name, logs]),
      )
    },
    async rollBackRecord(id) {
      await connection.query('UPDATE _prisma_migrations SET rolled_back_at = CURRENT_TIMESTAMP(3) WHERE id = ?', [id])
    },
    async readCatalog() {
      return readCatalog(connection)
    },
    async compare(schema) {
      return compareLive(connection, schema)
    },
    async clear() {
      await clearDatabase(connection)
      await connection.query(RECORDS)
    },
    async end() {
      await connection.end()
    },
  }
}

async function hasRecords(connection: Connection): Promise<boolean> {
  const found = await connection.query<unknown[]>(
    "SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = '_prisma_migrations'",
  )
  return found.length > 0
}

/** MySQL commits each statement of DDL by itself: before one runs, it is recorded which, for whoever is interrupted. */
async function runStatements(connection: Connection, sql: string, log: (text: string) => Promise<unknown>): Promise<void> {
  const statements = splitScript(sql)
  for (const [index, statement] of statements.entries()) {
    const place = `statement ${index + 1} of ${statements.length}`
    await log(`Interrupted in ${place}: whether it ran is to be looked up. The ${index} before it ran and stay.\n${statement}`)
    try {
      await connection.query(statement)
    } catch (error) {
      const { sqlMessage, message } = error as { sqlMessage?: string; message: string }
      throw new MigrationScriptError(`${sqlMessage ?? message}\nin ${place}:\n${statement}`, index, error)
    }
  }
}

function splitScript(sql: string): string[] {
  try {
    return splitStatements(sql)
  } catch (error) {
    throw new MigrationScriptError((error as Error).message, 0, error)
  }
}

/** The collation of our tables came with MySQL 8.0.17 and MariaDB 10.2.2; an older server would skip it in silence. */
async function assertVersion(connection: Connection): Promise<void> {
  const info = connection.info
  if (info === null) return
  const enough = info.isMariaDB() ? info.hasMinVersion(10, 2, 2) : info.hasMinVersion(8, 0, 17)
  if (enough) return
  throw new RefractError(
    'REFRACT_MIGRATION',
    `This server is ${info.serverVersion?.raw}, and Refract needs MySQL 8.0.17 or MariaDB 10.2.2.`,
    {
      hint: 'Upgrade the server: older ones cannot compare text as the other engines do.',
    },
  )
}
