import type { CopyCursor, CopyTable } from '../../contract/copy.js'
import type { DriverValue } from './convert.js'
import { writeFloat } from './copy-values.js'

export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

export function keyColumns({ key, columns }: CopyTable): string {
  return key.map((at) => quote(columns[at]?.name ?? '')).join(', ')
}

export function placeholders(count: number): string {
  return `(${Array(count).fill('?').join(', ')})`
}

/** Values as the driver gave them, for it to take. */
export function cursorArguments(cursor: CopyCursor): DriverValue[] {
  return cursor.map((value) => (typeof value === 'number' ? writeFloat(value) : value))
}

/** Behind the columns: 1 where a text of the row holds U+0000, at which the driver ends it, 2 where one of its key does, and null else. */
export function selectRows(table: CopyTable, where: string): string {
  const names = table.columns.map(({ name }) => quote(name))
  // The checks of other columns let no such text in.
  const texts = table.columns.flatMap(({ storage: { kind } }, at) => (kind === 'text' ? [at] : []))
  const holdNul = (places: readonly number[]) => places.map((at) => `instr(${names[at]}, char(0))`).join(' OR ') || 'false'
  const inKey = holdNul(texts.filter((at) => table.key.includes(at)))
  const nul = `CASE WHEN ${inKey} THEN 2 WHEN ${holdNul(texts)} THEN 1 END`
  return `SELECT ${[...names, nul].join(', ')} FROM ${quote(table.name)} ${where}`
}

/** A row whose texts come as their bytes. */
export function selectExactly(table: CopyTable): string {
  const exact = textColumns(table)
  const columns = table.columns.map(({ name }, at) =>
    exact.includes(at) ? `CASE typeof(${quote(name)}) WHEN 'text' THEN CAST(${quote(name)} AS BLOB) ELSE ${quote(name)} END` : quote(name),
  )
  const types = exact.map((at) => `typeof(${quote(table.columns[at]?.name ?? '')}) = 'text'`)
  return `SELECT ${[...columns, ...types].join(', ')} FROM ${quote(table.name)} WHERE (${keyColumns(table)}) = ${placeholders(table.key.length)}`
}

/** The rows that come after a key, or the first ones, in its order; the last argument is how many. */
export function page(table: CopyTable, isFirst: boolean): string {
  const key = keyColumns(table)
  return `${isFirst ? '' : `WHERE (${key}) > ${placeholders(table.key.length)} `}ORDER BY ${key} LIMIT ?`
}

/** How many bytes the long values of a page's rows have. */
export function sumLong(table: CopyTable, where: string): string {
  return `SELECT coalesce(sum(size), 0) FROM (${selectSizes(table, where)})`
}

/** How many of a page's rows there are until their long values have `size` bytes. */
export function countFitting(table: CopyTable, where: string, size: number): string {
  const totals = `SELECT sum(size) OVER (ROWS UNBOUNDED PRECEDING) AS total FROM (${selectSizes(table, where)})`
  return `SELECT count(*) FROM (${totals}) WHERE total <= ${size}`
}

function selectSizes(table: CopyTable, where: string): string {
  const lengths = table.columns.filter(isLong).map(({ name }) => `coalesce(octet_length(${quote(name)}), 0)`)
  return `SELECT ${lengths.join(' + ')} AS size FROM ${quote(table.name)} ${where}`
}

/** Whether no value of a row is longer than the schema says. */
export function isBounded({ columns }: CopyTable): boolean {
  return !columns.some(isLong)
}

function isLong({ storage }: CopyTable['columns'][number]): boolean {
  return UNBOUNDED.has(storage.kind) || (storage.kind === 'text' && (storage.length ?? LONG) >= LONG)
}

const UNBOUNDED: ReadonlySet<string> = new Set(['json', 'list', 'bytes'])
const LONG = 1_000

/** Columns whose texts are anybody's. */
export function textColumns({ columns }: CopyTable): number[] {
  return columns.flatMap(({ storage: { kind } }, at) => (['text', 'json', 'list'].includes(kind) ? [at] : []))
}
