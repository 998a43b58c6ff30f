import type { ArgType, SqlQuery } from '@prisma/driver-adapter-utils'
import { readAppended } from '../contract/lists.js'
import { createError } from './marked-filters.js'

/** A parameter, and what may hold a question mark that is none. */
const TOKEN = /\?|`(?:[^`]|``)*`|'(?:[^']|'')*'/g
/** What Prisma writes before a value that is set: the column. */
const SET = /((?:`(?:[^`]|``)*`\.)*`(?:[^`]|``)*`) = $/
/** More than a column's name can be long, with its table's and its schema's. */
const LONGEST_COLUMN = 1_000
const JSON_TYPE: ArgType = { scalarType: 'json', arity: 'scalar' }

/**
 * Puts values behind a list where Prisma would write a new one, for engines that keep lists as Json.
 *
 * @param append what makes the longer list of a column and a parameter
 */
export function appendLists(query: SqlQuery, append: (column: string) => string): SqlQuery {
  const appended = query.args.map(readAppended)
  if (appended.every((values) => values === undefined)) return query
  const { sql } = query
  let [text, end, index] = ['', 0, 0]
  for (const { 0: token, index: position } of sql.matchAll(TOKEN)) {
    if (token !== '?') continue
    if (appended[index] !== undefined) {
      const before = sql.slice(end, position)
      const [, column] = SET.exec(before.slice(-LONGEST_COLUMN)) ?? []
      if (column === undefined) throw createError(sql)
      text += before + append(column)
      end = position + 1
    }
    index += 1
  }
  return {
    sql: text + sql.slice(end),
    args: query.args.map((argument, at) => appended[at] ?? argument),
    argTypes: query.argTypes.map((type, at) => (appended[at] === undefined ? type : JSON_TYPE)),
  }
}
