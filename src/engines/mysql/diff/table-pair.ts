import { byName, type ColumnDiff, diffColumns } from './columns.js'
import { automaticIndexes, type PhysicalIndex, type PhysicalTable } from './physical.js'
import type { Style } from './style.js'

/** A table that is in both schemas. */
export interface TablePair {
  readonly before: PhysicalTable
  readonly after: PhysicalTable
  readonly columns: ColumnDiff
  /** All indexes of the old table, those that InnoDB made among them, by name. */
  readonly oldIndexes: readonly PhysicalIndex[]
  /** The primary key goes and comes anew, or goes, or comes. */
  readonly primaryKey: { readonly dropped: boolean; readonly added: boolean }
  /** Columns that no cast can change. */
  readonly recreated: ReadonlySet<string>
}

export function pairTables(before: PhysicalTable, after: PhysicalTable, style: Style): TablePair {
  const columns = diffColumns(before, after, style)
  return {
    before,
    after,
    columns,
    oldIndexes: [...before.indexes, ...automaticIndexes(before)].sort(byFoldedName),
    primaryKey: diffPrimaryKey(before, after, columns),
    recreated: new Set(columns.kept.filter(({ cast }) => cast === 'impossible').map((pair) => pair.before.name)),
  }
}

/** information_schema sorts the names of indexes without regard to case. */
function byFoldedName(one: PhysicalIndex, other: PhysicalIndex): number {
  return byName({ name: one.name.toLowerCase() }, { name: other.name.toLowerCase() })
}

function diffPrimaryKey(before: PhysicalTable, after: PhysicalTable, { kept }: ColumnDiff): TablePair['primaryKey'] {
  const [old, next] = [before.primaryKey, after.primaryKey]
  if (old === null || next === null) return { dropped: old !== null && next === null, added: next !== null && old === null }
  const same =
    old.columns.length === next.columns.length &&
    old.columns.every((part, at) => {
      const other = next.columns[at]
      return part.name === other?.name && part.descending === other.descending && part.length === other.length
    })
  const cast = kept.some((pair) => pair.cast !== null && old.columns.some(({ name }) => name === pair.before.name))
  return { dropped: !same || cast, added: !same || cast }
}
