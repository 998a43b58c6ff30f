import type { Facts, ModelFacts } from '../../contract/facts.js'
import { type Args, isObject, listOf } from './args.js'

/** Methods whose result is a list, or the first of one. */
const LISTS: ReadonlySet<string> = new Set(['findMany', 'findFirst', 'findFirstOrThrow'])

const AGGREGATES: ReadonlySet<string> = new Set(['aggregate', 'count'])

/** Where PostgreSQL puts nulls. */
const NULLS = { asc: 'last', desc: 'first' } as const

/**
 * Makes the order of every list total and the same on every engine, as PostgreSQL would give it: nulls where PostgreSQL
 * puts them, and rows that are alike, or for which no order is asked, by their primary key.
 */
export class Ordering {
  constructor(private readonly facts: Facts) {}

  /** The arguments with their order completed, and that of the lists within. */
  complete(model: string, operation: string, args: unknown): unknown {
    if (operation === 'groupBy') return this.#completeGroups(model, args)
    const given = isObject(args) ? args : {}
    const facts = this.facts[model]
    if (facts === undefined) return args
    const within = this.#completeWithin(facts, given)
    // An aggregate of all rows is the same in any order.
    const ordered = LISTS.has(operation) || (AGGREGATES.has(operation) && bounds(given))
    if (ordered) return { ...within, orderBy: this.#completeList(facts, given.orderBy) }
    return within === given ? args : within
  }

  #completeGroups(model: string, args: unknown): unknown {
    const facts = this.facts[model]
    if (facts === undefined || !isObject(args) || !isOrder(args.orderBy)) return args
    const asked = this.#addNulls(facts, args.orderBy)
    const rest = listOf(args.by).filter((name) => !asked.some((order) => String(name) in order))
    return { ...args, orderBy: [...asked, ...rest.map((name) => createOrder(facts, String(name)))] }
  }

  #completeWithin(facts: ModelFacts, args: Args): Args {
    let changed = args
    for (const name of ['select', 'include'] as const) {
      const selection = args[name]
      if (!isObject(selection)) continue
      const completed = this.#completeSelection(facts, selection)
      if (completed !== selection) changed = { ...changed, [name]: completed }
    }
    return changed
  }

  #completeSelection(facts: ModelFacts, selection: Args): Args {
    let changed = selection
    for (const name in selection) {
      const relation = facts.relations[name]
      const value = selection[name]
      const related = relation && this.facts[relation.model]
      if (relation === undefined || related === undefined || value === false || value === undefined || value === null) continue
      const given = isObject(value) ? value : {}
      const within = this.#completeWithin(related, given)
      const completed = relation.list ? { ...within, orderBy: this.#completeList(related, given.orderBy) } : within
      if (completed !== given) changed = { ...changed, [name]: completed }
    }
    return changed
  }

  #completeList(facts: ModelFacts, orderBy: unknown): unknown {
    if (!isOrder(orderBy)) return orderBy
    const asked = this.#addNulls(facts, orderBy)
    if (asked.some((order) => isUnique(facts, order))) return asked
    const rest = facts.id.filter((name) => !asked.some((order) => name in order))
    return [...asked, ...rest.map((name) => ({ [name]: 'asc' }))]
  }

  /** Prisma takes one field in each of a list, and several of an object in their order. */
  #addNulls(facts: ModelFacts, orderBy: unknown): Args[] {
    return listOf(orderBy).flatMap((order) =>
      isObject(order)
        ? Object.entries(order).flatMap(([name, value]) => (value === undefined ? [] : [this.#addNull(facts, name, value)]))
        : [],
    )
  }

  #addNull(facts: ModelFacts, name: string, value: unknown): Args {
    const relation = facts.relations[name]
    const related = relation && this.facts[relation.model]
    if (related !== undefined && isObject(value)) {
      const [within] = this.#addNulls(related, value)
      return { [name]: within ?? value }
    }
    if (facts.fields[name]?.required !== false) return { [name]: value }
    const { sort = value, nulls } = isObject(value) ? value : {}
    return { [name]: sort === 'asc' || sort === 'desc' ? { sort, nulls: nulls ?? NULLS[sort] } : value }
  }
}

/** Anything else is for Prisma to refuse. */
function isOrder(orderBy: unknown): boolean {
  return listOf(orderBy).every(isObject)
}

function createOrder(facts: ModelFacts, name: string): Args {
  return { [name]: facts.fields[name]?.required === false ? { sort: 'asc', nulls: NULLS.asc } : 'asc' }
}

/** A field that no two rows share: what comes behind it in an order decides nothing. */
function isUnique(facts: ModelFacts, order: Args): boolean {
  return [{ fields: facts.id }, ...facts.uniques].some(
    ({ fields: [name = '', ...others] }) => others.length === 0 && name in order && facts.fields[name]?.required === true,
  )
}

function bounds({ take, skip, cursor }: Args): boolean {
  return take !== undefined || skip !== undefined || cursor !== undefined
}
