import { randomUUID } from 'node:crypto'
import { trimDecimal } from '../contract/lists.js'
import type { ScalarStorage, Storage, StorageOf } from '../contract/storage.js'
import { sortKeys } from './json.js'

/*
 * Values in canonical form (contract/copy.ts), as far as no engine differs.
 */

export function canonicalFloat(value: number): string {
  return value === 0 ? '0' : String(value)
}

const PLAIN = /^[-\d.]+$/
const EXPONENT = /\de/i
/** Digits that a number within Json may have: PostgreSQL takes more, and nothing writes them by accident. */
const MOST_DIGITS = 1_000

// A value of this process alone: no data can be taken for it.
const MARK = `refract-number:${randomUUID()}:`
const MARKED = new RegExp(`"${MARK}([^"]*)"`, 'g')

const ZERO = 0x30

/** A decimal as a server writes it, without the zeros at its end. */
export function trimZeros(text: string): string {
  if (!text.includes('.')) return text
  let end = text.length
  while (text.charCodeAt(end - 1) === ZERO) end -= 1
  const trimmed = text.slice(0, text[end - 1] === '.' ? end - 1 : end)
  return trimmed === '-0' ? '0' : trimmed
}

/** Json without spaces, keys in one order, numbers with all their digits. */
export function canonicalJson(text: string): string {
  const printed = JSON.stringify(sortKeys(JSON.parse(text)))
  // Of a text that is printed as it was all numbers are, but for those with an exponent.
  if ((printed === text && !EXPONENT.test(text)) || findNumbers(text).every(isOwn)) return printed
  const marked = replaceNumbers(text, (token) => (isOwn(token) ? token : `"${MARK}${expandNumber(token)}"`))
  return JSON.stringify(sortKeys(JSON.parse(marked))).replace(MARKED, '$1')
}

/** Whether JavaScript writes a number as it was. */
function isOwn(token: string): boolean {
  return String(Number(token)) === token && PLAIN.test(token)
}

/** `1.50e3` as `1500`. */
export function expandNumber(text: string): string {
  const [digits = '', exponent = '0'] = text.toLowerCase().split('e')
  const [whole = '', fraction = ''] = digits.replace('-', '').split('.')
  const shift = Number(exponent)
  if (Math.abs(shift) > MOST_DIGITS) throw new Error(`holds the number ${text}, which no engine keeps as it is`)
  const all = whole + fraction
  const point = whole.length + shift
  const padded = point < 0 ? '0'.repeat(-point) + all : all.padEnd(point, '0')
  const at = Math.max(point, 0)
  return trimDecimal(`${text.startsWith('-') ? '-' : ''}${padded.slice(0, at)}.${padded.slice(at)}`)
}

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

const HALF_CHARACTER = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

/** Why no engine keeps a text as it is; null where it does. */
export function checkText(text: string, length: number | null): string | null {
  if (HALF_CHARACTER.test(text)) return 'holds half of a surrogate pair, which is no character'
  if (length === null || text.length <= length) return null
  const characters = [...text].length
  return characters <= length ? null : `has ${characters} characters, and the column holds ${length}`
}

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/

export function checkUuid(text: string): string | null {
  return UUID.test(text) ? null : 'is no UUID'
}

/** Why an engine cannot hold a canonical value, in words that follow the field's name; null where it can. */
export type Check = (value: string | Uint8Array) => string | null

/**
 * The checks that are alike on every engine; null for all other types.
 *
 * @param createCheck the engine's own, for the values of a list
 */
export function createCommonCheck(storage: Storage, createCheck: (storage: ScalarStorage) => Check | null): Check | null {
  switch (storage.kind) {
    case 'int':
    case 'smallint':
    case 'bigint':
      return (value) => checkInteger(value as string, storage.kind)
    case 'uuid':
      return (value) => checkUuid(value as string)
    case 'list': {
      const check = createCheck(storage.of)
      return check === null ? null : (value) => checkList(storage.of, value as string, check)
    }
    default:
      return null
  }
}

/** Checks the values of a list. */
function checkList(of: ScalarStorage, text: string, check: Check): string | null {
  for (const value of JSON.parse(text) as (string | number | boolean | null)[]) {
    const reason = value === null ? null : check(decodeListValue(of, value))
    if (reason !== null) return `holds a value that ${reason}`
  }
  return null
}

/** A server would round, or has no room. */
export function checkDecimal(text: string, { precision, scale }: StorageOf<'decimal'>): string | null {
  const point = text.indexOf('.')
  const whole = (point < 0 ? text.length : point) - (text.startsWith('-') ? 1 : 0)
  if (point >= 0 && text.length - point - 1 > scale) return `has more than ${scale} digits after the point`
  // A zero before the point takes no room.
  return whole > Math.max(precision - scale, 1) || (whole === 1 && precision === scale && !/^-?0/.test(text))
    ? `has more than ${precision - scale} digits before the point`
    : null
}

/** Bits of an integer, and characters that any of so many bits has room for. */
const INTEGERS = { smallint: [16, 4], int: [32, 9], bigint: [64, 18] } as const

function checkInteger(text: string, kind: keyof typeof INTEGERS): string | null {
  const [bits, short] = INTEGERS[kind]
  if (text.length <= short) return null
  const value = BigInt(text)
  return BigInt.asIntN(bits, value) === value ? null : `is ${text}, which is no integer of ${bits} bits`
}

const [QUOTE, BACKSLASH, MINUS, NINE] = [0x22, 0x5c, 0x2d, 0x39]

/** The numbers within Json. */
export function findNumbers(json: string): string[] {
  const numbers: string[] = []
  for (let at = findNumber(json, 0); at < json.length; ) {
    const end = endOfNumber(json, at)
    numbers.push(json.slice(at, end))
    at = findNumber(json, end)
  }
  return numbers
}

/** By hand: a regular expression that passes over texts keeps each of their characters in mind, and has no room for millions. */
function replaceNumbers(json: string, replace: (token: string) => string): string {
  let replaced = ''
  let from = 0
  for (let at = findNumber(json, 0); at < json.length; at = findNumber(json, from)) {
    replaced += json.slice(from, at)
    from = endOfNumber(json, at)
    replaced += replace(json.slice(at, from))
  }
  return replaced + json.slice(from)
}

/** Where the next number begins, from a place that is not within a text; the length where there is none. */
function findNumber(json: string, from: number): number {
  for (let at = from; at < json.length; at += 1) {
    const code = json.charCodeAt(at)
    if (code === QUOTE) at = endOfText(json, at)
    else if (code === MINUS || (code >= ZERO && code <= NINE)) return at
  }
  return json.length
}

function endOfNumber(json: string, start: number): number {
  let end = start + 1
  while (IN_NUMBER.has(json.charCodeAt(end))) end += 1
  return end
}

const IN_NUMBER: ReadonlySet<number> = new Set(Array.from('0123456789.eE+-', (character) => character.charCodeAt(0)))

/** Where the text ends that begins at a quote. */
export function endOfText(json: string, start: number): number {
  for (let end = json.indexOf('"', start + 1); end > 0; end = json.indexOf('"', end + 1)) {
    let backslashes = 0
    while (json.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes += 1
    if (backslashes % 2 === 0) return end
  }
  return json.length
}

/** A number of so many characters is the same as a double. */
const SURELY_EXACT = 15

/** Whether a number without exponent is a whole number of 64 bits, signed or not, or a double. */
export function isExact(text: string): boolean {
  if (text.length <= SURELY_EXACT || isInteger64(text)) return true
  const double = Number(text)
  return Number.isFinite(double) && expandNumber(String(double)) === text
}

function isInteger64(text: string): boolean {
  if (text.includes('.')) return false
  const value = BigInt(text)
  return value >= -(2n ** 63n) && value < 2n ** 64n
}
