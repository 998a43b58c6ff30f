import type { CopyValue, CopyValues } from '../../contract/copy.js'
import type { ScalarStorage, Storage } from '../../contract/storage.js'
import { type Check, checkDecimal, checkText, createCommonCheck } from '../canonical.js'
import { canonicalJson } from '../canonical-json.js'
import { decodeListValue, encodeListValue } from '../canonical-lists.js'
import { canonicalFloat, trimZeros } from '../canonical-numbers.js'

/** A value in the text form that PostgreSQL itself writes. */
type Read = (text: string) => string | Uint8Array

export const copyValues: CopyValues = {
  createReader(storage) {
    const read = createRead(storage)
    return read === null ? (value) => value as CopyValue : (value) => (value === null ? null : read(value as string))
  },
  createCheck,
}

function createRead(storage: Storage): Read | null {
  switch (storage.kind) {
    case 'text':
    case 'uuid':
    case 'enum':
    case 'int':
    case 'smallint':
    case 'bigint':
      return null
    case 'boolean':
      // As a value of a list it is written out.
      return (text) => (text.startsWith('t') ? 'true' : 'false')
    case 'float':
      return (text) => canonicalFloat(Number(text))
    case 'decimal':
      return (text) => trimZeros(text)
    case 'timestamp':
    case 'timestamptz':
      return readInstant
    case 'date':
      return readDate
    case 'time':
      return (text) => toMilliseconds(text)
    case 'json':
      return canonicalJson
    case 'bytes':
      return (text) => Buffer.from(text.slice('\\x'.length), 'hex')
    case 'list':
      return createListRead(storage.of)
  }
}

/** The texts of the values, as {@link selectColumn} asks for them. */
function createListRead(of: ScalarStorage): Read {
  const read = createRead(of)
  const decode = (text: unknown) => {
    // PostgreSQL keeps no number of dimensions with a column (https://www.postgresql.org/docs/17/arrays.html#ARRAYS-DECLARATION).
    if (typeof text !== 'string') throw new Error('holds lists, and the schema asks for one list')
    return encodeListValue(of, read === null ? text : read(text))
  }
  return (list) => JSON.stringify((JSON.parse(list) as unknown[]).map((text) => (text === null ? null : decode(text))))
}

/** What reads a column in a text form. */
export function selectColumn(quoted: string, { kind }: Storage): string {
  return kind === 'list' ? `to_json(${quoted}::text[])` : quoted
}

const INSTANT = /^(\d{4,})-(\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)(?:\+00)?( BC)?$/

const DAY = 'YYYY-MM-DD'.length
const PLAIN = 'YYYY-MM-DD hh:mm:ss'.length

function readInstant(text: string): string {
  // Nearly all are so, and a regular expression takes three times as long.
  if (text.length === PLAIN) return `${text.slice(0, DAY)}T${text.slice(DAY + 1)}.000Z`
  if (text.length === PLAIN + '.sss'.length && text[PLAIN] === '.') return `${text.slice(0, DAY)}T${text.slice(DAY + 1)}Z`
  const [, year, day, time, era] = INSTANT.exec(text) ?? []
  if (year === undefined || day === undefined || time === undefined) return text
  return `${toYear(year, era)}-${day}T${toMilliseconds(time)}Z`
}

function readDate(text: string): string {
  const [, year, day, era] = /^(\d{4,})-(\d\d-\d\d)( BC)?$/.exec(text) ?? []
  return year === undefined ? text : `${toYear(year, era)}-${day}`
}

/** As JavaScript writes it: there the year before 1 is 0. */
function toYear(digits: string, era: string | undefined): string {
  if (era === undefined) return digits.length === 4 ? digits : `+${digits.padStart(6, '0')}`
  const year = Number(digits) - 1
  return year === 0 ? '0000' : `-${String(year).padStart(6, '0')}`
}

function toMilliseconds(time: string): string {
  const [seconds = '', fraction = ''] = time.split('.')
  if (fraction.length > 3) throw new Error('is more precise than a millisecond, which the schema does not ask for')
  return `${seconds}.${fraction.padEnd(3, '0')}`
}

const FROM_YEAR = /^([-+])(\d{6})(-\d\d-\d\d)(.*)$/

/** A canonical value in the text form that PostgreSQL reads. */
export function createWriter(storage: Storage): (value: string | Uint8Array) => string {
  switch (storage.kind) {
    case 'bytes':
      return (value) => `\\x${toBuffer(value).toString('hex')}`
    case 'timestamp':
    case 'timestamptz':
    case 'date':
      return (value) => (PLAIN_YEAR.test(value as string) ? (value as string) : writeYear(value as string))
    case 'list': {
      const { of } = storage
      const write = createWriter(of)
      const element = (one: string | number | boolean | null) =>
        one === null ? 'NULL' : `"${write(decodeListValue(of, one)).replace(/["\\]/g, '\\$&')}"`
      return (value) => `{${(JSON.parse(value as string) as (string | number | boolean | null)[]).map(element).join(',')}}`
    }
    default:
      return (value) => value as string
  }
}

/** Those that PostgreSQL writes as JavaScript does. */
const PLAIN_YEAR = /^(?!0000)\d/

/** PostgreSQL's year before 1 is 1 BC. */
function writeYear(text: string): string {
  const [, sign, digits = '', day, rest] = FROM_YEAR.exec(text.startsWith('0000') ? `-00${text}` : text) ?? []
  if (sign === undefined) return text
  return sign === '+' ? `${Number(digits)}${day}${rest}` : `${String(Number(digits) + 1).padStart(4, '0')}${day}${rest} BC`
}

function toBuffer(value: string | Uint8Array): Buffer {
  return typeof value === 'string' ? Buffer.from(value) : Buffer.from(value.buffer, value.byteOffset, value.byteLength)
}

function createCheck(storage: Storage): Check | null {
  switch (storage.kind) {
    case 'text':
      return (value) => checkText(value as string, storage.length) ?? checkNul(value as string)
    case 'decimal':
      return (value) => (value === 'NaN' ? null : checkDecimal(value as string, storage))
    default:
      return createCommonCheck(storage, createCheck)
  }
}

function checkNul(text: string): string | null {
  return text.includes('\0') ? 'holds U+0000, which PostgreSQL cannot store' : null
}
