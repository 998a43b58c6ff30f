import type { ScalarStorage } from '../contract/storage.js'
import { canonicalJson } from './canonical-json.js'
import { canonicalFloat, expandNumber } from './canonical-numbers.js'
import { replaceNumbers } from './json-scan.js'

/**
 * The list of an engine that keeps it as Json. As clients write its values they are canonical, but for those that are Json themselves;
 * others may have written anything.
 *
 * @throws {Error} for what is no value of its type, in words that follow the field's name
 */
export function canonicalJsonList(of: ScalarStorage, text: string): string {
  const list: unknown = JSON.parse(text)
  if (!Array.isArray(list)) throw new Error('is no list in Json')
  // Where a text stands for a number, one that is none lacks the digits by now that JavaScript's numbers do not have.
  const isCut = HAS_DIGITS.has(of.kind) && list.some((value) => typeof value === 'number')
  const values = isCut ? (JSON.parse(replaceNumbers(text, (token) => `"${readDigits(of, token)}"`)) as unknown[]) : list
  return JSON.stringify(values.map((value) => (value === null ? null : readWithin(of, value))))
}

const HAS_DIGITS: ReadonlySet<string> = new Set(['bigint', 'decimal', 'json'])

function readDigits({ kind }: ScalarStorage, token: string): string {
  const digits = kind === 'json' ? token : expandNumber(token)
  return kind === 'bigint' && digits.includes('.') ? refuseForm(token, WHOLE) : digits
}

const WHOLE = 'whole number'
const DAY_WITHIN = /^\d{4}-\d\d-\d\dT00:00:00\.000Z$/
const TIME_WITHIN = /^1970-01-01T\d\d:\d\d:\d\d\.\d{3}Z$/

/** A value of a list in Json, in the form that {@link encodeListValue} gives. */
function readWithin(of: ScalarStorage, value: unknown): unknown {
  switch (of.kind) {
    case 'boolean':
      return typeof value === 'boolean' ? value : refuseWithin(of, value)
    case 'int':
    case 'smallint':
      if (typeof value !== 'number') return refuseWithin(of, value)
      return Number.isSafeInteger(value) ? value : refuseForm(value, WHOLE)
    case 'float':
      if (typeof value !== 'number') return refuseWithin(of, value)
      return Number.isFinite(value) ? value : refuseInList(String(value))
    case 'json':
      return typeof value === 'object' ? refuseWithin(of, value) : canonicalJson(String(value))
    case 'date':
      if (typeof value !== 'string') return refuseWithin(of, value)
      return DAY_WITHIN.test(value) ? value : refuseForm(value, 'day as 2024-02-29T00:00:00.000Z')
    case 'time':
      if (typeof value !== 'string') return refuseWithin(of, value)
      return TIME_WITHIN.test(value) ? value : refuseForm(value, 'time of a day as 1970-01-01T12:34:56.789Z')
    default:
      return typeof value === 'string' ? value : refuseWithin(of, value)
  }
}

const FOUND: Readonly<Record<string, string>> = { object: 'an object', string: 'a text', number: 'a number', boolean: 'a boolean' }

function refuseWithin({ kind }: ScalarStorage, value: unknown): never {
  const wanted = kind === 'json' ? 'Json as a text' : `${/^[aei]/.test(kind) ? 'an' : 'a'} ${kind}`
  throw new Error(`holds ${Array.isArray(value) ? 'a list' : FOUND[typeof value]}, and the schema asks for ${wanted}`)
}

function refuseForm(value: string | number, wanted: string): never {
  throw new Error(`holds ${value}, which is no ${wanted}`)
}

/**
 * A value of a list, from its canonical form to the one within the list (contract/lists.ts).
 *
 * @throws {Error} for what has none, in words that follow the field's name
 */
export function encodeListValue(storage: ScalarStorage, value: string | Uint8Array): string | number | boolean {
  if (typeof value !== 'string') return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64')
  switch (storage.kind) {
    case 'boolean':
      return value === 'true'
    case 'int':
    case 'smallint':
      return Number(value)
    case 'float':
      return Number.isFinite(Number(value)) ? Number(value) : refuseInList(value)
    case 'date':
      return value.length === 'YYYY-MM-DD'.length ? `${value}T00:00:00.000Z` : refuseInList(value)
    case 'time':
      return `1970-01-01T${value}Z`
    default:
      return value
  }
}

/** Json would make null of it, or a text that is no instant. */
function refuseInList(value: string): never {
  throw new Error(`holds ${value}, which no list of all engines can`)
}

/** The other way round. */
export function decodeListValue(storage: ScalarStorage, value: string | number | boolean): string | Uint8Array {
  switch (storage.kind) {
    case 'bytes':
      return Buffer.from(String(value), 'base64')
    case 'float':
      return canonicalFloat(Number(value))
    case 'date':
      return String(value).slice(0, 'YYYY-MM-DD'.length)
    case 'time':
      return String(value).slice('YYYY-MM-DDT'.length, -1)
    default:
      return String(value)
  }
}
