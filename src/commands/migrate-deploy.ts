import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Engine } from '../contract/engine.js'
import { RefractError } from '../contract/errors.js'
import { type MigrationConnection, type MigrationRecord, MigrationScriptError } from '../contract/migration.js'

export interface DeployOptions {
  readonly engine: Engine
  readonly url: string
  /** The engine's history: a folder of `<timestamp>_<name>/migration.sql`. */
  readonly folder: string
  /** Called after each migration that was applied. */
  readonly onApplied?: (migration: AppliedMigration) => void
}

export interface AppliedMigration {
  readonly name: string
  readonly milliseconds: number
}

export interface DeployReport {
  /** The database, without credentials. */
  readonly database: string
  readonly applied: readonly AppliedMigration[]
  /** How many had been applied before. */
  readonly before: number
}

interface Migration {
  readonly name: string
  readonly sql: string
}

/**
 * Applies the pending migrations of an engine's history in order and records each in
 * `_prisma_migrations`, as Prisma Migrate does. Run again it does nothing.
 *
 * @throws {RefractError} `REFRACT_MIGRATION` when a script fails, or an earlier one did; `REFRACT_CONNECTION`
 *   when the database cannot be reached
 */
export async function deployMigrations(options: DeployOptions): Promise<DeployReport> {
  const { engine, url, folder, onApplied } = options
  const target = engine.parseUrl(url)
  const migrations = await readHistory(folder, engine)
  const connection = await connect(() => engine.connectForMigrations(target), target.label)
  try {
    await connection.begin()
    const applied: AppliedMigration[] = []
    for (const migration of migrations) {
      // Read anew each time: another process may have come in between two migrations.
      const records = await connection.readRecords()
      assertNoneFailed(records)
      if (records.some(({ name, rolledBack }) => name === migration.name && !rolledBack)) continue
      const result = await applyMigration(connection, migration)
      applied.push(result)
      onApplied?.(result)
    }
    return { database: target.label, applied, before: migrations.length - applied.length }
  } finally {
    await connection.end()
  }
}

async function readHistory(folder: string, engine: Engine): Promise<Migration[]> {
  if (!existsSync(folder)) throw new RefractError('REFRACT_MIGRATION', `There is no history for ${engine.title}: ${folder} does not exist.`)
  await assertLock(join(folder, 'migration_lock.toml'), engine)
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(
    names.sort().map(async (name) => {
      const path = join(folder, name, 'migration.sql')
      const sql = await readFile(path, 'utf8').catch((cause: unknown) => {
        throw new RefractError('REFRACT_MIGRATION', `The migration ${name} has no SQL: ${path} cannot be read.`, { cause })
      })
      return { name, sql }
    }),
  )
}

/** Prisma's lock file says which engine a history is for. */
async function assertLock(path: string, { lowering, title }: Engine): Promise<void> {
  const text = await readFile(path, 'utf8').catch(() => null)
  const locked = text === null ? null : (/^\s*provider\s*=\s*"([^"]*)"/m.exec(text)?.[1] ?? null)
  if (locked === null || locked === lowering.datasource) return
  throw new RefractError('REFRACT_MIGRATION', `${path} says that this history is for ${locked}, not for ${title}.`)
}

async function connect(open: () => Promise<MigrationConnection>, database: string): Promise<MigrationConnection> {
  try {
    return await open()
  } catch (error) {
    if (error instanceof RefractError) throw error
    throw new RefractError('REFRACT_CONNECTION', `Cannot connect to ${database}: ${describe(error)}`, { cause: error })
  }
}

/** Node hides the reason in a list when a name has several addresses; adapters keep the server's words apart. */
function describe(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return describe(error.errors[0])
  const { message, cause } = error as { message?: string; cause?: { originalMessage?: string } }
  return cause?.originalMessage ?? message ?? String(error)
}

function assertNoneFailed(records: readonly MigrationRecord[]): void {
  const failed = records.find(({ finished, rolledBack }) => !finished && !rolledBack)
  if (failed === undefined) return
  const hint =
    'Finish or undo by hand what it did. If you finished it, set finished_at in its row of _prisma_migrations; ' +
    'if you undid it, set rolled_back_at. Then run the command again.'
  const logs = failed.logs === null ? '' : `\n${failed.logs}`
  throw new RefractError('REFRACT_MIGRATION', `The migration ${failed.name} failed before, and no other is applied after it.${logs}`, {
    hint,
  })
}

async function applyMigration(connection: MigrationConnection, { name, sql }: Migration): Promise<AppliedMigration> {
  const id = randomUUID()
  const start = performance.now()
  await connection.insertRecord({ id, name, checksum: createHash('sha256').update(sql).digest('hex') })
  try {
    // Some editors begin a file with a mark that is no SQL.
    await connection.runScript(sql.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw await recordFailure(connection, id, name, error)
  }
  await connection.finishRecord(id)
  return { name, milliseconds: performance.now() - start }
}

async function recordFailure(connection: MigrationConnection, id: string, name: string, error: unknown): Promise<unknown> {
  const applied = error instanceof MigrationScriptError ? error.applied : 0
  const message = error instanceof Error ? error.message : String(error)
  const state = describeState(applied)
  // A connection that broke cannot record anything; the open row says that the migration did not finish.
  await connection.failRecord(id, `${message}\n${state}`).catch(() => undefined)
  return new RefractError('REFRACT_MIGRATION', `The migration ${name} failed: ${message}\n${state}`, {
    hint: 'Correct it, then set rolled_back_at in its row of _prisma_migrations and run the command again.',
    cause: error,
  })
}

function describeState(applied: MigrationScriptError['applied']): string {
  if (applied === null) return 'The database is as it was before this migration.'
  if (applied === 'unknown') return 'The script begins or ends transactions itself: what it committed before it failed stays.'
  return `${applied} statements before it ran and stay: this engine cannot roll DDL back.`
}
