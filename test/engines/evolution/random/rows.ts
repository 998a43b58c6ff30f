import type { Table } from '../../../../src/contract/tables.js'
import type { SchemaPair } from './pair.js'
import { ANY, castValue, defaultValue, makeValue, type Value } from './values.js'

export type Row = Readonly<Record<string, Value>>
/** By table. */
export type Rows = ReadonlyMap<string, readonly Row[]>

/** Tables in the order in which rows can be inserted. */
export function sortTables(tables: readonly Table[]): Table[] {
  const sorted: Table[] = []
  const add = (table: Table): void => {
    if (sorted.includes(table)) return
    for (const key of table.foreignKeys) {
      const target = tables.find(({ name }) => name === key.table)
      if (target !== undefined && target !== table) add(target)
    }
    sorted.push(table)
  }
  for (const table of tables) add(table)
  return sorted
}

/** A row for a table, referring to the newest of the tables that it refers to; null where there is none. Of an id that counts no value. */
export function makeRow(table: Table, rows: Rows, number: number): Row | null {
  const row: Record<string, Value> = {}
  for (const column of table.columns) {
    const empty = !column.required && number % 3 === 0
    if (!column.autoincrement) row[column.name] = empty ? null : makeValue(column.storage, number)
  }
  for (const key of table.foreignKeys) {
    const target = rows.get(key.table)?.at(-1)
    const optional = key.columns.some((name) => table.columns.some((column) => column.name === name && !column.required))
    if (target === undefined && !optional) return null
    key.columns.forEach((name, at) => {
      row[name] = target === undefined || (optional && number % 3 === 0) ? null : (target[key.references[at] ?? ''] ?? null)
    })
  }
  return row
}

/** What becomes of rows, as every engine should do it. */
export function moveRows(
  rows: Rows,
  before: readonly Table[],
  after: readonly Table[],
  pair: SchemaPair,
  fills: ReadonlyMap<string, Value>,
): Rows {
  return new Map(
    after.map((table): [string, Row[]] => {
      const former = before.find(({ name }) => name === pair.formerTable(table.name))
      const moved = (former === undefined ? [] : (rows.get(former.name) ?? [])).map((row) => {
        const values = table.columns.map((column): [string, Value] => {
          const source = former?.columns.find(({ name }) => name === pair.formerColumn(table.name, column.name))
          const filled = fills.get(JSON.stringify([table.name, column.name]))
          if (source === undefined) return [column.name, filled ?? defaultValue(column)]
          const value = castValue(row[source.name] ?? null, column.storage)
          return [column.name, value === null && column.required ? defaultValue(column) : value]
        })
        return Object.fromEntries(values)
      })
      return [table.name, moved]
    }),
  )
}

/** True where the rows may stand in the tables. */
export function canStand(rows: Rows, tables: readonly Table[]): boolean {
  return tables.every((table) => {
    const own = rows.get(table.name) ?? []
    const valid = table.columns.every(({ name, storage, required, autoincrement }) =>
      own.every((row) => {
        const value = row[name] ?? null
        if (value === null) return !required || autoincrement
        if (storage.kind === 'text' && storage.length !== null) return String(value).length <= storage.length
        if (storage.kind === 'enum') return storage.values.includes(String(value))
        return storage.kind !== 'uuid' || value !== ANY
      }),
    )
    const uniques = [table.primaryKey, ...table.indexes.filter(({ kind }) => kind === 'unique')]
    const distinct = uniques.every(({ columns }) => {
      const keys = own.map((row) => columns.map(({ name }) => row[name] ?? null)).filter((values) => !values.includes(null))
      return new Set(keys.map((values) => JSON.stringify(values).toLowerCase())).size === keys.length
    })
    const referring = table.foreignKeys.every((key) => {
      const targets = (rows.get(key.table) ?? []).map((row) => JSON.stringify(key.references.map((name) => row[name] ?? null)))
      return own.every((row) => {
        const values = key.columns.map((name) => row[name] ?? null)
        return values.includes(null) || targets.includes(JSON.stringify(values))
      })
    })
    return valid && distinct && referring
  })
}
