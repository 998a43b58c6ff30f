import type { ArgType, SqlQuery } from '@prisma/driver-adapter-utils'
import { type JsonCondition, type JsonOrderWord, readConditions } from '../../contract/json-filters.js'
import type { Fold } from '../fold-marked.js'
import { createPattern } from '../marked-filters.js'

/*
 * Prisma's own filters, but for two: it looks for a text in the JSON of a text, quotes and escapes included, where no path
 * is given, and compares texts by the database's locale.
 */

const MARKED = /((?:"(?:[^"]|"")*"\.)*"(?:[^"]|"")*")::jsonb = \$(\d+)/g
const TEXT: ArgType = { scalarType: 'string', arity: 'scalar' }
const OPERATORS: Readonly<Record<JsonOrderWord, string>> = { lt: '<', lte: '<=', gt: '>', gte: '>=' }

type AddParameter = (value: string) => string

export function writeJsonFilters(query: SqlQuery, fold: Fold): SqlQuery {
  if (!query.args.some((argument) => readConditions(argument) !== undefined)) return query
  const [args, argTypes] = [[...query.args], [...query.argTypes]]
  const sql = query.sql.replace(MARKED, (written, column: string, number: string) => {
    const conditions = readConditions(query.args[Number(number) - 1])
    if (conditions === undefined) return written
    // The first takes the mark's number, the others follow the last.
    let free: number | undefined = Number(number) - 1
    const add: AddParameter = (value) => {
      const index = free ?? args.length
      free = undefined
      args[index] = value
      argTypes[index] = TEXT
      return `$${index + 1}`
    }
    return `(${conditions.map((condition) => writeCondition(column, condition, add, fold)).join(' AND ')})`
  })
  return { ...query, sql, args, argTypes }
}

function writeCondition(column: string, { path, word, value, insensitive }: JsonCondition, add: AddParameter, fold: Fold): string {
  const place = `${add(createArray(path))}::text[]`
  const found = `(${column} #> ${place})`
  const text = `(${column} #>> ${place})`
  const json = () => `${add(JSON.stringify(value))}::jsonb`
  const ofType = (type: string, condition: string) => `CASE jsonb_typeof(${found}) WHEN '${type}' THEN ${condition} END`
  switch (word) {
    case 'isDbNull':
      return `${found} IS NULL`
    case 'isNotDbNull':
      return `${found} IS NOT NULL`
    case 'isAnyNull':
      return `COALESCE(jsonb_typeof(${found}), 'null') = 'null'`
    case 'isNoNull':
      return `COALESCE(jsonb_typeof(${found}), 'null') <> 'null'`
    case 'equals':
      return `${found} = ${json()}`
    case 'not':
      return `${found} <> ${json()}`
    case 'array_contains':
      return ofType('array', `${found} @> ${json()}`)
    case 'array_overlaps':
      return ofType('array', `EXISTS (SELECT FROM jsonb_array_elements(${json()}) AS member WHERE ${found} @> member)`)
    case 'array_starts_with':
      return ofType('array', `(${found} -> 0) = ${json()}`)
    case 'array_ends_with':
      return ofType('array', `(${found} -> -1) = ${json()}`)
    case 'string_contains':
    case 'string_starts_with':
    case 'string_ends_with':
      return ofType('string', likeText(text, `${add(createPattern(word, String(value)))}::text`, insensitive ? fold : (one) => one))
    default:
      if (typeof value === 'string') return ofType('string', `${text} COLLATE "C" ${OPERATORS[word]} ${add(value)}::text`)
      return ofType('number', `${found} ${OPERATORS[word]} ${json()}`)
  }
}

function likeText(text: string, pattern: string, fold: Fold): string {
  return `${fold(text)} LIKE ${fold(`(${pattern})`)}`
}

function createArray(parts: readonly string[]): string {
  return `{${parts.map((part) => `"${part.replace(/[\\"]/g, '\\$&')}"`).join(',')}}`
}
