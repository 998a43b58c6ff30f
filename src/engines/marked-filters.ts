import type { ArgType, SqlQuery } from '@prisma/driver-adapter-utils'
import { type JsonCondition, readConditions } from '../contract/json-filters.js'

/** Gives a value to the statement and returns what stands for it there: to be called in the order of the text. */
export type AddParameter = (value: unknown, type?: ArgType) => string

const TEXT: ArgType = { scalarType: 'string', arity: 'scalar' }

/** How an engine whose parameters have no numbers writes a filter of Json. */
export interface FilterDialect {
  /** What Prisma writes before the marked parameter, with the column as the only group, to the end. */
  readonly before: RegExp
  /** What it writes behind it. */
  after(column: string): string
  /** Parameters that Prisma gives the mark to. */
  readonly uses: number
  render(column: string, conditions: readonly JsonCondition[], add: AddParameter): string
}

/** A parameter, and what may hold a question mark that is none. */
const TOKEN = /\?|`(?:[^`]|``)*`|'(?:[^']|'')*'/g
/** More than a column's name can be long, with its table's and its schema's. */
const LONGEST_COLUMN = 1_000

/** Writes the conditions that a statement's arguments say in the place of the comparison that Prisma wrote with them. */
export function writeConditions(query: SqlQuery, dialect: FilterDialect): SqlQuery {
  if (!query.args.some((argument) => readConditions(argument) !== undefined)) return query
  const { sql } = query
  const [args, argTypes]: [unknown[], ArgType[]] = [[], []]
  const add: AddParameter = (value, type = TEXT) => {
    args.push(value)
    argTypes.push(type)
    return '?'
  }
  let text = ''
  let end = 0
  let index = 0
  for (const { 0: token, index: position } of sql.matchAll(TOKEN)) {
    if (token !== '?' || position < end) continue
    const conditions = readConditions(query.args[index])
    if (conditions === undefined) {
      text += sql.slice(end, position) + add(query.args[index], query.argTypes[index])
      end = position + 1
      index += 1
      continue
    }
    const before = sql.slice(end, position)
    const [written, column] = dialect.before.exec(before.slice(-LONGEST_COLUMN)) ?? []
    if (written === undefined || column === undefined || !sql.startsWith(dialect.after(column), position + 1)) throw createError(sql)
    text += before.slice(0, before.length - written.length) + dialect.render(column, conditions, add)
    end = position + 1 + dialect.after(column).length
    index += dialect.uses
  }
  return { ...query, sql: text + sql.slice(end), args, argTypes }
}

/** Prisma's version is pinned: what it writes is known. */
export function createError(sql: string): Error {
  return new Error(`Prisma writes a filter of Json in another form than the one that Refract knows: ${sql.slice(0, 500)}`)
}

/** A pattern for `LIKE` with a backslash before every wildcard of the text. */
export function createPattern(word: string, text: string): string {
  const escaped = text.replace(/[\\%_]/g, '\\$&')
  if (word === 'string_starts_with') return `${escaped}%`
  return word === 'string_ends_with' ? `%${escaped}` : `%${escaped}%`
}
