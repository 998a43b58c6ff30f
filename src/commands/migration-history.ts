import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Engine } from '../contract/engine.js'
import { RefractError } from '../contract/errors.js'
import type { MigrationRecord } from '../contract/migration.js'

/** A migration in an engine's history. */
export interface Migration {
  readonly name: string
  readonly sql: string
}

/**
 * What a database says of a migration. `applied`: it ran. `pending`: it is still to run. `failed`: it began and did not end;
 * none runs after it until that is settled. `edited`: it ran, and its script is another one now. `missing`: it ran, and is not in the history.
 * `replaced`: it is not in the history either, and a baseline has put the history in the place of its own.
 */
export type MigrationState = 'applied' | 'pending' | 'failed' | 'edited' | 'missing' | 'replaced'

/** True where nothing is to be done. */
export function isSettled(state: MigrationState): boolean {
  return state === 'applied' || state === 'replaced'
}

export interface MigrationStatus {
  readonly name: string
  readonly state: MigrationState
  /** Where a failed one stopped; null for all others. */
  readonly logs: string | null
}

/**
 * Reads a folder of `<timestamp>_<name>/migration.sql`, in the order in which they run.
 *
 * @throws {RefractError} `REFRACT_MIGRATION` where there is none, or it is another engine's
 */
export async function readHistory(folder: string, engine: Engine): Promise<Migration[]> {
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

/** What became of each migration of a history and of a database, in the order of their names. */
export function compareHistory(history: readonly Migration[], records: readonly MigrationRecord[]): MigrationStatus[] {
  const standing = new Map(records.filter(({ rolledBack }) => !rolledBack).map((record) => [record.name, record]))
  const known = history.map(({ name, sql }) => describe(name, sql, standing.get(name)))
  const others = [...standing.values()].filter((record) => !history.some(({ name }) => name === record.name))
  const replaced = new Set([...standing.values()].filter(({ finished }) => finished).flatMap(({ logs }) => readBaseline(logs)))
  const missing = others.map((record): MigrationStatus => {
    const status = describe(record.name, null, record)
    return status.state === 'missing' && replaced.has(record.name) ? { ...status, state: 'replaced' } : status
  })
  return [...known, ...missing].sort((one, other) => (one.name < other.name ? -1 : 1))
}

function describe(name: string, sql: string | null, record: MigrationRecord | undefined): MigrationStatus {
  if (record === undefined) return { name, state: 'pending', logs: null }
  if (!record.finished) return { name, state: 'failed', logs: record.logs }
  if (sql === null) return { name, state: 'missing', logs: null }
  return { name, state: matches(sql, record.checksum) ? 'applied' : 'edited', logs: null }
}

const BASELINE = 'Baseline: what it makes was there.'
const REPLACES = '\nIt replaces, one on each line:\n'

/** What a baseline leaves with the migrations that it records: which of another history it has found. Prisma Migrate does not read it. */
export function describeBaseline(replaced: readonly string[]): string {
  return replaced.length === 0 ? BASELINE : `${BASELINE}${REPLACES}${replaced.join('\n')}`
}

function readBaseline(logs: string | null): string[] {
  const start = `${BASELINE}${REPLACES}`
  return logs?.startsWith(start) ? logs.slice(start.length).split('\n') : []
}

/** As Prisma Migrate does: the hash of the script as UTF-8. */
export function checksumOf(sql: string): string {
  return createHash('sha256').update(sql).digest('hex')
}

/** A script is the same with other line ends: Git changes them on some systems. */
function matches(sql: string, checksum: string): boolean {
  const unix = sql.replaceAll('\r\n', '\n')
  return [sql, unix, unix.replaceAll('\n', '\r\n')].some((text) => checksumOf(text) === checksum)
}
