import type { Facts, ModelFacts } from '../../contract/facts.js'
import { type Args, isObject, listOf } from './args.js'
import type { Runtime } from './runtime.js'

/** Methods that return rows which they may have calculated with. */
const UPDATES: ReadonlySet<string> = new Set(['update', 'upsert', 'updateManyAndReturn'])
const AGGREGATES: ReadonlySet<string> = new Set(['aggregate', 'groupBy'])

/** Significant digits that every engine gives of an average; PostgreSQL and MySQL give some more, each its own number. */
const AVERAGE_DIGITS = 15

/**
 * Gives decimals that an engine has calculated the digits that they have on every engine. SQLite calculates with doubles, and
 * rounds to the scale when it stores, after it has returned the row.
 */
export class DecimalResults {
  constructor(
    private readonly facts: Facts,
    private readonly runtime: Pick<Runtime, 'roundDecimal' | 'limitDigits'>,
  ) {}

  repair(model: string, operation: string, result: unknown): unknown {
    const facts = this.facts[model]
    if (facts === undefined) return result
    if (UPDATES.has(operation)) for (const row of listOf(result)) this.#roundRow(facts, row)
    if (AGGREGATES.has(operation)) for (const group of listOf(result)) this.#roundGroup(facts, group)
    return result
  }

  /** The result is Prisma's, made for this call: it is changed in its place. */
  #roundRow(facts: ModelFacts, row: unknown): void {
    if (!isObject(row)) return
    for (const name in row) {
      const storage = facts.fields[name]?.storage
      // What an extension has made of it is left alone.
      if (storage?.kind === 'decimal' && isObject(row[name])) set(row, name, this.runtime.roundDecimal(row[name], storage.scale))
      const related = this.facts[facts.relations[name]?.model ?? '']
      if (related !== undefined) for (const one of listOf(row[name])) this.#roundRow(related, one)
    }
  }

  #roundGroup(facts: ModelFacts, group: unknown): void {
    if (!isObject(group)) return
    this.#roundRow(facts, group._sum)
    const averages = group._avg
    if (!isObject(averages)) return
    for (const name in averages) {
      if (facts.fields[name]?.storage.kind === 'decimal') set(averages, name, this.runtime.limitDigits(averages[name], AVERAGE_DIGITS))
    }
  }
}

function set(row: Args, name: string, value: unknown): void {
  if (row[name] !== value) (row as Record<string, unknown>)[name] = value
}
