import { byName } from './columns.js'
import type { PhysicalTable } from './physical.js'
import type { MySqlType } from './types.js'

type EnumType = MySqlType & { kind: 'enum' }

/** What Prisma's warnings call an enum. MySQL has none by name, so that each column's is numbered. */
export interface EnumNames {
  /** Of the last column that has it, whichever column the warning is about. */
  nameOf(type: EnumType): string
  numberOf(type: EnumType): number
  oldNumberOf(table: string, column: string): number
}

export function nameEnums(before: readonly PhysicalTable[], after: readonly PhysicalTable[]): EnumNames {
  const columns = after.flatMap(({ name, columns }) =>
    columns.flatMap((column) => (column.storage.kind === 'enum' ? [{ name: `${name}_${column.name}`, type: column.storage.type }] : [])),
  )
  // A database lists columns by their place in the table first.
  const old = [...before]
    .sort(byName)
    .flatMap((table) =>
      table.columns.flatMap((column, place) => (column.storage.kind === 'enum' ? [{ table: table.name, column: column.name, place }] : [])),
    )
  old.sort((one, other) => one.place - other.place)
  const last = ({ type }: EnumType) => columns.findLastIndex((column) => column.type === type)
  return {
    nameOf: (type) => columns[last(type)]?.name ?? type.type,
    numberOf: last,
    oldNumberOf: (table, column) => old.findIndex((entry) => entry.table === table && entry.column === column),
  }
}
