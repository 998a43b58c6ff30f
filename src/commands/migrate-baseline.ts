import { randomUUID } from 'node:crypto'
import { RefractError } from '../contract/errors.js'
import type { Difference, LiveComparison } from '../contract/live.js'
import type { MigrationRecord } from '../contract/migration.js'
import type { EngineSchema } from '../contract/migration-plan.js'
import { describeDifference } from './difference-words.js'
import { assertInStep } from './migrate-deploy.js'
import { readSchema } from './migrate-status.js'
import { type MigrationTarget, withMigrations } from './migration-connection.js'
import { checksumOf, compareHistory, describeBaseline, type Migration, type MigrationStatus, readHistory } from './migration-history.js'

export interface BaselineOptions extends MigrationTarget {
  /** Asks whether the database may differ from the history from now on; without an agreement nothing is recorded. */
  readonly agree: (comparison: Pick<LiveComparison, 'differences' | 'others'>) => Promise<boolean>
}

export interface BaselineReport {
  /** The database, without credentials. */
  readonly database: string
  /** The migrations that are recorded as applied now; none where all were before. */
  readonly applied: readonly string[]
  /** Migrations of another history that the database had, whose records stay. */
  readonly replaced: readonly string[]
  readonly differences: readonly Difference[]
  readonly others: readonly string[]
}

/**
 * Takes over a database that was not made by its history: compares it with the newest snapshot and records every migration as
 * applied. No script runs, and no table changes. Run again it does nothing.
 *
 * @throws {RefractError} `REFRACT_MIGRATION` where the database differs and nobody agrees, or a part of the history has run in it
 */
export async function baselineDatabase(options: BaselineOptions): Promise<BaselineReport> {
  const history = await readHistory(options.folder, options.engine)
  return withMigrations(
    options,
    async (connection, database) => {
      const before = await connection.readRecords()
      const pending = findPending(history, before, options)
      if (pending.length === 0) return { database, applied: [], replaced: [], differences: [], others: [] }
      const schema = await readNewest(options, history)
      const { differences, others } = await connection.compare(schema)
      if (differences.length > 0 && !(await options.agree({ differences, others }))) throw refuse(differences, schema, options)
      await connection.begin()
      // Another process may have done it meanwhile.
      const records = await connection.readRecords()
      const open = findPending(history, records, options)
      const replaced = findForeign(history, records)
      const made = open.map(({ name, sql }) => ({ id: randomUUID(), name, checksum: checksumOf(sql) }))
      if (made.length > 0) await connection.insertApplied(made, describeBaseline(replaced))
      return { database, applied: made.map(({ name }) => name), replaced, differences, others }
    },
    { mustExist: true },
  )
}

/** All of the history, or none where all of it is applied. */
function findPending(
  history: readonly Migration[],
  records: readonly MigrationRecord[],
  { folder }: MigrationTarget,
): readonly Migration[] {
  if (history.length === 0) {
    throw new RefractError('REFRACT_MIGRATION', `${folder} has no migration yet.`, {
      hint: 'Write the first one, and leave it unapplied: refract migrate dev --name init --create-only.',
    })
  }
  const states = compareHistory(history, records)
  // What is missing belongs to another history.
  assertInStep(states.filter(({ state }) => state !== 'missing'))
  const named = (state: MigrationStatus['state']) => states.filter((one) => one.state === state).map(({ name }) => name)
  const [pending, applied] = [named('pending'), named('applied')]
  if (pending.length > 0 && applied.length > 0) {
    throw new RefractError(
      'REFRACT_MIGRATION',
      `This database has ${applied.at(-1)} of this history already, and lacks ${pending.join(', ')}.`,
      {
        hint: 'refract migrate deploy applies what is pending. What is there already: refract migrate resolve --applied <migration>.',
      },
    )
  }
  return history.filter(({ name }) => pending.includes(name))
}

function findForeign(history: readonly Migration[], records: readonly MigrationRecord[]): string[] {
  return compareHistory(history, records)
    .filter(({ state }) => state === 'missing')
    .map(({ name }) => name)
}

async function readNewest(target: MigrationTarget, history: readonly Migration[]) {
  const name = history.at(-1)?.name ?? ''
  const schema = await readSchema(target, name)
  if (schema !== null) return schema
  throw new RefractError('REFRACT_MIGRATION', `The migration ${name} has no snapshot, so that nothing says what the database should be.`, {
    hint: 'Restore the snapshots from version control.',
  })
}

/** What to do about a database that differs. */
export function explainDifferences(provider: string): string {
  return (
    `To make the database what the schema asks for: refract migrate diff --provider ${provider} --from database --to schema > fix.sql, ` +
    'read it, run it on the database, and run this command again. To take the database as it is: --accept-differences.'
  )
}

function refuse(differences: readonly Difference[], { tables }: EngineSchema, { engine }: MigrationTarget): RefractError {
  const isEmpty = differences.filter(({ kind, found }) => kind === 'table' && found === null).length === tables.length
  const hint = isEmpty ? 'The database has none of the tables: refract migrate deploy makes them.' : explainDifferences(engine.provider)
  const lines = differences.map((difference) => `  ${describeDifference(difference)}`)
  return new RefractError(
    'REFRACT_MIGRATION',
    `The database is not what the history makes, and nothing was recorded:\n${lines.join('\n')}`,
    { hint },
  )
}
