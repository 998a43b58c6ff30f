import type { CopyRow, CopyTable, CopyTarget } from '../contract/copy.js'
import { findDifferences, readByKeys, type Side } from './compare-rows.js'
import { createRowCheck, keyOf, refuse } from './convert.js'
import type { OnEvent } from './events.js'
import type { Job } from './job.js'
import type { Rejects } from './rejects.js'

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
 */
export async function repairTable(repair: Repair): Promise<{ brought: number; removed: number }> {
  const { table, source, target, job, rejects, keepsExtra, onEvent } = repair
  const writer = target.source
  const check = createRowCheck(table, target.place.values)
  let [brought, removed] = [0, 0]
  for await (const group of findDifferences(source, target, table)) {
    const away = group.filter(({ kind }) => kind === 'differs' || (kind === 'extra' && !keepsExtra))
    for (const some of batches(away)) {
      await writer.deleteRows(
        table,
        some.map(({ key }) => key),
      )
    }
    removed += away.filter(({ kind }) => kind === 'extra').length
  }
  for await (const group of findDifferences(source, target, table)) {
    for (const some of batches(group.filter(({ kind }) => kind === 'missing'))) {
      const found = await readByKeys(
        source,
        table,
        some.map(({ key }) => key),
      )
      const rows: CopyRow[] = []
      for (const row of found) {
        const rejection = check(row)
        if (rejection === null) rows.push(row)
        else if (rejects === null) throw refuse(rejection)
        else await rejects.add(rejection)
      }
      await rejects?.sync()
      const state = job.stateOf(table)
      await job.setState(table, { ...state, rejects: rejects?.length ?? state.rejects }, async (note) => {
        if (rows.length === 0) return writer.writeNote(note)
        try {
          await writer.writeRows(table, rows, note)
        } catch (error) {
          const reason = writer.explainRefusal(error)
          if (reason === null || rows.length === 0) throw error
          throw refuse({
            table,
            key: keyOf(table, rows[0] ?? []),
            field: null,
            reason: `or one of ${rows.length - 1} after it: ${reason}`,
            row: [],
          })
        }
      })
      brought += rows.length
      onEvent({ event: 'progress', phase: 'repair', model: table.model, rows: brought, bytes: 0 })
    }
  }
  return { brought, removed }
}

function* batches<T>(all: readonly T[]): Iterable<readonly T[]> {
  for (let at = 0; at < all.length; at += BATCH) yield all.slice(at, at + BATCH)
}
