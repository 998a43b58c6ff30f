import { type MigrationConnection, type MigrationRecord, MigrationScriptError } from '../../contract/migration.js'
import { type Client, openConnection } from './connect.js'
import { refuseMigrations } from './pooler.js'
import type { PostgresqlTarget } from './url.js'

/** Prisma Migrate's own lock, so that its commands and ours wait for each other. */
const LOCK = 72_707_369

const RECORDS = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id" VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum" VARCHAR(64) NOT NULL,
    "finished_at" TIMESTAMPTZ,
    "migration_name" VARCHAR(255) NOT NULL,
    "logs" TEXT,
    "rolled_back_at" TIMESTAMPTZ,
    "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
    "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`

export async function connectForMigrations(target: PostgresqlTarget): Promise<MigrationConnection> {
  const { client, pooled } = await openConnection(target)
  if (pooled) {
    await client.end()
    refuseMigrations(target)
  }
  return createMigrationConnection(client, target.schema)
}

function createMigrationConnection(client: Client, schema: string): MigrationConnection {
  return {
    async begin() {
      const name = client.escapeIdentifier(schema)
      // Held by the session until it ends, whatever happens to it.
      await client.query('SELECT pg_advisory_lock($1)', [LOCK])
      // Who may not make schemas may still use one that is there.
      const { rowCount } = await client.query('SELECT 1 FROM pg_namespace WHERE nspname = $1', [schema])
      if (rowCount === 0) await client.query(`CREATE SCHEMA ${name}`)
      await client.query(`SET search_path TO ${name}`)
      await client.query(RECORDS)
    },
    async readRecords() {
      const { rows } = await client.query<MigrationRecord>(
        `SELECT id, migration_name AS name, checksum, finished_at IS NOT NULL AS finished,
                rolled_back_at IS NOT NULL AS "rolledBack", logs
         FROM _prisma_migrations ORDER BY started_at`,
      )
      return rows
    },
    async insertRecord({ id, name, checksum }) {
      await client.query('INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ($1, $2, $3)', [id, checksum, name])
    },
    async finishRecord(id) {
      await client.query('UPDATE _prisma_migrations SET finished_at = now(), applied_steps_count = applied_steps_count + 1 WHERE id = $1', [
        id,
      ])
    },
    async failRecord(id, logs) {
      await client.query('UPDATE _prisma_migrations SET logs = $2 WHERE id = $1', [id, logs])
    },
    async runScript(sql) {
      try {
        // One simple query is one transaction, unless the script says otherwise: a failing script leaves nothing behind.
        await client.query(sql)
        if (client.getTransactionStatus() !== 'I') throw new Error('the script leaves a transaction open: end it with COMMIT')
      } catch (error) {
        await client.query('ROLLBACK')
        throw new MigrationScriptError(describe(error, sql), controlsTransactions(sql) ? 'unknown' : null, error)
      }
    },
    async end() {
      await client.end()
    },
  }
}

/** True for a script that may have committed a part of itself. */
function controlsTransactions(sql: string): boolean {
  return /\b(?:COMMIT|ROLLBACK)\b\s*(?:WORK\b|TRANSACTION\b)?\s*(?:;|$)/i.test(sql)
}

/** The server's message with the line of the script it is about. */
function describe(error: unknown, sql: string): string {
  const { message, position } = error as { message: string; position?: string }
  if (position === undefined) return message
  return `${message} (line ${sql.slice(0, Number(position)).split('\n').length})`
}
