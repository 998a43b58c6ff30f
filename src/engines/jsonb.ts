import type { JsonCondition, JsonOrderWord, JsonTextWord, JsonValue } from '../contract/json-filters.js'

/*
 * What PostgreSQL's operators for jsonb answer, for engines that have none: https://www.postgresql.org/docs/current/functions-json.html
 */

type Fold = (text: string) => string

type JsonObject = Readonly<Record<string, JsonValue>>

/** A text that PostgreSQL takes for an index where it meets an array: what `strtol` reads to its end. */
const INDEX = /^[ \t\n\v\f\r]*([-+]?\d+)$/
const LARGEST_INDEX = 2_147_483_647

/** The index that a part of a path says to an array, or null where it can only be a key. */
export function readIndex(part: string): number | null {
  const [, digits] = INDEX.exec(part) ?? []
  return digits === undefined ? null : Math.max(-LARGEST_INDEX, Math.min(LARGEST_INDEX, Number(digits) + 0))
}

/**
 * True, false, or null where it cannot be said, as SQL has it.
 *
 * @param document undefined for the null of the database
 * @param fold what makes lower case of a text
 */
export function satisfies(document: JsonValue | undefined, conditions: readonly JsonCondition[], fold: Fold): boolean | null {
  let result: boolean | null = true
  for (const condition of conditions) {
    const one = test(findValue(document, condition.path), condition, fold)
    if (one === false) return false
    if (one === null) result = null
  }
  return result
}

/** `#>` */
function findValue(document: JsonValue | undefined, path: readonly string[]): JsonValue | undefined {
  let value: JsonValue | undefined = document
  for (const part of path) {
    if (Array.isArray(value)) {
      const index = readIndex(part)
      value = index === null ? undefined : (value as JsonValue[]).at(index)
    } else if (isJsonObject(value)) value = Object.hasOwn(value, part) ? value[part] : undefined
    else return undefined
  }
  return value
}

function test(found: JsonValue | undefined, condition: JsonCondition, fold: Fold): boolean | null {
  const { word, value } = condition
  if (word === 'isDbNull') return found === undefined
  if (word === 'isNotDbNull') return found !== undefined
  if (word === 'isAnyNull') return found === undefined || found === null
  if (word === 'isNoNull') return found !== undefined && found !== null
  if (found === undefined) return null
  switch (word) {
    case 'equals':
      return isEqual(found, value)
    case 'not':
      return !isEqual(found, value)
    case 'string_contains':
    case 'string_starts_with':
    case 'string_ends_with':
      if (typeof found !== 'string') return null
      return condition.insensitive ? holdsText(fold(found), word, fold(String(value))) : holdsText(found, word, String(value))
    case 'array_contains':
      return Array.isArray(found) ? containsInArray(found, value) : null
    case 'array_overlaps':
      return Array.isArray(found) && Array.isArray(value) ? value.some((member) => containsInArray(found, member)) : null
    case 'array_starts_with':
      return Array.isArray(found) && found.length > 0 ? isEqual(found[0], value) : null
    case 'array_ends_with':
      return Array.isArray(found) && found.length > 0 ? isEqual(found.at(-1), value) : null
    default:
      return typeof found === typeof value ? isOrdered(word, found, value) : null
  }
}

function holdsText(found: string, word: JsonTextWord, text: string): boolean {
  if (word === 'string_contains') return found.includes(text)
  return word === 'string_starts_with' ? found.startsWith(text) : found.endsWith(text)
}

function isOrdered(word: JsonOrderWord, found: JsonValue, value: JsonValue): boolean {
  const order = compare(found, value)
  if (word === 'lt') return order < 0
  if (word === 'lte') return order <= 0
  return word === 'gt' ? order > 0 : order >= 0
}

/** Numbers by size, texts by code point. */
function compare(one: JsonValue, other: JsonValue): number {
  if (typeof one === 'string') return Buffer.compare(Buffer.from(one), Buffer.from(String(other)))
  return Number(one) - Number(other)
}

function isEqual(one: JsonValue | undefined, other: JsonValue | undefined): boolean {
  if (Array.isArray(one)) {
    return Array.isArray(other) && one.length === other.length && one.every((member, index) => isEqual(member, other[index]))
  }
  if (!isJsonObject(one) || !isJsonObject(other)) return one === other
  const keys = Object.keys(one)
  return keys.length === Object.keys(other).length && keys.every((key) => Object.hasOwn(other, key) && isEqual(one[key], other[key]))
}

/** `@>`: an array contains every member of another; and, of all that is no container, what is a member of it. */
function containsInArray(array: readonly JsonValue[], value: JsonValue): boolean {
  if (!isContainer(value)) return array.some((member) => member === value)
  return contains(array, value)
}

function contains(one: JsonValue, other: JsonValue): boolean {
  if (Array.isArray(other)) {
    return Array.isArray(one) && other.every((member: JsonValue) => one.some((candidate: JsonValue) => contains(candidate, member)))
  }
  if (!isJsonObject(other)) return one === other
  return (
    isJsonObject(one) && Object.entries(other).every(([key, member]) => Object.hasOwn(one, key) && contains(one[key] as JsonValue, member))
  )
}

function isContainer(value: JsonValue): boolean {
  return typeof value === 'object' && value !== null
}

function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
