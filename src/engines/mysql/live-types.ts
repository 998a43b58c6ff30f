import type { ColumnDefault } from '../../contract/tables.js'
import type { MySqlType } from './diff/types.js'

/** A column's type and default as the server tells them. */
export interface ToldColumn {
  /** `varchar(191)`, `int unsigned`, `enum('a','b')`. */
  readonly type: string
  readonly value: string | null
  /** True where the default is an expression; MariaDB does not say. */
  readonly calculated: boolean
  /** MariaDB keeps Json as a text with a check. */
  readonly isJson: boolean
  readonly isMariaDb: boolean
}

/** Names as a native type attribute has them. */
const NAMES: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'TinyInt SmallInt MediumInt Int BigInt Decimal Float Double Bit Char VarChar Binary VarBinary TinyText Text MediumText LongText',
    'TinyBlob Blob MediumBlob LongBlob Date Time DateTime Timestamp Year Json',
  ]
    .join(' ')
    .split(' ')
    .map((name) => [name.toLowerCase(), name]),
)
/** What stands in parentheses behind other types is the width of a display, or nothing. */
const SIZED = new Set(['Decimal', 'Bit', 'Char', 'VarChar', 'Binary', 'VarBinary', 'Time', 'DateTime', 'Timestamp'])

export function readType({ type, isJson }: ToldColumn): MySqlType {
  if (isJson) return { kind: 'native', name: 'Json', args: [], boolean: false }
  if (/^enum\(/i.test(type)) return { kind: 'enum', type: '', values: readValues(type) }
  const [, word = '', args, unsigned] = /^(\w+)(?:\(([\d,]+)\))?( unsigned)?$/i.exec(type) ?? []
  const name = NAMES[word.toLowerCase()]
  if (name === undefined) return { kind: 'unsupported', sql: type }
  const numbers = args === undefined ? [] : args.split(',').map(Number)
  return {
    kind: 'native',
    name: unsigned === undefined ? name : `Unsigned${name}`,
    args: readSizes(name, numbers),
    boolean: name === 'TinyInt' && unsigned === undefined && numbers[0] === 1,
  }
}

/** A time without digits of a second has none of them; the words of a default follow the type. */
function readSizes(name: string, numbers: readonly number[]): readonly number[] {
  if (numbers.length === 0 && /^(?:Time|DateTime|Timestamp)$/.test(name)) return [0]
  return SIZED.has(name) ? numbers : []
}

function readValues(type: string): string[] {
  return [...type.matchAll(/'((?:[^']|'')*)'/g)].map(([, value = '']) => value.replaceAll("''", "'"))
}

export function readDefault(column: ToldColumn, type: MySqlType): ColumnDefault | null {
  const told = column.isMariaDb ? readMariaDb(column.value) : readMySql(column)
  if (told === null) return null
  return told.kind === 'text' ? readLiteral(told.value, type) : readExpression(told.value, type)
}

interface Told {
  readonly kind: 'text' | 'expression'
  readonly value: string
}

/** MariaDB tells SQL. */
function readMariaDb(value: string | null): Told | null {
  if (value === null || value === 'NULL') return null
  const [, text] = /^'((?:[^'\\]|''|\\[\s\S])*)'$/.exec(value) ?? []
  if (text !== undefined) return { kind: 'text', value: unescapeText(text) }
  return { kind: /^-?[\d.]+(?:e[+-]?\d+)?$/i.test(value) ? 'text' : 'expression', value }
}

/** MySQL tells the value, or an expression in which it escapes the quotes once more. */
function readMySql({ value, calculated }: ToldColumn): Told | null {
  if (value === null) return null
  if (!calculated) return { kind: 'text', value }
  const sql = value.replace(/\\([\s\S])/g, '$1')
  const [, text] = /^_\w+'((?:[^'\\]|''|\\[\s\S])*)'$/.exec(sql) ?? []
  return text === undefined ? { kind: 'expression', value: sql } : { kind: 'text', value: unescapeText(text) }
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '0': '\0', Z: '\x1A', b: '\b' }

function unescapeText(text: string): string {
  return text.replaceAll("''", "'").replace(/\\([\s\S])/g, (_, sign: string) => ESCAPES[sign] ?? sign)
}

function readLiteral(value: string, type: MySqlType): ColumnDefault {
  if (type.kind === 'enum') return { kind: 'enum', value }
  if (type.kind === 'unsupported') return { kind: 'string', value }
  if (type.boolean) return { kind: 'boolean', value: value === '0' ? 'false' : 'true' }
  if (type.name === 'Json') return { kind: 'json', value }
  if (/Int$|^Decimal$|^Float$|^Double$|^Year$/.test(type.name)) return { kind: 'number', value }
  if (['DateTime', 'Timestamp'].includes(type.name) && /^\d{4}-\d\d-\d\d \d\d:/.test(value)) {
    return { kind: 'instant', value: new Date(`${value.replace(' ', 'T')}Z`).toISOString() }
  }
  return { kind: 'string', value }
}

function readExpression(value: string, type: MySqlType): ColumnDefault {
  if (/^(?:current_timestamp|now)\b/i.test(value)) return { kind: 'now' }
  const [, one, other] = /^(?:0x([0-9a-f]*)|x'([0-9a-f]*)')$/i.exec(value) ?? []
  const hex = one ?? other
  const isBytes = type.kind === 'native' && /Blob$|Binary$/.test(type.name)
  if (hex !== undefined && isBytes) return { kind: 'bytes', value: Buffer.from(hex, 'hex').toString('base64') }
  return { kind: 'sql', value }
}

/** A decimal as its column keeps it, in units of its last digit: halves go away from zero. */
function round(text: string, scale: number): string {
  const [, sign = '', whole = '', fraction = ''] = /^([+-]?)(\d*)\.?(\d*)$/.exec(text.trim()) ?? []
  const units = BigInt(`${whole}${fraction.padEnd(scale, '0').slice(0, scale)}` || '0') + (Number(fraction[scale] ?? '0') >= 5 ? 1n : 0n)
  return units === 0n ? '0' : `${sign === '-' ? '-' : ''}${units}`
}

/** MariaDB's catalog knows no character of four bytes, and tells a question mark for each byte; MySQL's tells an expression byte by byte. */
export function isToldAs(told: string, text: string): boolean {
  const bytes = () => Buffer.from(text).toString('latin1')
  return told === text || told === text.replace(/[\u{10000}-\u{10FFFF}]/gu, '????') || told === bytes()
}

/** True where two defaults are one, whatever words a server has for an expression. */
export function isSameDefault(live: ColumnDefault | null, wanted: ColumnDefault | null, type: MySqlType): boolean {
  if (live === null || wanted === null) return live === wanted
  if (live.kind === 'number' && wanted.kind === 'number' && type.kind === 'native' && type.name === 'Decimal') {
    return round(live.value, type.args[1] ?? 0) === round(wanted.value, type.args[1] ?? 0)
  }
  if (live.kind === 'instant' && wanted.kind === 'instant') return new Date(live.value).getTime() === new Date(wanted.value).getTime()
  if (live.kind === wanted.kind && 'value' in live && 'value' in wanted && isToldAs(live.value ?? '', wanted.value ?? '')) return true
  if (wanted.kind !== 'sql' || !('value' in live)) return false
  const simplify = (sql: string | null) => (sql ?? '').replace(/\b_utf8mb[34](?=')|[\s()`]/g, '').toLowerCase()
  return simplify(live.value) === simplify(wanted.value) || simplify(live.value) === simplify(wanted.value).replace(/^'|'$/g, '')
}
