import type { PackList, ValueList } from '../../contract/value-list.js'

/**
 * The values themselves: the text of a statement may be longer than its list of arguments. A literal takes the column's
 * collation and type as an argument does; a table made of Json would not.
 */
export const packList: PackList = ({ values, type, negated }) => {
  const literals: string[] = []
  for (const value of values) {
    const literal = writeLiteral(value, type)
    if (literal === null) return null
    literals.push(literal)
  }
  return { sql: `${negated ? ' NOT' : ''} IN (${literals.join()})`, args: [], argTypes: [] }
}

/** Letters, digits and signs that mean nothing in a string of MySQL's. */
const PLAIN = /^[\w .:@+-]*$/
const NUMBER = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/

function writeLiteral(value: unknown, { scalarType }: ValueList['type']): string | null {
  if (value === null) return 'NULL'
  if (value instanceof Date) return writeText(writeDate(value))
  if (ArrayBuffer.isView(value)) return `X'${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}'`
  const text = String(value)
  switch (scalarType) {
    case 'int':
    case 'bigint':
    case 'decimal':
      return NUMBER.test(text) ? text : null
    case 'string':
    case 'uuid':
    case 'enum':
      return typeof value === 'string' ? writeText(value) : null
    case 'datetime':
      return writeText(writeDate(new Date(text)))
    case 'bytes':
      return `X'${Buffer.from(text, 'base64').toString('hex')}'`
    default:
      return null
  }
}

/** Whatever a text holds, nothing of it is read as SQL: it is written by its bytes. */
function writeText(text: string): string {
  return PLAIN.test(text) ? `'${text}'` : `_utf8mb4 X'${Buffer.from(text).toString('hex')}'`
}

function writeDate(date: Date): string {
  return date.toISOString().replace('T', ' ').replace('Z', '')
}
