import { randomUUID } from 'node:crypto'
import { RefractError } from '../contract/errors.js'
import type { MigrationConnection } from '../contract/migration.js'
import { type MigrationTarget, withMigrations } from './migration-connection.js'
import { checksumOf, compareHistory, type Migration, readHistory } from './migration-history.js'

export interface ResolveOptions extends MigrationTarget {
  /** The migration's folder name. */
  readonly name: string
  /** What a person has done: finished it (or made its tables otherwise), or undone what was left of it. */
  readonly as: 'applied' | 'rolled back'
}

/**
 * Records what a person has settled by hand, as `prisma migrate resolve` does. No script runs.
 *
 * @returns the database, without credentials
 * @throws {RefractError} `REFRACT_MIGRATION` where the migration is not in the state that it says
 */
export async function resolveMigration(options: ResolveOptions): Promise<string> {
  const history = await readHistory(options.folder, options.engine)
  return withMigrations(options, async (connection, database) => {
    await connection.begin()
    await (options.as === 'applied' ? setApplied : setRolledBack)(connection, history, options.name)
    return database
  })
}

async function setApplied(connection: MigrationConnection, history: readonly Migration[], name: string): Promise<void> {
  const migration = history.find((one) => one.name === name)
  if (migration === undefined) throw unknownMigration(name, history)
  const records = await connection.readRecords()
  const state = compareHistory(history, records).find((one) => one.name === name)?.state
  if (state !== 'pending' && state !== 'failed') {
    throw new RefractError('REFRACT_MIGRATION', `The migration ${name} is recorded as applied already.`)
  }
  for (const id of failedIds(records, name)) await connection.rollBackRecord(id)
  await connection.insertApplied([{ id: randomUUID(), name, checksum: checksumOf(migration.sql) }], '')
}

async function setRolledBack(connection: MigrationConnection, history: readonly Migration[], name: string): Promise<void> {
  const records = await connection.readRecords()
  const failed = failedIds(records, name)
  for (const id of failed) await connection.rollBackRecord(id)
  if (failed.length > 0) return
  if (!records.some((record) => record.name === name)) throw unknownMigration(name, history)
  throw new RefractError('REFRACT_MIGRATION', `The migration ${name} has not failed, so that there is nothing to mark as rolled back.`, {
    hint: 'To undo one that was applied, write a new migration.',
  })
}

function failedIds(records: Awaited<ReturnType<MigrationConnection['readRecords']>>, name: string): string[] {
  return records.filter((record) => record.name === name && !record.finished && !record.rolledBack).map(({ id }) => id)
}

function unknownMigration(name: string, history: readonly Migration[]): RefractError {
  const names = history.map((one) => one.name).join(', ')
  return new RefractError('REFRACT_MIGRATION', `There is no migration ${name}.`, { hint: `The history holds: ${names || 'none'}.` })
}
