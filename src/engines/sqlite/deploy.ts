import { existsSync } from 'node:fs'
import { RefractError } from '../../contract/errors.js'
import { type MigrationAccess, type MigrationConnection, type MigrationRecord, MigrationScriptError } from '../../contract/migration.js'
import { readCatalog } from './catalog.js'
import { clearDatabase } from './clear.js'
import { closeDatabase, type Database, openDatabase, openReadOnly, retryWhileBusy } from './connect.js'
import { compareLive } from './live.js'
import { findPrivateFile } from './memory.js'
import type { SqliteTarget } from './url.js'

/** Milliseconds to wait for another process that migrates. */
const LOCK_TIMEOUT = 60_000

const RECORDS = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "checksum" TEXT NOT NULL,
    "finished_at" DATETIME,
    "migration_name" TEXT NOT NULL,
    "logs" TEXT,
    "rolled_back_at" DATETIME,
    "started_at" DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0
)`

export async function connectForMigrations(
  target: SqliteTarget,
  { mustExist, readOnly = false }: MigrationAccess,
): Promise<MigrationConnection> {
  const path = target.path ?? findPrivateFile(target)
  if (mustExist && !existsSync(path)) {
    throw new RefractError('REFRACT_CONNECTION', `There is no SQLite file ${path}.`, {
      hint: 'Is the address right? If so: refract migrate deploy makes it.',
    })
  }
  if (readOnly) return createMigrationConnection(await openReadOnly(path))
  // SQLite syncs each step itself: nothing runs beside it.
  return createMigrationConnection(await openDatabase(path, { ...target.settings, synchronous: 'extra' }))
}

function createMigrationConnection(database: Database): MigrationConnection {
  return {
    async begin() {
      // Foreign keys must be off before the transaction begins: inside one the pragma does nothing, and a
      // script that rebuilds a table would delete the rows of its children by cascade, without an error.
      database.exec('PRAGMA foreign_keys = OFF')
      await lock(database)
      database.exec(RECORDS)
    },
    async readRecords() {
      if (!hasRecords(database)) return []
      const rows = database
        .prepare(
          `SELECT id, migration_name AS name, checksum, finished_at IS NOT NULL AS finished,
                  rolled_back_at IS NOT NULL AS rolledBack, logs
           FROM _prisma_migrations`,
        )
        .all() as unknown as (Omit<MigrationRecord, 'finished' | 'rolledBack'> & { finished: number; rolledBack: number })[]
      return rows.map((row) => ({ ...row, finished: row.finished === 1, rolledBack: row.rolledBack === 1 }))
    },
    async apply({ id, name, checksum }, sql) {
      database
        .prepare('INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at) VALUES (?, ?, ?, ?)')
        .run(id, checksum, name, now())
      try {
        runAtomically(database, sql)
      } catch (error) {
        // A script that ended the transaction has taken the record with it, or has committed it.
        database
          .prepare(
            `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, logs) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT (id) DO UPDATE SET logs = excluded.logs`,
          )
          .run(id, checksum, name, now(), (error as Error).message)
        throw error
      }
      database
        .prepare('UPDATE _prisma_migrations SET finished_at = ?, applied_steps_count = applied_steps_count + 1 WHERE id = ?')
        .run(now(), id)
      await goOn(database)
    },
    async insertApplied(records, logs) {
      const insertion = database.prepare(
        `INSERT INTO _prisma_migrations (id, checksum, migration_name, logs, started_at, finished_at) VALUES (?1, ?2, ?3, ?4, ?5, ?5)`,
      )
      // In the transaction that holds the lock.
      for (const { id, name, checksum } of records) insertion.run(id, checksum, name, logs, now())
    },
    async rollBackRecord(id) {
      database.prepare('UPDATE _prisma_migrations SET rolled_back_at = ? WHERE id = ?').run(now(), id)
    },
    async readCatalog() {
      return readCatalog(database)
    },
    async compare(schema) {
      return compareLive(database, schema)
    },
    async clear() {
      clearDatabase(database)
      database.exec(RECORDS)
    },
    async end() {
      if (database.isTransaction) database.exec('COMMIT')
      closeDatabase(database)
    },
  }
}

function hasRecords(database: Database): boolean {
  return database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = '_prisma_migrations'").get() !== undefined
}

/** Integer milliseconds, as Prisma's engine writes. */
function now(): bigint {
  return BigInt(Date.now())
}

/** Commits what one migration has done, and holds the lock for the next one. */
async function goOn(database: Database): Promise<void> {
  database.exec('COMMIT')
  await lock(database)
}

/** A transaction holds the lock from one migration's end to the next one's: other processes that migrate wait for it. */
async function lock(database: Database): Promise<void> {
  await retryWhileBusy(() => database.exec('BEGIN IMMEDIATE'), LOCK_TIMEOUT)
}

/** Runs a script whole or not at all. */
function runAtomically(database: Database, sql: string): void {
  database.exec('SAVEPOINT migration')
  try {
    database.exec(sql)
    if (!database.isTransaction) throw new Error('the script ends the transaction it runs in: leave out BEGIN, COMMIT and ROLLBACK')
    const [orphan] = database.prepare('PRAGMA foreign_key_check').all() as { table: string; parent: string }[]
    if (orphan !== undefined) throw new Error(`rows of ${orphan.table} would point to rows of ${orphan.parent} that do not exist`)
    database.exec('RELEASE migration')
  } catch (error) {
    throw new MigrationScriptError((error as Error).message, rollBack(database) ? null : 'unknown', error)
  }
}

/** Undoes a script. False where it has ended the transaction around it, so that a part of it is committed. */
function rollBack(database: Database): boolean {
  try {
    database.exec('ROLLBACK TO migration; RELEASE migration')
    return true
  } catch {
    if (database.isTransaction) database.exec('ROLLBACK')
    return false
  }
}
