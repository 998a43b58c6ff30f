import type { CopyValues } from '../../contract/copy.js'
import { trimDecimal } from '../../contract/lists.js'
import type { Storage, StorageOf } from '../../contract/storage.js'
import { type Check, checkDecimal, checkText, createCommonCheck } from '../canonical.js'
import { canonicalJson } from '../canonical-json.js'
import { canonicalJsonList } from '../canonical-lists.js'
import { canonicalFloat, isExact, trimZeros } from '../canonical-numbers.js'
import type { DriverValue } from './convert.js'

/** A text by its bytes, where the driver's own text may not be all of it. */
export class ExactText {
  constructor(readonly bytes: Uint8Array) {}
}

type Stored = DriverValue | ExactText

export const copyValues: CopyValues = {
  createReader(storage) {
    const read = createRead(storage)
    return (value) => (value === null ? null : read(value as Stored))
  },
  createCheck,
}

function createRead(storage: Storage): (value: Stored) => string | Uint8Array {
  switch (storage.kind) {
    case 'text':
    case 'enum':
      return readText
    case 'uuid':
      return (value) => readText(value).toLowerCase()
    case 'boolean':
      return (value) => (value === 1n ? 'true' : value === 0n ? 'false' : refuse('boolean', value))
    case 'int':
    case 'smallint':
    case 'bigint':
      return (value) => (typeof value === 'bigint' ? value.toString() : refuse('integer', value))
    case 'float':
      return readFloat
    case 'decimal':
      return createDecimalReader(storage)
    case 'timestamp':
    case 'timestamptz':
      return readInstant
    case 'date':
      return readDay
    case 'time':
      return readTime
    case 'json':
      return (value) => canonicalJson(typeof value === 'bigint' || typeof value === 'number' ? String(value) : readText(value))
    case 'list':
      return (value) => canonicalJsonList(storage.of, readText(value))
    case 'bytes':
      return (value) => (value instanceof Uint8Array ? value : refuse('blob', value))
  }
}

function refuse(wanted: string, value: Stored): never {
  const found =
    typeof value === 'bigint'
      ? 'an integer'
      : typeof value === 'number'
        ? 'a real number'
        : value instanceof Uint8Array
          ? 'a blob'
          : 'a text'
  throw new Error(`is ${found}, and the schema asks for ${/^[aeiou]/.test(wanted) ? 'an' : 'a'} ${wanted}`)
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function readText(value: Stored): string {
  if (typeof value === 'string') return value
  if (!(value instanceof ExactText)) return refuse('text', value)
  try {
    return UTF8.decode(value.bytes)
  } catch {
    throw new Error('is a text whose bytes are no UTF-8')
  }
}

function readFloat(value: Stored): string {
  if (typeof value === 'number') return canonicalFloat(value)
  if (typeof value !== 'bigint') return refuse('number', value)
  // A column of type REAL makes a double of it by itself.
  if (BigInt(Number(value)) !== value) throw new Error(`is ${value}, which no float is`)
  return canonicalFloat(Number(value))
}

const NUMERIC = /^-?\d+(\.\d+)?$/
/** Up to here a power of ten is a double. */
const MOST_ZEROS = 22

function createDecimalReader({ scale }: StorageOf<'decimal'>): (value: Stored) => string {
  const unit = scale > MOST_ZEROS ? Number.NaN : 10 ** scale
  return (value) => {
    if (typeof value === 'bigint') return value.toString()
    if (typeof value === 'string' && NUMERIC.test(value)) return trimDecimal(value)
    if (typeof value !== 'number') return refuse('decimal', value)
    // A quotient of two doubles is the nearest one to it: nearly all decimals are found so, in a third of the time.
    const digits = Math.round(value * unit)
    if (Math.abs(digits) < 10 ** MOST_DIGITS && digits / unit === value) return placePoint(digits, scale)
    if (!Number.isFinite(value)) throw new Error(`is ${value}, and the schema asks for a decimal`)
    // From here on `toFixed` writes an exponent. Such a double is a whole number.
    if (Math.abs(value) >= 1e21) return BigInt(value).toString()
    const text = value.toFixed(scale)
    if (Number(text) !== value) throw new Error(`has more than ${scale} digits after the point`)
    return trimDecimal(text)
  }
}

function placePoint(digits: number, scale: number): string {
  const text = String(Math.abs(digits)).padStart(scale + 1, '0')
  const point = text.length - scale
  return trimZeros(`${digits < 0 ? '-' : ''}${text.slice(0, point)}.${text.slice(point)}`)
}

/** Days that every year has. */
const DAY = '(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)'
/** As Refract and Prisma write it. */
const WRITTEN = new RegExp(`^\\d{4}-${DAY}T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d\\.\\d{3}\\+00:00$`)
/** As SQLite writes `CURRENT_TIMESTAMP`, and others do. */
const OTHERS = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d:\d\d)(\.\d{1,3})?)?(?:Z|[-+]\d\d:\d\d)?$/

function readInstant(value: Stored): string {
  if (typeof value === 'string' && WRITTEN.test(value)) return `${value.slice(0, -'+00:00'.length)}Z`
  const instant =
    typeof value === 'bigint' ? new Date(Number(value)) : typeof value === 'string' ? parseInstant(value) : refuse('DateTime', value)
  if (Number.isNaN(instant.getTime())) throw new Error('is no DateTime')
  return instant.toISOString()
}

/** In UTC where it names no zone, as SQLite has it. */
function parseInstant(text: string): Date {
  const [, day] = OTHERS.exec(text) ?? []
  if (day === undefined) return new Date(Number.NaN)
  // JavaScript makes the 1st of March of the 30th of February.
  if (!isDay(day)) throw new Error(`is ${text}, which is on a day that there is not`)
  const iso = text.replace(' ', 'T')
  if (iso.length === 'YYYY-MM-DD'.length) return new Date(`${iso}T00:00:00Z`)
  return new Date(/(Z|[-+]\d\d:\d\d)$/.test(iso) ? iso : `${iso}Z`)
}

function isDay(text: string): boolean {
  const midnight = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text)
}

const MIDNIGHT = 'T00:00:00.000Z'
const FIRST_DAY = '1970-01-01T'

/** Prisma writes a day as its midnight; what else is there would be cut off. */
function readDay(value: Stored): string {
  const instant = readInstant(value)
  if (!instant.endsWith(MIDNIGHT)) throw new Error(`is ${instant}, and the schema asks for a day, which is midnight in UTC`)
  return instant.slice(0, -MIDNIGHT.length)
}

/** Prisma writes a time as one of the first day of 1970. */
function readTime(value: Stored): string {
  const instant = readInstant(value)
  if (!instant.startsWith(FIRST_DAY))
    throw new Error(`is ${instant}, and the schema asks for a time of a day, which is on 1970-01-01 in UTC`)
  return instant.slice(FIRST_DAY.length, -1)
}

/** What the driver takes for a canonical value. */
export function createWriter(storage: Storage): (value: string | Uint8Array) => DriverValue {
  switch (storage.kind) {
    case 'boolean':
      return (value) => (value === 'true' ? 1n : 0n)
    case 'int':
    case 'smallint':
    case 'bigint':
      return (value) => BigInt(value as string)
    case 'decimal':
      return (value) => Number(value)
    case 'float':
      return (value) => writeFloat(Number(value))
    case 'timestamp':
    case 'timestamptz':
      return (value) => `${(value as string).slice(0, -1)}+00:00`
    case 'date':
      return (value) => `${value}T00:00:00.000+00:00`
    case 'time':
      return (value) => `1970-01-01T${value}+00:00`
    default:
      return (value) => value
  }
}

/** The driver binds positive numbers below this as the integer 0 (convert.ts); as text they reach the column exactly. */
export function writeFloat(value: number): DriverValue {
  return value > 0 && value < Number.EPSILON ? String(value) : value
}

function createCheck(storage: Storage): Check | null {
  switch (storage.kind) {
    case 'text':
      return (value) => checkText(value as string, storage.length) ?? checkNul(value as string)
    case 'json':
      return (value) => checkNumber(value as string)
    case 'float':
      return (value) => (Number.isFinite(Number(value)) ? null : `is ${value}, which SQLite cannot store`)
    case 'decimal':
      return (value) => checkDigits(value as string, storage)
    case 'timestamp':
    case 'timestamptz':
    case 'date':
      return (value) => (/^\d{4}-/.test(value as string) ? null : `is ${value}, and SQLite's years go from 0 to 9999`)
    case 'time':
      return (value) => ((value as string) < '24' ? null : `is ${value}, which is no time of a day on SQLite`)
    default:
      return createCommonCheck(storage, createCheck)
  }
}

/** Its functions end a text there, and so does its driver. */
function checkNul(text: string): string | null {
  return text.includes('\0') ? 'holds U+0000, at which SQLite ends a text' : null
}

/** The column makes a number of a number that is all of the Json. */
function checkNumber(json: string): string | null {
  if (!/^[-\d]/.test(json)) return null
  const isKept = isExact(json) && !(json.length > MOST_DIGITS && BigInt(Math.trunc(Number(json))) >= 2n ** 63n)
  return isKept ? null : `is the number ${json}, of which SQLite would keep a part`
}

/** A double carries so many exactly. */
const MOST_DIGITS = 15

/** A trigger would round it. */
function checkDigits(text: string, storage: StorageOf<'decimal'>): string | null {
  if (text === 'NaN') return 'is NaN, which SQLite cannot store'
  const [whole = '', fraction = ''] = text.replace('-', '').split('.')
  const reason = checkDecimal(text, storage)
  if (reason !== null) return reason
  return (whole + fraction).replace(/^0+/, '').length > MOST_DIGITS ? `has more than the ${MOST_DIGITS} digits that SQLite keeps` : null
}
