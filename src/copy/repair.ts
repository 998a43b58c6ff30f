import type { CopyCursor, CopyNote, CopyRow, CopyTable, CopyTarget } from '../contract/copy.js'
import { findDifferences, type RowDifference, readByKeys, type Side } from './compare-rows.js'
import { createRowCheck, keyOf, refuse } from './convert.js'
import type { OnEvent } from './events.js'
import type { Job } from './job.js'
import { type Rejects, reject } from './rejects.js'

type RowCheck = ReturnType<typeof createRowCheck>

/** What an end before the end leaves, in a sentence. */
export const HALF_DONE = 'Until the repair has run to its end, rows that differed may be missing from the target: run it again.'

/** Rows that are read, deleted and written at once. */
const BATCH = 100

export interface Repair {
  readonly table: CopyTable
  readonly source: Side
  readonly target: Side & { readonly source: CopyTarget }
  readonly job: Job
  /** Null where the first row that cannot be copied ends the repair. */
  readonly rejects: Rejects | null
  /** Whether rows of the target alone stay. */
  readonly keepsExtra: boolean
  readonly onEvent: OnEvent
}

/**
 * Makes a table's rows those of the source: first those go that differ, so that none stands in the way of another's unique
 * values, then those come that are missing. Each batch is whole; who is interrupted runs it again.
 *
 * @returns how many rows were brought, and how many taken away that the source has not
 * @throws {RefractError} `REFRACT_COPY` at a row that cannot come, where there is no file for it
 */
export async function repairTable(repair: Repair): Promise<{ brought: number; removed: number }> {
  const { table, source, target, rejects, keepsExtra, onEvent } = repair
  const check = createRowCheck(table, target.place.values)
  let [brought, removed] = [0, 0]
  for await (const group of findDifferences(source, target, table)) {
    const away = group.filter(({ kind }) => kind === 'differs' || (kind === 'extra' && !keepsExtra))
    for (const some of batches(away)) {
      if (rejects === null) await assertReplaced(repair, check, some)
      await target.source.deleteRows(table, some.map(inTarget))
    }
    removed += away.filter(({ kind }) => kind === 'extra').length
  }
  for await (const group of findDifferences(source, target, table)) {
    for (const some of batches(group.filter(({ kind }) => kind === 'missing'))) {
      const rows: CopyRow[] = []
      for (const row of await readByKeys(source, table, some.map(inSource))) {
        const rejection = check(row)
        if (rejection === null) rows.push(row)
        else await reject(rejection, rejects, onEvent, HALF_DONE)
      }
      brought += await bring(repair, rows)
      onEvent({ event: 'progress', phase: 'repair', model: table.model, rows: brought, bytes: 0 })
    }
  }
  return { brought, removed }
}

const inSource = ({ source }: RowDifference) => source as CopyCursor
const inTarget = ({ target }: RowDifference) => target as CopyCursor

/** A row whose place another cannot take stays where it is. */
async function assertReplaced({ table, source }: Repair, check: RowCheck, differences: readonly RowDifference[]): Promise<void> {
  const differing = differences.filter(({ kind }) => kind === 'differs')
  for (const row of await readByKeys(source, table, differing.map(inSource))) {
    const rejection = check(row)
    if (rejection !== null) throw refuse(rejection, HALF_DONE)
  }
}

/** Writes rows; of those that the server refuses the ones are found that it is about. @returns how many were written */
async function bring(repair: Repair, rows: readonly CopyRow[]): Promise<number> {
  const { table, target, job, rejects, onEvent } = repair
  await rejects?.sync()
  const state = job.stateOf(table)
  const write = (note: CopyNote) => (rows.length === 0 ? target.source.writeNote(note) : target.source.writeRows(table, rows, note))
  try {
    await job.setState(table, { ...state, rejects: rejects?.length ?? state.rejects }, write)
    return rows.length
  } catch (error) {
    const reason = target.source.explainRefusal(error)
    const [row] = rows
    if (reason === null || row === undefined) throw error
    if (rows.length === 1) {
      await reject({ table, key: keyOf(table, row), field: null, reason, row }, rejects, onEvent, HALF_DONE)
      return bring(repair, [])
    }
    const half = rows.length >> 1
    return (await bring(repair, rows.slice(0, half))) + (await bring(repair, rows.slice(half)))
  }
}

function* batches<T>(all: readonly T[]): Iterable<readonly T[]> {
  for (let at = 0; at < all.length; at += BATCH) yield all.slice(at, at + BATCH)
}
