import type { Column, Table } from '../contract/tables.js'

/** A line `"name" definition` of a `CREATE TABLE` as Prisma's schema engine prints it. */
export interface ColumnLine {
  readonly table: Table
  readonly column: Column
  /** What follows the name: type, nullability, default. */
  readonly definition: string
}

/**
 * Rewrites the column definitions in `CREATE TABLE` statements and leaves everything else as it is.
 *
 * @throws {Error} when a column of the model is not found in the script: Prisma would have changed its
 *   output, and a collation or a check would be lost in silence
 */
export function amendColumns(script: string, tables: readonly Table[], amend: (line: ColumnLine) => string): string {
  const missing = new Set(tables.flatMap((table) => table.columns.map((column) => `${table.name}.${column.name}`)))
  let table: Table | undefined
  const lines = script.split('\n').map((line) => {
    const start = /^CREATE TABLE "(.+)" \($/.exec(line)
    if (start !== null) table = tables.find(({ name }) => name === start[1])
    if (line === ');') table = undefined
    const [, indent = '', name, definition = '', comma = ''] = /^(\s+)"([^"]+)" (.*?)(,?)$/.exec(line) ?? []
    const column = table?.columns.find((candidate) => candidate.name === name)
    if (table === undefined || column === undefined) return line
    missing.delete(`${table.name}.${column.name}`)
    return `${indent}"${name}" ${amend({ table, column, definition })}${comma}`
  })
  if (missing.size > 0) throw new Error(`The schema engine's SQL does not name ${[...missing].join(', ')} as expected.`)
  return lines.join('\n')
}
