import { randomBytes } from 'node:crypto'
import type { SqlQuery } from '@prisma/driver-adapter-utils'
import { RefractError } from '../contract/errors.js'

/**
 * Stands before a text that is to be compared without regard to case. Prisma's filters cannot say it on every engine, so
 * the portable client says it in the value, and the adapters take it out. U+FFFF is no character, and nobody can guess the rest.
 */
export const FOLD_MARK = `\uffff${randomBytes(9).toString('base64')}:`

/** Marks a text that a filter compares with a column. */
export function markFolded(text: string): string {
  return FOLD_MARK + text
}

/** What makes lower case of a text in an engine's SQL: each code point by itself, accents and all else as they are. */
export type Fold = (text: string) => string

/** Literals, names, and the placeholders of all engines. */
const TOKENS = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\$(\d+)|\?/g

const NAME = '(?:"(?:[^"]|"")*"|`(?:[^`]|``)*`)'
const COLUMN = `${NAME}(?:\\.${NAME})*(?:::text)?`
/** What Prisma writes before the value that a column is compared with: the column, perhaps in an aggregate, and an operator. */
const COMPARED = new RegExp(
  `(?<column>${COLUMN}|(?:MIN|MAX)\\(${COLUMN}\\))(?: (?:=|<>|<=|>=|<|>) | (?:NOT )?LIKE (?:CONCAT)?\\(?(?:'%'(?:, | \\|\\| ))?| (?:NOT )?IN \\()$`,
)
/** Longer than a column of three names with an operator behind it. */
const LONGEST_COMPARED = 1000

/** Folds both sides of each comparison with a marked value; a query without one is returned as it is. */
export function foldMarked(query: SqlQuery, fold: Fold): SqlQuery {
  if (!query.args.some(isMarked)) return query
  const args = query.args.map((argument) => (isMarked(argument) ? argument.slice(FOLD_MARK.length) : argument))
  return { ...query, sql: foldComparisons(query, fold), args }
}

function foldComparisons({ sql, args }: SqlQuery, fold: Fold): string {
  let folded = ''
  let [written, listed, count] = [0, -1, 0]
  for (const { 0: token, 1: number, index } of sql.matchAll(TOKENS)) {
    const position = token === '?' ? count++ : Number(number) - 1
    // A literal and a name have no position.
    if (!isMarked(args[position])) continue
    // One of a list behind `IN`: the column stands before the first of them.
    if (listed !== index - 1 || sql[listed] !== ',') {
      const column = findColumn(sql, index)
      folded += sql.slice(written, column.start) + fold(column.text)
      written = column.start + column.text.length
    }
    folded += sql.slice(written, index) + fold(token)
    written = listed = index + token.length
  }
  return folded + sql.slice(written)
}

function findColumn(sql: string, end: number): { start: number; text: string } {
  const start = Math.max(0, end - LONGEST_COMPARED)
  const found = COMPARED.exec(sql.slice(start, end))
  const text = found?.groups?.column
  if (found !== null && text !== undefined) return { start: start + found.index, text }
  throw new RefractError('REFRACT_NOT_PORTABLE', "mode: 'insensitive' cannot be had where it stands in this query.", {
    hint: 'Please report it, with the query.',
  })
}

export function isMarked(argument: unknown): argument is string {
  return typeof argument === 'string' && argument.startsWith(FOLD_MARK)
}
