import type { Facts, ModelFacts } from '../../contract/facts.js'
import { type Args, isObject, listOf } from './args.js'
import type { Runtime } from './runtime.js'

/** Methods that return rows which they may have calculated with. */
const UPDATES: ReadonlySet<string> = new Set(['update', 'upsert', 'updateManyAndReturn'])
const AGGREGATES: ReadonlySet<string> = new Set(['aggregate', 'groupBy'])

/**
 * Significant digits that every engine gives of an average, and of a sum of floats. Each gives some more, its own: PostgreSQL and
 * MySQL divide with decimals and SQLite with doubles, and SQLite sums up with the digits that the others lose.
 */
const DIGITS = 15

/**
 * Gives numbers that an engine has calculated the digits that they have on every engine. SQLite calculates decimals with doubles,
 * and rounds to the scale when it stores, after it has returned the row.
 */
export class CalculatedResults {
  constructor(
    private readonly facts: Facts,
    private readonly runtime: Pick<Runtime, 'createError' | 'roundDecimal' | 'limitDigits'>,
  ) {}

  repair(model: string, operation: string, result: unknown): unknown {
    const facts = this.facts[model]
    if (facts === undefined) return result
    if (UPDATES.has(operation)) for (const row of listOf(result)) this.#roundRow(facts, row)
    if (AGGREGATES.has(operation)) for (const group of listOf(result)) this.#limitGroup(model, facts, group)
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

  #limitGroup(model: string, facts: ModelFacts, group: unknown): void {
    if (!isObject(group)) return
    const { _sum: sums, _avg: averages } = group
    this.#roundRow(facts, sums)
    if (isObject(sums)) for (const name in sums) if (facts.fields[name]?.storage.kind === 'float') this.#limit(model, sums, name)
    if (isObject(averages)) for (const name in averages) this.#limit(model, averages, name)
  }

  #limit(model: string, values: Args, name: string): void {
    const value = values[name]
    // PostgreSQL says so; the others give what comes behind their greatest number.
    if (isEndless(value)) throw this.runtime.createError('P2020', 'Value out of range for the type', { modelName: model })
    set(values, name, typeof value === 'number' ? limitDigits(value) : this.runtime.limitDigits(value, DIGITS))
  }
}

function limitDigits(value: number): number {
  const limited = Number(value.toPrecision(DIGITS))
  // The greatest ones would be rounded up to what is none.
  return isEndless(limited) ? value : limited
}

function isEndless(value: unknown): boolean {
  return typeof value === 'number' && !Number.isFinite(value)
}

function set(row: Args, name: string, value: unknown): void {
  if (row[name] !== value) (row as Record<string, unknown>)[name] = value
}
