import type { Column, ForeignKey, Table, TableIndex, TableKey, WrittenType } from '../../../contract/tables.js'
import { type MySqlType, resolveType } from './types.js'

/** MySQL's limit for a name, at which Prisma cuts those it makes. */
export const LONGEST_NAME = 64
const PAIR = '_AB_unique'

/** An index as MySQL has it. */
export interface PhysicalIndex extends TableIndex {
  /** True for the one that InnoDB makes for a foreign key by itself, and takes away when another serves. */
  readonly automatic: boolean
  /** True where MariaDB would take a descending index for the foreign key, and so has none of its own. */
  readonly mysqlOnly: boolean
}

/** A table as MySQL has it. */
export interface PhysicalTable {
  readonly name: string
  readonly columns: readonly Column<MySqlType>[]
  /** Null where a model has only a unique key, and for join tables. */
  readonly primaryKey: TableKey | null
  /** Those that a CREATE TABLE names; {@link automaticIndexes} come on top. */
  readonly indexes: readonly PhysicalIndex[]
  readonly foreignKeys: readonly ForeignKey[]
  /** Only of a table in a live database: another collation than ours. */
  readonly collation?: string
}

export function readPhysical(tables: readonly Table<WrittenType>[]): PhysicalTable[] {
  return tables.map((table) => {
    const { name, foreignKeys } = table
    const columns = table.columns.map((column) => ({ ...column, storage: resolveType(column.storage) }))
    const indexes = table.indexes.map((index) => ({ ...index, automatic: false, mysqlOnly: false }))
    if (!table.join) {
      const { primaryKey } = table
      return { name, columns, primaryKey: primaryKey.columns.length === 0 ? null : primaryKey, indexes, foreignKeys }
    }
    // Prisma gives a join table no primary key on MySQL, but a unique index on both columns.
    const pair: PhysicalIndex = {
      kind: 'unique',
      name: `${name.slice(0, LONGEST_NAME - PAIR.length)}${PAIR}`,
      columns: table.primaryKey.columns,
      automatic: false,
      mysqlOnly: false,
    }
    return { name, columns, primaryKey: null, indexes: [pair, ...indexes], foreignKeys }
  })
}

/** True where an index begins with the columns of a foreign key, so that InnoDB can use it. */
export function serves(key: TableKey, columns: readonly string[], descending = false): boolean {
  return columns.every((name, at) => {
    const part = key.columns[at]
    return part?.name === name && part.length === null && (descending || !part.descending)
  })
}

/** The indexes that InnoDB adds for foreign keys which no index of the table serves. */
export function automaticIndexes({ primaryKey, indexes, foreignKeys }: PhysicalTable): PhysicalIndex[] {
  const own = [...(primaryKey === null ? [] : [primaryKey]), ...indexes.filter(({ kind }) => kind !== 'fulltext')]
  let added: PhysicalIndex[] = []
  for (const { name, columns } of foreignKeys) {
    if ([...own, ...added].some((key) => serves(key, columns))) continue
    const index: PhysicalIndex = {
      kind: 'index',
      name,
      columns: columns.map((column) => ({ name: column, descending: false, length: null })),
      automatic: true,
      mysqlOnly: own.some((key) => serves(key, columns, true)),
    }
    // A wider one takes the place of one that it serves as well.
    added = added.filter(
      (other) =>
        !serves(
          index,
          other.columns.map((column) => column.name),
        ),
    )
    added.push(index)
  }
  return added
}
