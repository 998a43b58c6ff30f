import type { ForeignKey, TableKey } from '../../../contract/tables.js'
import { serves } from './physical.js'
import type { Style } from './style.js'
import type { TablePair } from './table-pair.js'

/** The foreign keys of a table that is in both schemas. */
export interface ForeignKeyDiff {
  /** Gone, or no longer what they were. */
  readonly dropped: Set<ForeignKey>
  readonly added: Set<ForeignKey>
  /** The same in both: old and new. */
  readonly kept: Map<ForeignKey, ForeignKey>
  /** Those of {@link dropped} that come again under another name. */
  readonly renamed: Set<ForeignKey>
}

export function diffForeignKeys(pair: TablePair, style: Style): ForeignKeyDiff {
  const { before, after } = pair
  const matches = (old: ForeignKey, next: ForeignKey) => isSame(pair, old, next)
  const dropped = new Set(before.foreignKeys.filter((old) => !after.foreignKeys.some((next) => matches(old, next))))
  const added = new Set(after.foreignKeys.filter((next) => !before.foreignKeys.some((old) => matches(old, next))))
  const kept = new Map<ForeignKey, ForeignKey>()
  const renamed = new Set<ForeignKey>()
  for (const old of before.foreignKeys) {
    const next = after.foreignKeys.find((candidate) => matches(old, candidate) && ![...kept.values()].includes(candidate))
    if (next === undefined) continue
    if (old.name === next.name || (style === 'prisma' && isJoinTable(pair))) kept.set(old, next)
    else {
      // MySQL cannot rename one.
      dropped.add(old)
      added.add(next)
      renamed.add(old)
    }
  }
  return { dropped, added, kept, renamed }
}

/** Drops a foreign key that stays and adds it again at the end, so that what it stands on can change. */
export function renew(diff: ForeignKeyDiff, key: ForeignKey): void {
  const next = diff.kept.get(key)
  if (next === undefined) return
  diff.dropped.add(key)
  diff.added.add(next)
}

/** What of a table goes that foreign keys of others may stand on. */
export interface Ground {
  readonly pair: TablePair
  readonly dropped: readonly TableKey[]
}

/**
 * Renews the keys that stand in the way of a change in the table they point to, or of their own table's primary key.
 * Prisma leaves them, and MySQL then refuses the step.
 */
export function renewBlocking(pair: TablePair, diff: ForeignKeyDiff, grounds: readonly Ground[]): void {
  const { primaryKey } = pair.before
  for (const key of diff.kept.keys()) {
    const ground = grounds.find((candidate) => candidate.pair.before.name === key.table)
    const ownKey = pair.primaryKey.dropped && primaryKey !== null && serves(primaryKey, key.columns, true)
    if (ownKey || (ground !== undefined && isShaken(key, ground))) renew(diff, key)
  }
}

function isShaken({ references }: ForeignKey, { pair, dropped }: Ground): boolean {
  const { primaryKey } = pair.before
  const gone = pair.primaryKey.dropped && primaryKey !== null ? [...dropped, primaryKey] : dropped
  const changed = pair.columns.kept.some(
    ({ before, cast, nullability, autoincrement }) => (cast !== null || nullability || autoincrement) && references.includes(before.name),
  )
  return changed || gone.some((index) => serves(index, references, true))
}

function isSame({ columns: { kept } }: TablePair, old: ForeignKey, next: ForeignKey): boolean {
  const samePlace = (name: string, at: number) => {
    const columns = kept.find(({ before }) => before.name === name)
    // A column that becomes required cannot be changed under its foreign key.
    return name === next.columns[at] && columns?.cast === null && !(columns.nullability && columns.after.required)
  }
  return (
    old.table === next.table &&
    old.references.join('\0') === next.references.join('\0') &&
    old.onDelete === next.onDelete &&
    old.onUpdate === next.onUpdate &&
    old.columns.length === next.columns.length &&
    old.columns.every(samePlace)
  )
}

function isJoinTable({ before, after }: TablePair): boolean {
  return [before, after].every(
    ({ columns }) => columns.length === 2 && ['A', 'B'].every((name) => columns.some((column) => column.name === name)),
  )
}
