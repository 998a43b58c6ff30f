import type { SqlQuery } from '@prisma/driver-adapter-utils'
import type { JsonCondition, JsonOrderWord, JsonTextWord, JsonValue } from '../../contract/json-filters.js'
import type { Fold } from '../fold-marked.js'
import { readIndex } from '../jsonb.js'
import { type AddParameter, createPattern, type FilterDialect, writeConditions } from '../marked-filters.js'
import { toFolded } from './fold-case.js'

/*
 * PostgreSQL's filters of Json in MySQL's SQL, and in MariaDB's, each behind a comment that the other does not read: MySQL
 * compares Json by value, MariaDB keeps it as text, with its keys in one order (json.ts), and compares the text.
 */

const DIALECT: FilterDialect = {
  before: /\(JSON_CONTAINS\(((?:`(?:[^`]|``)*`\.)*`(?:[^`]|``)*`), $/,
  after: (column) => `) AND JSON_CONTAINS(?, ${column}))`,
  uses: 2,
  render: (column, conditions, add) => `(${conditions.map((condition) => new Writer(add).write(column, condition)).join(' AND ')})`,
}

export function writeJsonFilters(query: SqlQuery): SqlQuery {
  return writeConditions(query, DIALECT)
}

/** Writes an expression anew with each call, since each of its parameters must be given as often as it stands there. */
type Expression = () => string

const OPERATORS: Readonly<Record<JsonOrderWord, string>> = { lt: '<', lte: '<=', gt: '>', gte: '>=' }
const NUMBERS = "'INTEGER', 'UNSIGNED INTEGER', 'DOUBLE', 'DECIMAL'"

class Writer {
  #members = 0

  constructor(private readonly add: AddParameter) {}

  write(column: string, { path, word, value, insensitive }: JsonCondition): string {
    const found = this.#find(() => column, path)
    switch (word) {
      case 'isDbNull':
        return `${found()} IS NULL`
      case 'isNotDbNull':
        return `${found()} IS NOT NULL`
      case 'isAnyNull':
        return `COALESCE(JSON_TYPE(${found()}), 'NULL') = 'NULL'`
      case 'isNoNull':
        return `COALESCE(JSON_TYPE(${found()}), 'NULL') <> 'NULL'`
      case 'equals':
        return this.#isEqual(found, value)
      case 'not':
        return `NOT ${this.#isEqual(found, value)}`
      case 'array_contains':
        return `CASE JSON_TYPE(${found()}) WHEN 'ARRAY' THEN ${this.#hasMembers(found, value)} END`
      case 'array_overlaps':
        return `CASE JSON_TYPE(${found()}) WHEN 'ARRAY' THEN ${this.#hasSome(found, value)} END`
      case 'array_starts_with':
        return `CASE JSON_TYPE(${found()}) WHEN 'ARRAY' THEN ${this.#isEqual(() => `JSON_EXTRACT(${found()}, '$[0]')`, value)} END`
      case 'array_ends_with':
        return `CASE JSON_TYPE(${found()}) WHEN 'ARRAY' THEN ${this.#isEqual(this.#findMember(found, -1), value)} END`
      case 'string_contains':
      case 'string_starts_with':
      case 'string_ends_with':
        return this.#isLike(found, word, String(value), insensitive ? toFolded : (text) => text)
      default:
        return typeof value === 'string' ? this.#compareTexts(found, word, value) : this.#compareNumbers(found, word, value)
    }
  }

  /** The value at a path. Without a check MySQL takes what is no array for one of a single member. */
  #find(root: Expression, path: readonly string[]): Expression {
    let found = root
    let keys = ''
    const follow = (path: string, parent: Expression): Expression =>
      path === '' ? parent : () => `JSON_EXTRACT(${parent()}, ${this.add(`$${path}`)})`
    for (const part of path) {
      const index = readIndex(part)
      if (index === null) {
        keys += `.${JSON.stringify(part)}`
        continue
      }
      const parent = follow(keys, found)
      keys = ''
      const member = this.#findMember(parent, index)
      found = () => `CASE JSON_TYPE(${parent()}) WHEN 'ARRAY' THEN ${member()} ELSE ${this.#findKey(parent, part)()} END`
    }
    return follow(keys, found)
  }

  /** MariaDB reads `last` in a path wrong after the first row. */
  #findMember(array: Expression, index: number): Expression {
    if (index >= 0) return () => `JSON_EXTRACT(${array()}, ${this.add(`$[${index}]`)})`
    const length = () => `JSON_LENGTH(${array()})`
    return () => `CASE WHEN ${length()} >= ${-index} THEN JSON_EXTRACT(${array()}, CONCAT('$[', ${length()} - ${-index}, ']')) END`
  }

  #isEqual(found: Expression, value: JsonValue): string {
    // MariaDB puts spaces into what it takes out of a document.
    const start = `(/*M!100202 JSON_COMPACT( */ ${found()} /*M!100202 ) */ = `
    const parameter = this.add(JSON.stringify(value), { scalarType: 'json', arity: 'scalar' })
    return `${start}/*!80017 CAST(${parameter} AS JSON) */ /*M!100202 ${parameter} COLLATE utf8mb4_bin */)`
  }

  /** By bytes, which is by code point: the collations of these functions take spaces at the end for nothing. */
  #isLike(found: Expression, word: JsonTextWord, text: string, fold: Fold): string {
    const start = `CASE JSON_TYPE(${found()}) WHEN 'STRING' THEN CAST(${fold(`JSON_UNQUOTE(${found()})`)} AS BINARY)`
    return `${start} LIKE CAST(${fold(this.add(createPattern(word, text)))} AS BINARY) END`
  }

  #compareTexts(found: Expression, word: JsonOrderWord, text: string): string {
    const start = `CASE JSON_TYPE(${found()}) WHEN 'STRING' THEN CAST(JSON_UNQUOTE(${found()}) AS BINARY)`
    return `${start} ${OPERATORS[word]} CAST(${this.add(text)} AS BINARY) END`
  }

  #compareNumbers(found: Expression, word: JsonOrderWord, value: JsonValue): string {
    const start = `CASE WHEN JSON_TYPE(${found()}) IN (${NUMBERS}) THEN CAST(${found()} AS DOUBLE)`
    return `${start} ${OPERATORS[word]} CAST(${this.add(String(value))} AS DOUBLE) END`
  }

  /** `@>` of an array: JSON_CONTAINS would look for members in the arrays within it, too. */
  #hasMembers(array: Expression, value: JsonValue): string {
    if (Array.isArray(value)) return this.#all(value.map((member: JsonValue) => () => this.#hasMember(array, member)))
    return typeof value === 'object' && value !== null ? 'FALSE' : this.#hasMember(array, value)
  }

  #hasSome(array: Expression, value: JsonValue): string {
    const members = Array.isArray(value) ? value.map((member: JsonValue) => this.#hasMember(array, member)) : []
    return members.length === 0 ? 'FALSE' : `(${members.join(' OR ')})`
  }

  #hasMember(array: Expression, value: JsonValue): string {
    this.#members += 1
    const member = `refract_${this.#members}`
    const source = `JSON_TABLE(${array()}, '$[*]' COLUMNS (e JSON PATH '$')) AS ${member}`
    // MySQL gives the null of Json as SQL's.
    const condition = value === null ? `COALESCE(JSON_TYPE(${member}.e), 'NULL') = 'NULL'` : this.#contains(() => `${member}.e`, value)
    return `EXISTS (SELECT 1 FROM ${source} WHERE ${condition})`
  }

  #contains(found: Expression, value: JsonValue): string {
    if (typeof value !== 'object' || value === null) return this.#isEqual(found, value)
    const isArray = Array.isArray(value)
    const members = isArray
      ? value.map((member: JsonValue) => () => this.#hasMember(found, member))
      : Object.entries(value).map(
          ([key, member]) =>
            () =>
              this.#contains(this.#findKey(found, key), member),
        )
    return this.#all([() => `JSON_TYPE(${found()}) = '${isArray ? 'ARRAY' : 'OBJECT'}'`, ...members])
  }

  #findKey(parent: Expression, key: string): Expression {
    return () => `JSON_EXTRACT(${parent()}, ${this.add(`$.${JSON.stringify(key)}`)})`
  }

  #all(conditions: readonly Expression[]): string {
    return conditions.length === 0 ? 'TRUE' : `(${conditions.map((write) => write()).join(' AND ')})`
  }
}
