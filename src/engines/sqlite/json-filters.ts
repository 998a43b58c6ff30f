import type { SqlQuery } from '@prisma/driver-adapter-utils'
import type { JsonCondition, JsonValue } from '../../contract/json-filters.js'
import { satisfies } from '../jsonb.js'
import { type FilterDialect, writeConditions } from '../marked-filters.js'
import { foldCase } from './fold-case.js'

/** The function that every connection has for filters of Json. */
export const JSON_FILTER = 'refract_json'

const DIALECT: FilterDialect = {
  before: /((?:`(?:[^`]|``)*`\.)*`(?:[^`]|``)*`) = $/,
  after: () => '',
  uses: 1,
  render(column, conditions, add) {
    const [{ path, word, value } = { path: [], word: 'not', value: null }, ...others] = conditions
    // Json is stored with its keys in one order (json.ts), so that equal documents are equal texts; an index can find them.
    const isWhole = others.length === 0 && path.length === 0 && word === 'equals'
    if (isWhole) return `${column} = ${add(JSON.stringify(value), { scalarType: 'json', arity: 'scalar' })}`
    return `${JSON_FILTER}(${column}, ${add(JSON.stringify(conditions))})`
  },
}

export function writeJsonFilters(query: SqlQuery): SqlQuery {
  return writeConditions(query, DIALECT)
}

const foldText = (text: string) => String(foldCase(text))

/** A document, or null, and conditions to what SQL makes of them. */
export function createJsonFilter(): (document: unknown, conditions: unknown) => number | null {
  // One statement asks for every row with the same conditions.
  let last: { text: unknown; conditions: readonly JsonCondition[] } = { text: null, conditions: [] }
  return (document, text) => {
    if (last.text !== text) last = { text, conditions: JSON.parse(String(text)) as JsonCondition[] }
    const result = satisfies(document === null ? undefined : (JSON.parse(String(document)) as JsonValue), last.conditions, foldText)
    return result === null ? null : Number(result)
  }
}
