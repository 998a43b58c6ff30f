import { RefractError } from '../../contract/errors.js'
import { type MigrationConnection, type MigrationRecord, MigrationScriptError, type NewRecord } from '../../contract/migration.js'
import { readCatalog } from './catalog.js'
import { clearSchema } from './clear.js'
import { type Client, openConnection } from './connect.js'
import { compareLive } from './live.js'
import { refuseMigrations } from './pooler.js'
import type { PostgresqlTarget } from './url.js'

/** Prisma Migrate's own lock, so that its commands and ours wait for each other. */
const LOCK = 72_707_369
const LOCK_SECONDS = 60

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

/** What is used of a connection. */
export type MigrationClient = Pick<Client, 'query' | 'escapeIdentifier' | 'getTransactionStatus' | 'end'>

export function createMigrationConnection(client: MigrationClient, schema: string): MigrationConnection {
  const name = client.escapeIdentifier(schema)
  return {
    async begin() {
      await lock(client)
      // Who may not make schemas may still use one that is there.
      const { rowCount } = await client.query('SELECT 1 FROM pg_namespace WHERE nspname = $1', [schema])
      if (rowCount === 0) await client.query(`CREATE SCHEMA ${name}`)
      await client.query(`SET search_path TO ${name}`)
      await client.query(RECORDS)
    },
    async readRecords() {
      const table = `${name}."_prisma_migrations"`
      const { rows: found } = await client.query<{ found: boolean }>('SELECT to_regclass($1) IS NOT NULL AS found', [table])
      if (found[0]?.found !== true) return []
      const { rows } = await client.query<MigrationRecord>(
        `SELECT id, migration_name AS name, checksum, finished_at IS NOT NULL AS finished,
                rolled_back_at IS NOT NULL AS "rolledBack", logs
         FROM ${table}`,
      )
      return rows
    },
    async apply(record, sql) {
      // A script may set what it likes, as pg_dump's do; the next one begins anew.
      await client.query(`RESET ALL; SET search_path TO ${name}`)
      try {
        await runAtomically(client, name, record, sql)
      } catch (error) {
        if (error instanceof MigrationScriptError) await recordFailure(client, name, record, error)
        throw error
      }
    },
    async insertApplied(records, logs) {
      const columns = [records.map(({ id }) => id), records.map(({ checksum }) => checksum), records.map((record) => record.name)]
      await client.query(
        `INSERT INTO ${name}._prisma_migrations (id, checksum, migration_name, logs, finished_at)
         SELECT id, checksum, migration, $4, now() FROM unnest($1::text[], $2::text[], $3::text[]) AS r(id, checksum, migration)`,
        [...columns, logs],
      )
    },
    async rollBackRecord(id) {
      await client.query(`UPDATE ${name}._prisma_migrations SET rolled_back_at = now() WHERE id = $1`, [id])
    },
    async readCatalog() {
      return readCatalog(client, schema)
    },
    async compare(asked) {
      return compareLive(client, schema, asked)
    },
    async clear() {
      await clearSchema(client, schema)
      await client.query(RECORDS)
    },
    async end() {
      await client.end()
    },
  }
}

/** Held by the session until it ends, whatever happens to it. */
async function lock(client: MigrationClient): Promise<void> {
  await client.query(`SET lock_timeout = '${LOCK_SECONDS}s'`)
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK])
  } catch (error) {
    if ((error as { code?: string }).code !== '55P03') throw error
    const message = `Another process has been migrating on this PostgreSQL server for more than ${LOCK_SECONDS} seconds.`
    throw new RefractError('REFRACT_MIGRATION', message, { hint: 'Wait for it and run the command again.', cause: error })
  }
  await client.query('RESET lock_timeout')
}

/** A statement that must be alone: `CREATE INDEX CONCURRENTLY`, `VACUUM` and their like. */
const NOT_IN_TRANSACTION = '25001'

/**
 * The record and the script are one transaction: a failing script leaves nothing behind, and neither does a process that
 * is killed. A script that may not be in one runs by itself.
 */
async function runAtomically(client: MigrationClient, schema: string, record: NewRecord, sql: string): Promise<void> {
  try {
    await client.query('BEGIN')
    await insert(client, schema, record)
    await client.query(sql)
    await finish(client, schema, record)
    await client.query('COMMIT')
  } catch (error) {
    await rollBack(client)
    if ((error as { code?: string }).code === NOT_IN_TRANSACTION) return runAlone(client, schema, record, sql)
    throw new MigrationScriptError(describe(error, sql), controlsTransactions(sql) ? 'unknown' : null, error)
  }
}

async function runAlone(client: MigrationClient, schema: string, record: NewRecord, sql: string): Promise<void> {
  await insert(client, schema, record)
  try {
    await client.query(sql)
    if (client.getTransactionStatus() !== 'I') throw new Error('the script leaves a transaction open: end it with COMMIT')
  } catch (error) {
    await rollBack(client)
    throw new MigrationScriptError(describe(error, sql), 'unknown', error)
  }
  await finish(client, schema, record)
}

/** A connection that broke has rolled back by itself. */
async function rollBack(client: MigrationClient): Promise<void> {
  await client.query('ROLLBACK').catch(() => undefined)
}

/** A script may have committed the record, or it may be gone. */
async function recordFailure(
  client: MigrationClient,
  schema: string,
  { id, name, checksum }: NewRecord,
  { message }: Error,
): Promise<void> {
  const insertion = `INSERT INTO ${schema}._prisma_migrations (id, checksum, migration_name, logs) VALUES ($1, $2, $3, $4)`
  // A connection that broke cannot record anything.
  await client
    .query(`${insertion} ON CONFLICT (id) DO UPDATE SET logs = $4, finished_at = NULL`, [id, checksum, name, message])
    .catch(() => undefined)
}

async function insert(client: MigrationClient, schema: string, { id, name, checksum }: NewRecord): Promise<void> {
  await client.query(`INSERT INTO ${schema}._prisma_migrations (id, checksum, migration_name) VALUES ($1, $2, $3)`, [id, checksum, name])
}

async function finish(client: MigrationClient, schema: string, { id }: NewRecord): Promise<void> {
  await client.query(
    `UPDATE ${schema}._prisma_migrations SET finished_at = clock_timestamp(), applied_steps_count = applied_steps_count + 1 WHERE id = $1`,
    [id],
  )
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
