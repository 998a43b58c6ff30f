import type { CopyColumn, CopyTable } from '../contract/copy.js'
import type { Table } from '../contract/tables.js'
import { columnName, type Models } from '../schema/models.js'
import { readTables } from '../schema/tables.js'

/** The tables of a schema as they are copied: a row before those that point to it, as far as no circle stands against it. */
export function readCopyTables(models: Models): CopyTable[] {
  return orderTables(readTables(models).map((table) => toCopyTable(models, table)))
}

function toCopyTable(models: Models, table: Table): CopyTable {
  const model = models.models.find((one) => one.table === table.name)
  const fieldOf = (column: string) => model?.fields.find(({ name }) => columnName(model, name) === column)?.name ?? column
  const columns = table.columns.map(
    ({ name, storage, required, autoincrement }): CopyColumn => ({ field: fieldOf(name), name, storage, required, autoincrement }),
  )
  return { model: model?.name ?? table.name, name: table.name, columns, key: findKey(table, columns), foreignKeys: table.foreignKeys }
}

/** Prisma asks of every model for a key without nulls. */
function findKey({ primaryKey, indexes }: Table, columns: readonly CopyColumn[]): number[] {
  const keys = [primaryKey, ...indexes.filter(({ kind }) => kind === 'unique')]
  const places = keys.map((key) => key.columns.map(({ name }) => columns.findIndex((column) => column.name === name)))
  return places.find((key) => key.length > 0 && key.every((at) => columns[at]?.required)) ?? []
}

function orderTables(tables: readonly CopyTable[]): CopyTable[] {
  const ordered = new Set<CopyTable>()
  const entered = new Set<CopyTable>()
  const visit = (table: CopyTable) => {
    if (entered.has(table)) return
    entered.add(table)
    for (const { table: parent } of table.foreignKeys) for (const one of tables) if (one.name === parent) visit(one)
    ordered.add(table)
  }
  for (const table of tables) visit(table)
  return [...ordered]
}
