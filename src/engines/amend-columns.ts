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
  const written = script.split('\n')
  const lines: string[] = []
  for (let first = written.shift(); first !== undefined; first = written.shift()) {
    const start = /^CREATE TABLE "(.+)" \($/.exec(first)
    if (start !== null) table = tables.find(({ name }) => name === start[1])
    if (first === ');') table = undefined
    const name = /^\s+"([^"]+)" /.exec(first)?.[1]
    const column = table?.columns.find((candidate) => candidate.name === name)
    const line = [first, ...written.splice(0, column === undefined ? 0 : countBreaks(column))].join('\n')
    const [, indent = '', definition = '', comma = ''] = /^(\s+)"[^"]+" ([\s\S]*?)(,?)$/.exec(line) ?? []
    if (table === undefined || column === undefined) {
      lines.push(line)
      continue
    }
    missing.delete(`${table.name}.${column.name}`)
    lines.push(`${indent}"${name}" ${amend({ table, column, definition })}${comma}`)
  }
  if (missing.size > 0) throw new Error(`The schema engine's SQL does not name ${[...missing].join(', ')} as expected.`)
  return lines.join('\n')
}

/** A default may have several lines, and what they look like tells nothing. */
function countBreaks({ default: value }: Column): number {
  return value !== null && 'value' in value ? (value.value?.split('\n').length ?? 1) - 1 : 0
}
