import { randomUUID } from 'node:crypto'

/** A value that Json can hold. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue }

/** Prisma's words for filters of Json, and the three that it has values for: the null of the database, of Json, and both. */
export type JsonWord =
  | 'equals'
  | 'not'
  | 'isDbNull'
  | 'isNotDbNull'
  | 'isAnyNull'
  | 'isNoNull'
  | JsonTextWord
  | JsonOrderWord
  | 'array_contains'
  | 'array_starts_with'
  | 'array_ends_with'
  /** Ours, for lists: an array that has one of the members at least. */
  | 'array_overlaps'

export type JsonTextWord = 'string_contains' | 'string_starts_with' | 'string_ends_with'
export type JsonOrderWord = 'lt' | 'lte' | 'gt' | 'gte'

/**
 * What must hold of the value at a path, with the meaning that Prisma gives it on PostgreSQL. It is unknown, as SQL's null
 * is, where there is nothing at the path, or a value of a type that the word is not about.
 */
export interface JsonCondition {
  /** Keys and, where an array is met, indexes; counted from the end where negative. */
  readonly path: readonly string[]
  readonly word: JsonWord
  /** A text for the words of texts, a number or a text for the words of order. */
  readonly value: JsonValue
  /** For the words of texts: without regard to case. */
  readonly insensitive?: boolean
}

// A value of this process alone: no data can be taken for it.
export const CONDITIONS_MARK = `refract-json:${randomUUID()}:`
const MARKED = `"${CONDITIONS_MARK}`

/** A value that says conditions, for Prisma to write where it would write one to be equal to. */
export function markConditions(conditions: readonly JsonCondition[]): string {
  return CONDITIONS_MARK + JSON.stringify(conditions)
}

/** The conditions that a statement's argument says, if it says any. */
export function readConditions(argument: unknown): readonly JsonCondition[] | undefined {
  if (typeof argument !== 'string' || !argument.startsWith(MARKED)) return undefined
  return JSON.parse((JSON.parse(argument) as string).slice(CONDITIONS_MARK.length)) as JsonCondition[]
}
