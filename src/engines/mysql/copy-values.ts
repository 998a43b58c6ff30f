import type { CopyValues } from '../../contract/copy.js'
import type { Storage } from '../../contract/storage.js'
import { type Check, checkDecimal, checkText, createCommonCheck } from '../canonical.js'
import { canonicalJson } from '../canonical-json.js'
import { canonicalJsonList } from '../canonical-lists.js'
import { canonicalFloat, isExact, trimZeros } from '../canonical-numbers.js'
import { findNumbers } from '../json-scan.js'
import { quoteText } from './quote.js'

/** What the driver reads: of integers and doubles the number, of bytes a buffer, of all else the server's text. */
export type DriverValue = string | number | Buffer | null

export const copyValues: CopyValues = {
  createReader(storage) {
    const read = createRead(storage)
    return (value) => (value === null ? null : read(value as string))
  },
  createCheck,
}

/** Of texts; a number is read as its text would be, and bytes are what they are. */
function createRead(storage: Storage): (value: string) => string | Uint8Array {
  switch (storage.kind) {
    case 'int':
    case 'smallint':
    case 'bigint':
      return String
    case 'uuid':
      return (text) => text.toLowerCase()
    case 'boolean':
      return (value) => BOOLEANS[value] ?? refuse(`is ${value}, and the schema asks for a boolean`)
    case 'float':
      return (value) => canonicalFloat(Number(value))
    case 'decimal':
      return trimZeros
    case 'timestamp':
    case 'timestamptz':
      return readInstant
    case 'date':
      return readDay
    case 'time':
      return (text) => (TIME_OF_DAY.test(text) ? toMilliseconds(text) : refuse(`is ${text}, which is no time of a day`))
    case 'json':
      return canonicalJson
    case 'list':
      return (text) => canonicalJsonList(storage.of, text)
    default:
      return (value) => value
  }
}

const BOOLEANS: Readonly<Record<string, string>> = { '0': 'false', '1': 'true' }
const DAY = 'YYYY-MM-DD'.length
const MILLISECONDS = 'YYYY-MM-DD hh:mm:ss.sss'.length
const TIME_OF_DAY = /^([01]\d|2[0-3]):/

function refuse(reason: string): never {
  throw new Error(reason)
}

/** A server without `NO_ZERO_DATE` keeps days that there are none. */
function readDay(text: string): string {
  return text.includes('-00') || text.startsWith('0000') ? refuse(`is ${text}, which is no day`) : text
}

function readInstant(text: string): string {
  const day = readDay(text.slice(0, DAY))
  // Nearly all are so.
  return text.length === MILLISECONDS ? `${day}T${text.slice(DAY + 1)}Z` : `${day}T${toMilliseconds(text.slice(DAY + 1))}Z`
}

function toMilliseconds(time: string): string {
  const [seconds = '', fraction = ''] = time.split('.')
  if (fraction.length > 3 && /[^0]/.test(fraction.slice(3))) refuse('is more precise than a millisecond, which the schema does not ask for')
  return `${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}`
}

/** A canonical value as SQL. */
export function createWriter(storage: Storage): (value: string | Uint8Array) => string {
  switch (storage.kind) {
    case 'boolean':
      return (value) => (value === 'true' ? '1' : '0')
    case 'int':
    case 'smallint':
    case 'bigint':
    case 'decimal':
      return (value) => value as string
    case 'float':
      // With an exponent it is a double and no decimal.
      return (value) => ((value as string).includes('e') ? (value as string) : `${value}e0`)
    case 'timestamp':
    case 'timestamptz':
      return (value) => `'${(value as string).slice(0, DAY)} ${(value as string).slice(DAY + 1, -1)}'`
    case 'bytes':
      return (value) => `x'${toBuffer(value as Uint8Array).toString('hex')}'`
    default:
      return (value) => (SPECIAL.test(value as string) ? writeText(value as string) : `'${value}'`)
  }
}

const SPECIAL = /['\\\0]/

function writeText(text: string): string {
  return quoteText(text).replaceAll('\0', '\\0')
}

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function createCheck(storage: Storage): Check | null {
  switch (storage.kind) {
    case 'text':
      return (value) => checkText(value as string, storage.length)
    case 'enum':
      // The server may take one for another that differs in case alone.
      return (value) => (storage.values.includes(value as string) ? null : `is ${value}, which is none of its values`)
    case 'float':
      return (value) => (Number.isFinite(Number(value)) ? null : `is ${value}, which MySQL cannot store`)
    case 'decimal':
      return (value) => (value === 'NaN' ? 'is NaN, which MySQL cannot store' : checkDecimal(value as string, storage))
    case 'timestamp':
    case 'timestamptz':
    case 'date':
      // https://dev.mysql.com/doc/refman/8.4/en/datetime.html; its driver reads the year 1 as 2001.
      return (value) => (/^[1-9]\d{3}-/.test(value as string) ? null : `is ${value}, and MySQL's years go from 1000 to 9999`)
    case 'time':
      return (value) => ((value as string) < '24' ? null : `is ${value}, which is no time of a day on MySQL`)
    case 'json':
      return (value) => checkNumbers(value as string)
    default:
      return createCommonCheck(storage, createCheck)
  }
}

/** MySQL keeps whole numbers of 64 bits and doubles within Json. */
function checkNumbers(json: string): string | null {
  const inexact = findNumbers(json).find((text) => !isExact(text))
  return inexact === undefined ? null : `holds the number ${inexact}, of which MySQL's Json would keep a part`
}
