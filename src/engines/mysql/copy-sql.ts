import type { CopyCursor, CopyKey, CopyRow, CopyTable } from '../../contract/copy.js'
import type { Storage } from '../../contract/storage.js'
import { createWriter } from './copy-values.js'
import { quote, quoteText } from './quote.js'

export function selectPage(table: CopyTable, after: CopyCursor | null, limit: number): string {
  return `${selectRows(table)}${after === null ? '' : ` WHERE ${isAfter(table, after)}`} ORDER BY ${keyColumns(table)} LIMIT ${limit}`
}

export function selectByKeys(table: CopyTable, keys: readonly CopyKey[]): string {
  return `${selectRows(table)} WHERE ${isOneOf(table, keys)}`
}

export function isOneOf(table: CopyTable, keys: readonly CopyKey[]): string {
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
function isAfter(table: CopyTable, after: CopyCursor): string {
  const names = keyNames(table)
  const values = after.map((value, index) => writeDriverValue(table.columns[table.key[index] as number]?.storage, value))
  const steps = names.map((name, at) => {
    const same = names.slice(0, at).map((before, index) => `${before} = ${values[index]}`)
    return `(${[...same, `${name} > ${values[at]}`].join(' AND ')})`
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

function writeKey({ key, columns }: CopyTable, values: CopyKey): string[] {
  return key.map((at, index) => {
    const [storage, value = null] = [columns[at]?.storage, values[index]]
    return storage === undefined || value === null ? 'NULL' : createWriter(storage)(value)
  })
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
