import { RefractError } from '../../contract/errors.js'
import type { JsonValue } from '../../contract/json-filters.js'
import { isObject } from './args.js'

/** Arrays and objects within one another. MariaDB's limit is 32, MySQL's 100, and what is built around a value counts. */
const MOST_LEVELS = 30
/** Significant digits that Prisma keeps of a number on its way. */
const PRISMA_DIGITS = 16

/**
 * Checks a value of a Json field.
 *
 * @param refuse called with what is wrong with a text; throws
 * @throws {RefractError} `REFRACT_NOT_PORTABLE` for too many levels
 */
export function checkJson(value: unknown, name: string, refuse: (message: string) => never, level = 0): void {
  if (typeof value === 'string') checkText(value, refuse)
  if (typeof value !== 'object' || value === null) return
  if (level === MOST_LEVELS) {
    throw new RefractError('REFRACT_NOT_PORTABLE', `${name}: Json of more than ${MOST_LEVELS} levels does not fit into every engine.`, {
      hint: 'Store a part of it as a text, or in a model of its own.',
    })
  }
  if (Array.isArray(value)) {
    for (const member of value) checkJson(member, name, refuse, level + 1)
  } else if (isRecord(value)) {
    for (const key in value) {
      checkText(key, refuse)
      checkJson(value[key], name, refuse, level + 1)
    }
  }
}

function checkText(text: string, refuse: (message: string) => never): void {
  if (text.includes('\0')) refuse('Json cannot hold the character U+0000')
  if (!text.isWellFormed()) refuse('Json cannot hold half of a surrogate pair')
}

/** True for a number that Prisma rounds where it is the whole of a Json value, and not a part of one. */
export function isRounded(value: unknown): boolean {
  return typeof value === 'number' && Number(value.toPrecision(PRISMA_DIGITS)) !== value
}

/**
 * Checks a value that is written to a Json field.
 *
 * @throws {RefractError} `REFRACT_NOT_PORTABLE`
 */
export function checkWritten(value: unknown, name: string): void {
  if (!isRounded(value)) return
  throw new RefractError(
    'REFRACT_NOT_PORTABLE',
    `${name}: Prisma would round ${value}, as it does with a number that is all of a Json value.`,
    {
      hint: 'Put it into an object or an array, where every digit is kept; or round it before.',
    },
  )
}

/** A value as Prisma writes it in Json: what is no part of JSON as a text, what is undefined not at all. */
export function toJsonValue(value: unknown): JsonValue {
  if (typeof value === 'bigint') return value.toString()
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (typeof value !== 'object' || value === null) return (value ?? null) as JsonValue
  if (Array.isArray(value)) return value.map(toJsonValue)
  if ('toJSON' in value && typeof value.toJSON === 'function') return toJsonValue(value.toJSON())
  const entries = Object.entries(value).filter(([, member]) => member !== undefined)
  return Object.fromEntries(entries.map(([key, member]) => [key, toJsonValue(member)]))
}

function isRecord(value: object): value is Record<string, unknown> {
  return isObject(value) && !('toJSON' in value) && !ArrayBuffer.isView(value)
}
