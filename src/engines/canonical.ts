import type { ScalarStorage, Storage, StorageOf } from '../contract/storage.js'
import { decodeListValue } from './canonical-lists.js'

/*
 * What engines can hold of values in canonical form (contract/copy.ts), as far as they do not differ.
 */

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
