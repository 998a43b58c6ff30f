import type { Column, ColumnDefault } from '../../../contract/tables.js'
import { quoteText } from '../quote.js'
import type { Style } from './style.js'
import { isUnbounded, type MySqlType, precisionOf } from './types.js'

type MySqlColumn = Column<MySqlType>

/** Digits of a second where a type does not state them and a default must. */
const DEFAULT_PRECISION = 3

/** The default that the database knows of. Prisma writes none for Json and Bytes. */
export function storedDefault({ default: value, storage }: MySqlColumn, style: Style): ColumnDefault | null {
  if (value === null || (value.kind === 'sql' && value.value === null)) return null
  if (style === 'refract') return value
  const json = storage.kind === 'native' && storage.name === 'Json'
  return json || value.kind === 'json' || value.kind === 'bytes' ? null : value
}

export function sameDefault(before: MySqlColumn, after: MySqlColumn, style: Style): boolean {
  // `dbgenerated()` leaves what is there.
  if (after.default?.kind === 'sql' && after.default.value === null) return true
  const [old, next] = [storedDefault(before, style), storedDefault(after, style)]
  if (old === null || next === null) return old === next
  // Prisma does not compare a default that is an instant.
  if (style === 'prisma' && (old.kind === 'instant' || next.kind === 'instant')) return true
  if (old.kind === 'now' || next.kind === 'now') return old.kind === next.kind
  if (isText(old) && isText(next)) return old.value === next.value
  if (old.kind !== next.kind) return false
  if (old.kind === 'number') return normalizeNumber(old.value) === normalizeNumber(next.value ?? '')
  if (old.kind === 'sql') return old.value?.toLowerCase() === next.value?.toLowerCase()
  return old.value === next.value
}

function isText(value: ColumnDefault): boolean {
  return value.kind === 'string' || value.kind === 'enum'
}

/** `0.50` and `0.5` are one default. */
function normalizeNumber(text: string): string {
  const [, sign = '', whole = '', fraction = ''] = /^([+-]?)0*(\d*)(?:\.(\d*?)0*)?$/.exec(text.trim()) ?? []
  return whole === '' && fraction === '' ? '0' : `${sign === '-' ? '-' : ''}${whole || '0'}.${fraction}`
}

/** What follows DEFAULT, or null for nothing. */
export function defaultSql(column: MySqlColumn, style: Style): string | null {
  const value = storedDefault(column, style)
  if (value === null) return null
  // MySQL takes a default for unbounded text, bytes and Json only as an expression; MariaDB takes both.
  const literal = (sql: string) => (style === 'refract' && isUnbounded(column.storage) ? `(${sql})` : sql)
  switch (value.kind) {
    case 'now':
      return `CURRENT_TIMESTAMP(${precisionOf(column.storage) ?? DEFAULT_PRECISION})`
    case 'boolean':
    case 'number':
      return value.value
    case 'sql':
      return value.value
    case 'bytes':
      return literal(`0x${Buffer.from(value.value, 'base64').toString('hex')}`)
    case 'instant':
      return instantSql(value.value, style)
    case 'json':
    case 'enum':
    case 'string':
      // Prisma does not double backslashes, which MySQL then takes for an escape.
      return literal(style === 'refract' ? quoteText(value.value) : `'${value.value.replaceAll("'", "''")}'`)
  }
}

function instantSql(value: string, style: Style): string {
  const instant = new Date(value).toISOString()
  if (style === 'refract') return `'${instant.slice(0, -1).replace('T', ' ')}'`
  return `'${value.replace(/Z$/, '+00:00')}'`
}
