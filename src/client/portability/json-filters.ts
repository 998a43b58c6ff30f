import { BANS } from '../../contract/bans.js'
import { RefractError } from '../../contract/errors.js'
import type { FieldFacts } from '../../contract/facts.js'
import { type JsonCondition, type JsonWord, markConditions } from '../../contract/json-filters.js'
import { readIndex } from '../../engines/jsonb.js'
import { type Args, isObject } from './args.js'
import { isRounded, toJsonValue } from './json-values.js'
import type { JsonNull } from './runtime.js'

const TEXT_WORDS = ['string_contains', 'string_starts_with', 'string_ends_with'] as const satisfies JsonWord[]
const ORDER_WORDS = ['lt', 'lte', 'gt', 'gte'] as const satisfies JsonWord[]
const OTHER_WORDS = ['equals', 'not', 'array_contains', 'array_starts_with', 'array_ends_with'] as const satisfies JsonWord[]
const WORDS: ReadonlySet<string> = new Set([...OTHER_WORDS, ...TEXT_WORDS, ...ORDER_WORDS])

const NULL_WORDS = {
  equals: { DbNull: 'isDbNull', JsonNull: 'equals', AnyNull: 'isAnyNull' },
  not: { DbNull: 'isNotDbNull', JsonNull: 'not', AnyNull: 'isNoNull' },
} as const satisfies Record<string, Record<JsonNull, JsonWord>>

/** Each may be a key as well, where an object is met: MySQL is asked for both. */
const MOST_INDEXES = 5

interface Options {
  /** Whether Prisma's own filters answer as they do on PostgreSQL, but for texts. */
  readonly native: boolean
  readonly readNull: (value: unknown) => JsonNull | undefined
  readonly check: (field: FieldFacts, value: unknown, name: string) => void
}

/**
 * Makes a filter of Json mean on every engine what it means on PostgreSQL: its conditions are said by a mark, which stands
 * where a value to be equal to would, and the engine's room writes them into the statement.
 *
 * @throws {RefractError} `REFRACT_NOT_PORTABLE` for what not every engine can compare
 */
export function createJsonFilters({ native, readNull, check }: Options): (field: FieldFacts, filter: Args, name: string) => unknown {
  return (field, filter, name) => {
    const words = Object.keys(filter).filter((word) => WORDS.has(word) && filter[word] !== undefined)
    const path = readPath(filter.path, name)
    if (words.length === 0) {
      if (filter.path !== undefined)
        refuse(name, 'path', 'nothing is asked of what is at the path', 'Write equals, or another word, beside it.')
      return filter
    }
    for (const part of path) check(field, part, name)
    const insensitive = filter.mode === 'insensitive'
    const conditions = words.map((word): JsonCondition => {
      const given = filter[word]
      const kind = readNull(given)
      if (kind !== undefined && (word === 'equals' || word === 'not')) return { path, word: NULL_WORDS[word][kind], value: null }
      check(field, given, name)
      const condition = readCondition(path, word as JsonWord, given, name)
      return insensitive && isIn(TEXT_WORDS, condition.word) ? { ...condition, insensitive } : condition
    })
    // Prisma's own words for the nulls of a column are the same everywhere.
    const isColumnsNull = conditions.length === 1 && conditions[0]?.value === null && filter.path === undefined
    if (isColumnsNull || !needsMark(conditions, native)) return filter
    const others = Object.entries(filter).filter(([word]) => !WORDS.has(word) && word !== 'path' && word !== 'mode')
    return { ...Object.fromEntries(others), equals: markConditions(conditions) }
  }
}

function needsMark(conditions: readonly JsonCondition[], native: boolean): boolean {
  if (!native) return true
  return conditions.some(({ word, value }) =>
    typeof value === 'string' ? isIn(TEXT_WORDS, word) || isIn(ORDER_WORDS, word) : isRounded(value),
  )
}

function readCondition(path: readonly string[], word: JsonWord, given: unknown, name: string): JsonCondition {
  if (isObject(given) && typeof given._toGraphQLInputType === 'function') {
    refuse(name, word, BANS.references.json, 'Compare with a value, or in the application.')
  }
  const value = toJsonValue(given)
  if (isIn(ORDER_WORDS, word) && typeof value !== 'number' && typeof value !== 'string') {
    refuse(name, word, `${BANS.jsonOrder}, not ${JSON.stringify(value)}`, 'Give a number or a text.')
  }
  return { path, word, value }
}

function readPath(path: unknown, name: string): readonly string[] {
  if (path === undefined) return []
  if (Array.isArray(path) && path.every((part) => typeof part === 'string')) {
    if (path.filter((part) => readIndex(part) !== null).length <= MOST_INDEXES) return path
    refuse(
      name,
      'path',
      `each of more than ${MOST_INDEXES} indexes makes a statement of MySQL longer`,
      'Read the document, and look in it.',
    )
  }
  return refuse(name, 'path', 'a path is a list of keys and indexes', "Write path: ['address', 'lines', '0'].")
}

function isIn(words: readonly JsonWord[], word: JsonWord): boolean {
  return words.includes(word)
}

function refuse(name: string, word: string, reason: string, hint: string): never {
  throw new RefractError('REFRACT_NOT_PORTABLE', `The filter ${word} of ${name} is not portable: ${reason}.`, { hint })
}
