import type { Rename } from '../contract/migration-plan.js'
import type { ForeignKey, Table, TableKey } from '../contract/tables.js'

/** What has another name in the second of two lists that are the same but for names: tables first, then columns. */
export function findRenames<T>(before: readonly Table<T>[], renamed: readonly Table<T>[]): Rename[] {
  const pairs = before.map((table, index) => ({ table, next: renamed[index] ?? table }))
  const tables = pairs.filter(({ table, next }) => table.name !== next.name)
  const columns = pairs.flatMap(({ table, next }) =>
    table.columns.flatMap(({ name }, index): Rename[] => {
      const to = next.columns[index]?.name ?? name
      return to === name ? [] : [{ table: { from: table.name, to: next.name }, column: { from: name, to } }]
    }),
  )
  return [...tables.map(({ table, next }): Rename => ({ table: { from: table.name, to: next.name }, column: null })), ...columns]
}

/** A table in the part that has names of its own. */
interface KeyedTable {
  readonly name: string
  readonly primaryKey: TableKey | null
  readonly indexes: readonly TableKey[]
  readonly foreignKeys: readonly ForeignKey[]
}

/** A key whose name follows that of its table or of its columns. */
export interface KeyRename {
  /** By its new name. */
  readonly table: string
  readonly kind: 'primary key' | 'index' | 'foreign key'
  readonly from: string
  readonly to: string
}

export function findKeyRenames(before: readonly KeyedTable[], renamed: readonly KeyedTable[]): KeyRename[] {
  return before.flatMap((table, at) => {
    const next = renamed[at] ?? table
    const pair = (kind: KeyRename['kind'], old: readonly { name: string }[], keys: readonly { name: string }[]): KeyRename[] =>
      old.flatMap(({ name: from }, place) => {
        const to = keys[place]?.name ?? from
        return to === from ? [] : [{ table: next.name, kind, from, to }]
      })
    const own = ({ primaryKey }: KeyedTable) => (primaryKey === null || primaryKey.columns.length === 0 ? [] : [primaryKey])
    return [
      ...pair('primary key', own(table), own(next)),
      ...pair('index', table.indexes, next.indexes),
      ...pair('foreign key', table.foreignKeys, next.foreignKeys),
    ]
  })
}
