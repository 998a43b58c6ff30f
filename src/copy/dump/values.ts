import type { CopyValues } from '../../contract/copy.js'
import type { ScalarStorage, Storage } from '../../contract/storage.js'
import { checkUuid } from '../../engines/canonical.js'
import { canonicalJson } from '../../engines/canonical-json.js'
import { canonicalJsonList } from '../../engines/canonical-lists.js'
import { canonicalFloat } from '../../engines/canonical-numbers.js'

/** Why a text is no value of its type, in words that follow the field's name; null where it is one. */
type Check = (text: string) => string | null

/**
 * Values as a line has them: canonical, and bytes in base64. A dump may come from anywhere, and an engine may write what it is given as
 * a part of a statement: nothing goes on that is not of its type's form.
 */
export const dumpValues: CopyValues = {
  createReader(storage) {
    const read = createRead(storage)
    return (value) => (value === null ? null : read(value as string))
  },
  createCheck(storage) {
    // What is written is read again; what readers make themselves need not be looked at twice.
    if (storage.kind === 'json' || storage.kind === 'bytes') return null
    const check = storage.kind === 'list' ? createListCheck(storage.of) : createScalarCheck(storage)
    return check as ((value: string | Uint8Array) => string | null) | null
  },
}

function createRead(storage: Storage): (text: string) => string | Uint8Array {
  switch (storage.kind) {
    case 'bytes':
      return (text) => Buffer.from(pass(text, checkBase64), 'base64')
    case 'json':
      return readJson
    case 'list': {
      const check = createListCheck(storage.of)
      return (text) => canonicalJsonList(storage.of, pass(text, check))
    }
    default: {
      const check = createScalarCheck(storage)
      return check === null ? (text) => text : (text) => pass(text, check)
    }
  }
}

function pass(text: string, check: Check): string {
  const reason = check(text)
  if (reason !== null) throw new Error(reason)
  return text
}

function readJson(text: string): string {
  try {
    return canonicalJson(text)
  } catch (error) {
    // Others are about a number, in words.
    throw error instanceof SyntaxError || error instanceof RangeError ? new Error('is no Json') : error
  }
}

const checkJson: Check = (text) => {
  try {
    readJson(text)
    return null
  } catch (error) {
    return (error as Error).message
  }
}

/** Null where every text is a value. */
function createScalarCheck(storage: ScalarStorage): Check | null {
  switch (storage.kind) {
    case 'text':
      return null
    case 'enum': {
      const values = new Set(storage.values)
      return (text) => (values.has(text) ? null : 'is none of the values of its enum')
    }
    case 'uuid':
      return checkUuid
    case 'boolean':
      return (text) => (text === 'true' || text === 'false' ? null : 'is no boolean')
    case 'smallint':
      return createIntegerCheck(16)
    case 'int':
      return createIntegerCheck(32)
    case 'bigint':
      return createIntegerCheck(64)
    case 'float':
      return (text) => (canonicalFloat(Number(text)) === text ? null : 'is no number as JavaScript writes it')
    case 'decimal':
      return (text) => (DECIMAL.test(text) ? null : 'is no decimal without exponent and without zeros at the end')
    case 'timestamp':
    case 'timestamptz':
      return (text) => (INSTANT.test(text) ? null : 'is no instant as 2024-02-29T12:34:56.789Z')
    case 'date':
      return (text) => (DATE.test(text) ? null : 'is no day as 2024-02-29')
    case 'time':
      return (text) => (TIME.test(text) ? null : 'is no time of a day as 12:34:56.789')
    case 'json':
      return checkJson
    case 'bytes':
      return checkBase64
  }
}

const DECIMAL = /^(?!-0$)-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?$|^NaN$/

// PostgreSQL's days have years of seven digits.
const DAY = String.raw`(?:\d{4}|\+\d{6,7}|-(?!0{6})\d{6})-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])`
const CLOCK = String.raw`(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}`
const INSTANT = new RegExp(`^${DAY}T${CLOCK}Z$|^-?infinity$`)
const DATE = new RegExp(`^${DAY}$|^-?infinity$`)
const TIME = new RegExp(`^${CLOCK}$|^24:00:00\\.000$`)

const BASE64 = /^[A-Za-z\d+/]*={0,2}$/
const checkBase64: Check = (text) => (text.length % 4 === 0 && BASE64.test(text) ? null : 'is no Base64')

const INTEGER = /^(?:0|-?[1-9]\d*)$/

/** Of as many digits one text comes after another as its number does. */
function createIntegerCheck(bits: 16 | 32 | 64): Check {
  const beyond = 2n ** BigInt(bits - 1)
  const [least, most] = [String(-beyond), String(beyond - 1n)]
  const isWithin = (text: string) => {
    const edge = text.startsWith('-') ? least : most
    return text.length < edge.length || (text.length === edge.length && text <= edge)
  }
  return (text) => (INTEGER.test(text) && isWithin(text) ? null : `is no integer of ${bits} bits`)
}

/** The values of a list are as `encodeListValue` writes them. */
function createListCheck(of: ScalarStorage): Check {
  const type = typeWithin(of)
  const check = createScalarCheck(of)
  const checkOne = (value: unknown): string | null => {
    if (typeof value !== type) return `is no ${type} in Json`
    // As far as a double goes: 1e999 is none.
    if (of.kind === 'float') return Number.isFinite(value) ? null : 'is no number'
    const text = textWithin(of, String(value))
    return text === null ? 'is no instant as 2024-02-29T12:34:56.789Z' : (check?.(text) ?? null)
  }
  return (text) => {
    const list = parse(text)
    if (!Array.isArray(list)) return 'is no list in Json'
    for (const value of list) {
      const reason = value === null ? null : checkOne(value)
      if (reason !== null) return `holds a value that ${reason}`
    }
    return null
  }
}

function typeWithin({ kind }: ScalarStorage): 'string' | 'number' | 'boolean' {
  return kind === 'boolean' ? 'boolean' : kind === 'int' || kind === 'smallint' || kind === 'float' ? 'number' : 'string'
}

const MIDNIGHT = 'T00:00:00.000Z'
const FIRST_DAY = '1970-01-01T'

/** Days and times are instants within a list; null for another. */
function textWithin({ kind }: ScalarStorage, text: string): string | null {
  if (kind === 'date') return text.endsWith(MIDNIGHT) ? text.slice(0, -MIDNIGHT.length) : null
  if (kind === 'time') return text.startsWith(FIRST_DAY) && text.endsWith('Z') ? text.slice(FIRST_DAY.length, -1) : null
  return text
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
