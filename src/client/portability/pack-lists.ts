import type { ArgType, SqlQuery } from '@prisma/driver-adapter-utils'
import type { PackList } from '../../contract/value-list.js'
import { isMarked } from '../../engines/fold-marked.js'

/** Shorter lists stay: the statement is as good with them. */
const LEAST = 100

/** Names and texts, in which nothing is an argument, and arguments: `?`, or `$1` in their order. */
const TOKENS = /"[^"]*"|`[^`]*`|'[^']*'|\$\d+|\?/g
/** A column by its names, each of at most 63 characters. */
const COLUMN = /(?:[`"][^`"]+[`"]\.)*[`"][^`"]+[`"]$/
const LONGEST_COLUMN = 200

const PLACEHOLDERS = /^[$?\d,]+$/

/** Puts every long list of a statement into as few arguments as the engine needs. */
export function packLists(query: SqlQuery, packList: PackList): SqlQuery {
  const rewriting = new Rewriting(query)
  for (const { column, start, end, values, negated, correlated } of findLists(query.sql)) {
    rewriting.copyUntil(column)
    const type = query.argTypes[rewriting.taken]
    const list = query.args.slice(rewriting.taken, rewriting.taken + values)
    // Marked texts are folded one by one.
    const packed = type === undefined || list.some(isMarked) ? null : packList({ values: list, type, negated, correlated })
    if (packed !== null) rewriting.write(packed.before ?? '')
    rewriting.copyUntil(start)
    if (packed !== null) rewriting.replace(end, values, packed.sql, packed.args, packed.argTypes)
  }
  return rewriting.finish()
}

interface FoundList {
  /** Where the column begins that is compared. */
  readonly column: number
  readonly start: number
  readonly end: number
  readonly values: number
  readonly negated: boolean
  readonly correlated: boolean
}

function* findLists(sql: string): Generator<FoundList> {
  for (let found = sql.indexOf(' IN ('); found !== -1; found = sql.indexOf(' IN (', found + 1)) {
    const end = sql.indexOf(')', found)
    const inner = sql.slice(found + ' IN ('.length, end)
    if (!PLACEHOLDERS.test(inner)) continue
    const values = inner.split(',').length
    const negated = sql.endsWith(' NOT', found)
    if (values < LEAST) continue
    const start = negated ? found - ' NOT'.length : found
    const name = COLUMN.exec(sql.slice(Math.max(0, start - LONGEST_COLUMN), start))?.[0] ?? ''
    yield { column: start - name.length, start, end: end + 1, values, negated, correlated: sql.lastIndexOf('EXISTS(', found) !== -1 }
  }
}

/** A statement that is written anew, its arguments numbered as they come. */
class Rewriting {
  /** How many of the old arguments are behind us. */
  taken = 0
  #position = 0
  #sql = ''
  readonly #args: unknown[] = []
  readonly #argTypes: ArgType[] = []
  readonly #numbered: boolean

  constructor(private readonly query: SqlQuery) {
    this.#numbered = query.sql.includes('$1')
  }

  copyUntil(end: number): void {
    this.#sql += this.query.sql.slice(this.#position, end).replace(TOKENS, (token) => {
      if (token !== '?' && !token.startsWith('$')) return token
      const index = this.taken++
      return this.#number(this.query.args[index], this.query.argTypes[index] as ArgType)
    })
    this.#position = end
  }

  write(text: string): void {
    this.#sql += text
  }

  replace(end: number, values: number, sql: string, args: readonly unknown[], argTypes: readonly ArgType[]): void {
    let next = 0
    // Without arguments it holds values, which may have a question mark.
    this.#sql += args.length === 0 ? sql : sql.replace('?', () => this.#number(args[next], argTypes[next++] as ArgType))
    this.taken += values
    this.#position = end
  }

  finish(): SqlQuery {
    this.copyUntil(this.query.sql.length)
    return { ...this.query, sql: this.#sql, args: this.#args, argTypes: this.#argTypes }
  }

  #number(arg: unknown, type: ArgType): string {
    this.#args.push(arg)
    this.#argTypes.push(type)
    return this.#numbered ? `$${this.#args.length}` : '?'
  }
}
