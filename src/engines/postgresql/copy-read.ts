import type { Readable } from 'node:stream'
import type { CopyCursor, CopyTable, DriverRow } from '../../contract/copy.js'
import { readWholeLines } from '../whole-lines.js'
import { selectColumn } from './copy-values.js'
import { quote, quoteText } from './quote.js'

/** Rows of `COPY … TO STDOUT` in its text format: https://www.postgresql.org/docs/current/sql-copy.html#SQL-COPY-FILE-FORMATS */
export async function* parseRows(stream: Readable): AsyncIterable<readonly DriverRow[]> {
  for await (const lines of readWholeLines(stream as AsyncIterable<Buffer>)) yield lines.split('\n').map(parseRow)
}

function parseRow(line: string): DriverRow {
  const fields: (string | null)[] = line.split('\t')
  if (line.includes('\\')) for (let at = 0; at < fields.length; at += 1) fields[at] = unescapeField(fields[at] as string)
  return fields
}

const CONTROLS: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }

function unescapeField(field: string): string | null {
  if (field === '\\N') return null
  let text = ''
  let from = 0
  for (let at = field.indexOf('\\'); at >= 0; at = field.indexOf('\\', from)) {
    const character = field[at + 1] as string
    text += field.slice(from, at) + (CONTROLS[character] ?? character)
    from = at + 2
  }
  return from === 0 ? field : text + field.slice(from)
}

export function selectPage(schema: string, table: CopyTable, after: CopyCursor | null, limit: number): string {
  const key = keyColumns(table)
  const where = after === null ? '' : ` WHERE (${key}) > ${writeKey(after)}`
  return `SELECT ${selectColumns(table)} FROM ${tableName(schema, table)}${where} ORDER BY ${key} LIMIT ${limit}`
}

export function selectByKeys(schema: string, table: CopyTable, keys: readonly CopyCursor[]): string {
  return `SELECT ${selectColumns(table)} FROM ${tableName(schema, table)} WHERE ${isOneOf(table, keys)}`
}

export function isOneOf(table: CopyTable, keys: readonly CopyCursor[]): string {
  return `(${keyColumns(table)}) IN (${keys.map(writeKey).join(', ')})`
}

export function tableName(schema: string, { name }: Pick<CopyTable, 'name'>): string {
  return `${quote(schema)}.${quote(name)}`
}

function selectColumns({ columns }: CopyTable): string {
  return columns.map(({ name, storage }) => selectColumn(quote(name), storage)).join(', ')
}

function keyColumns({ key, columns }: CopyTable): string {
  return key.map((at) => quote(columns[at]?.name ?? '')).join(', ')
}

/** The server gives each the type of its column. */
function writeKey(values: CopyCursor): string {
  return `(${values.map((value) => quoteText(String(value))).join(', ')})`
}
