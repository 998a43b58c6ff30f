import type { IndexDiff } from './indexes.js'
import { type PhysicalIndex, type PhysicalTable, serves } from './physical.js'
import type { TableChange } from './steps.js'
import type { TablePair } from './table-pair.js'

/** Index changes that must be in the same ALTER TABLE as those of the columns. */
export interface Folded {
  readonly dropped: readonly PhysicalIndex[]
  readonly added: readonly PhysicalIndex[]
}

/**
 * An AUTO_INCREMENT column must have a key after every statement. Where its only key goes, or comes, that happens in the
 * statement that changes the column too; Prisma makes two, of which MySQL refuses one.
 */
export function foldCounterKeys({ before, after, oldIndexes, primaryKey }: TablePair, { dropped, added }: IndexDiff): Folded {
  const staying = oldIndexes.filter((index) => !dropped.includes(index))
  const isKeyed = (name: string, table: PhysicalTable) =>
    [...(primaryKey.dropped && table === before ? [] : [table.primaryKey]), ...staying].some(
      (key) => key !== null && serves(key, [name], true),
    )
  const loses = counterOf(before)
  const gains = counterOf(after)
  const droppedKeys = loses === null || isKeyed(loses, before) ? [] : dropped.filter((index) => serves(index, [loses], true))
  const addedKeys = gains === null || isKeyed(gains, after) ? [] : added.filter((index) => serves(index, [gains], true)).slice(0, 1)
  return { dropped: droppedKeys, added: addedKeys }
}

/** Puts the folded changes where ALTER TABLE wants them. */
export function withFolded(changes: readonly TableChange[], { dropped, added }: Folded): TableChange[] {
  return [
    ...dropped.map((index): TableChange => ({ kind: 'drop-index', index })),
    ...changes,
    ...added.map((index): TableChange => ({ kind: 'add-index', index })),
  ]
}

function counterOf({ columns }: PhysicalTable): string | null {
  return columns.find(({ autoincrement }) => autoincrement)?.name ?? null
}
