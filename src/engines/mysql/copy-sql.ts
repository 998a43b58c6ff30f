import type { CopyCursor, CopyRow, CopyTable } from '../../contract/copy.js'
import type { Storage } from '../../contract/storage.js'
import { createWriter } from './copy-values.js'
import { quote, quoteText } from './quote.js'

export function selectPage(table: CopyTable, after: CopyCursor | null, limit: number, enums: Enums): string {
  const where = after === null ? '' : ` WHERE ${isAfter(table, after, enums)}`
  return `${selectRows(table)}${where} ORDER BY ${keyColumns(table)} LIMIT ${limit}`
}

/** Of each column that the server keeps as an ENUM its values as SQL, in its order. */
export type Enums = ReadonlyMap<string, readonly string[]>

export function selectEnums({ name }: CopyTable): string {
  return `SELECT column_name, column_type FROM information_schema.columns
    WHERE table_schema = DATABASE() AND table_name = ${quoteText(name)} AND data_type = 'enum'`
}

/** The server tells a type as it would stand in SQL: `enum('a','it''s')`. */
export function parseEnums(rows: readonly (readonly unknown[])[]): Enums {
  const found = rows as readonly (readonly [string, string])[]
  return new Map(found.map(([column, type]) => [column, type.match(/'(?:[^'\\]|''|\\.)*'/gs) ?? []]))
}

/** An ENUM is sorted by the places of its values and compared by their texts (https://dev.mysql.com/doc/refman/8.4/en/enum.html#enum-sorting). */
function isLaterValue(name: string, value: CopyCursor[number], values: readonly string[]): string {
  // What is none of them stands before all, and reads as an empty text.
  const at = values.indexOf(quoteText(String(value)).replace(/[\n\r\0]/g, (character) => ESCAPES[character] ?? ''))
  if (at < 0 && value !== '') throw new Error(`${value} is none of the values of the column ${name}, by which its table is read.`)
  const later = values.slice(at + 1)
  return later.length === 0 ? 'FALSE' : `${name} IN (${later.join(', ')})`
}

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\0': '\\0' }

export function selectByKeys(table: CopyTable, keys: readonly CopyCursor[]): string {
  return `${selectRows(table)} WHERE ${isOneOf(table, keys)}`
}

export function isOneOf(table: CopyTable, keys: readonly CopyCursor[]): string {
  return `(${keyColumns(table)}) IN (${keys.map((key) => `(${writeKey(table, key).join(', ')})`).join(', ')})`
}

function keyColumns(table: CopyTable): string {
  return keyNames(table).join(', ')
}

function keyNames({ key, columns }: CopyTable): string[] {
  return key.map((at) => quote(columns[at]?.name ?? ''))
}

function selectRows({ name, columns }: CopyTable): string {
  return `SELECT ${columns.map((column) => quote(column.name)).join(', ')} FROM ${quote(name)}`
}

/** `(a > 1) OR (a = 1 AND b > 2)`: the servers use no index for `(a, b) > (1, 2)`. */
function isAfter(table: CopyTable, after: CopyCursor, enums: Enums): string {
  const names = keyNames(table)
  const values = writeKey(table, after)
  const steps = names.map((name, at) => {
    const same = names.slice(0, at).map((before, index) => `${before} = ${values[index]}`)
    const members = enums.get(table.columns[table.key[at] as number]?.name ?? '')
    const isLater = members === undefined ? `${name} > ${values[at]}` : isLaterValue(name, after[at] ?? '', members)
    return `(${[...same, isLater].join(' AND ')})`
  })
  return steps.join(' OR ')
}

/** A value as the driver gave it. A number in quotes would be compared as a double. */
function writeDriverValue(storage: Storage | undefined, value: CopyCursor[number]): string {
  if (value instanceof Uint8Array) return `x'${Buffer.from(value).toString('hex')}'`
  if (storage?.kind === 'float') return createWriter(storage)(String(value))
  const isNumber = typeof value !== 'string' || storage?.kind === 'bigint' || storage?.kind === 'decimal'
  return isNumber ? String(value) : quoteText(value)
}

function writeKey({ key, columns }: CopyTable, values: CopyCursor): string[] {
  return values.map((value, index) => writeDriverValue(columns[key[index] as number]?.storage, value))
}

/** Characters of a statement: short ones are the fastest. */
const PORTION = 2 ** 16

/** A row that no statement can bring. */
export class RowTooLargeError extends Error {
  override readonly name = 'RowTooLargeError'
}

/** @param limit bytes that the server takes at once */
export function* insertRows({ name, columns }: CopyTable, rows: readonly CopyRow[], limit: number): Iterable<string> {
  const writers = columns.map(({ storage }) => createWriter(storage))
  const head = `INSERT INTO ${quote(name)} (${columns.map((column) => quote(column.name)).join(', ')}) VALUES `
  let text = ''
  for (const row of rows) {
    let values = ''
    for (let at = 0; at < writers.length; at += 1) {
      const value = row[at] as string | Uint8Array | null
      values += `${at === 0 ? '(' : ', '}${value === null ? 'NULL' : (writers[at] as (value: string | Uint8Array) => string)(value)}`
    }
    values += ')'
    if (values.length > PORTION && head.length + Buffer.byteLength(values) >= limit) {
      throw new RowTooLargeError(`The row is larger than max_allowed_packet of the server, which is ${limit} bytes.`)
    }
    if (text !== '' && text.length + values.length > PORTION) {
      yield text
      text = ''
    }
    text += text === '' ? head + values : `, ${values}`
  }
  if (text !== '') yield text
}
