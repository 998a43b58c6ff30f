import type { ForeignKey, Table, TableKey, WrittenType } from '../../../../src/contract/tables.js'
import type { Warning } from '../../../../src/engines/mysql/diff/warning.js'

type Tables = readonly Table<WrittenType>[]

/**
 * The schema halfway to another one that asks for values which the rows that are there do not have: the columns may be null
 * until somebody has filled them, and nothing stands on them.
 */
export function relax(after: Tables, warnings: readonly Warning[]): Tables | null {
  const open = warnings.filter(({ kind, blocking }) => blocking && kind !== 'column-made-required')
  if (open.length === 0) return null
  const isOpen = (table: string, column: string) => open.some((warning) => warning.table === table && warning.column === column)
  return after.map((table) => {
    const stands = ({ columns }: TableKey) => columns.some(({ name }) => isOpen(table.name, name))
    const free = (key: ForeignKey) =>
      !key.columns.some((name) => isOpen(table.name, name)) && !key.references.some((name) => isOpen(key.table, name))
    return {
      ...table,
      columns: table.columns.map((column) => (isOpen(table.name, column.name) ? { ...column, required: false } : column)),
      primaryKey: stands(table.primaryKey) ? { ...table.primaryKey, columns: [] } : table.primaryKey,
      indexes: table.indexes.filter((index) => !stands(index)),
      foreignKeys: table.foreignKeys.filter(free),
    }
  })
}
