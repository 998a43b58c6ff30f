import type { Facts, FieldFacts, ModelFacts } from '../../contract/facts.js'
import { type Args, isObject } from './args.js'
import { markComparand, readMode } from './insensitive.js'
import type { ListRules } from './lists.js'

/** What becomes of the values in a caller's arguments. Each rule returns what it was given where it changes nothing. */
export interface Rules {
  /** A value that is compared with a field, by the filter's word: `equals`, `in`, `contains`, … */
  compared(field: FieldFacts, word: string, value: unknown, name: string): unknown
  readonly lists: ListRules
  /** A value that is written to a field, by the word of the operation: `set`, `increment`, … */
  written(field: FieldFacts, word: string, value: unknown, name: string): unknown
}

type Change = (value: unknown) => unknown

/** Nested writes that are given filters. */
const FILTERED = new Set(['connect', 'set', 'disconnect', 'delete', 'deleteMany'])
/** Nested writes that are given rows. */
const CREATED = new Set(['create'])
const ROWS = new Set(['data', 'create', 'update'])
const FILTERS = new Set(['where', 'having', 'cursor'])
const EXTREMES = new Set(['_min', '_max'])

/** Goes through a caller's arguments, which are not changed: what changes is replaced, with all that holds it. */
export class Rewriter {
  constructor(
    private readonly facts: Facts,
    private readonly rules: Rules,
  ) {}

  /** @param operation the method, or the word of a write within another */
  args(model: string, args: unknown, operation = ''): unknown {
    const facts = this.facts[model]
    if (facts === undefined) return args
    return replace(args, (name, value) => {
      if (FILTERS.has(name)) return this.#filter(facts, value)
      const creates = name === 'create' || (name === 'data' && operation.startsWith('create'))
      if (ROWS.has(name)) return each(value, (row) => this.#row(facts, row, creates))
      if (name === 'select' || name === 'include') return this.#selection(facts, value)
      return value
    })
  }

  #selection(facts: ModelFacts, selection: unknown): unknown {
    return replace(selection, (name, value) => {
      const relation = facts.relations[name]
      if (relation !== undefined) return this.args(relation.model, value)
      return name === '_count' ? replace(value, (word, counted) => (word === 'select' ? this.#selection(facts, counted) : counted)) : value
    })
  }

  #filter(facts: ModelFacts, filter: unknown): unknown {
    return each(filter, (one) =>
      replace(one, (name, value) => {
        if (name === 'AND' || name === 'OR' || name === 'NOT') return this.#filter(facts, value)
        const field = facts.fields[name]
        if (field !== undefined) return this.#compared(field, value, name)
        const relation = facts.relations[name]
        if (relation !== undefined) return this.#relationFilter(relation.model, value)
        // The name of a key of several fields.
        return this.#filter(facts, value)
      }),
    )
  }

  #relationFilter(model: string, filter: unknown): unknown {
    const facts = this.facts[model]
    if (facts === undefined) return filter
    const quantified = ['some', 'every', 'none', 'is', 'isNot'].some((word) => isObject(filter) && word in filter)
    return quantified ? replace(filter, (_, value) => this.#filter(facts, value)) : this.#filter(facts, filter)
  }

  #compared(field: FieldFacts, filter: unknown, name: string): unknown {
    if (field.storage.kind === 'list') return this.rules.lists.compared(field, filter, name)
    if (!isPlain(filter) || field.storage.kind === 'json') return this.rules.compared(field, 'equals', filter, name)
    const { insensitive, words } = field.storage.kind === 'text' ? readMode(filter) : { insensitive: false, words: filter }
    return this.#comparedWords(field, words, name, insensitive)
  }

  #comparedWords(field: FieldFacts, words: Args, name: string, insensitive: boolean): unknown {
    return replace(words, (word, value) => {
      if (word === 'not' && isPlain(value)) return this.#comparedWords(field, value, name, insensitive)
      // The least and the greatest of a group are compared as they are.
      if (EXTREMES.has(word) && isPlain(value)) return this.#comparedWords(field, value, name, false)
      const compared = this.rules.compared(field, word, value, name)
      return insensitive ? markComparand(compared) : compared
    })
  }

  #row(facts: ModelFacts, row: unknown, creates: boolean): unknown {
    return replace(row, (name, value) => {
      const field = facts.fields[name]
      if (field !== undefined) return this.#written(field, value, name, creates)
      const relation = facts.relations[name]
      return relation === undefined ? value : this.#relatedWrites(relation.model, value)
    })
  }

  #written(field: FieldFacts, value: unknown, name: string, creates: boolean): unknown {
    if (field.storage.kind === 'list') return this.rules.lists.written(field, value, name, creates)
    if (!isPlain(value) || field.storage.kind === 'json') return this.rules.written(field, 'set', value, name)
    return replace(value, (word, operand) => this.rules.written(field, word, operand, name))
  }

  #relatedWrites(model: string, actions: unknown): unknown {
    const facts = this.facts[model]
    if (facts === undefined) return actions
    return replace(actions, (action, value) =>
      each(value, (one) => {
        if (CREATED.has(action)) return this.#row(facts, one, true)
        if (FILTERED.has(action)) return this.#filter(facts, one)
        // The update of a single related row takes its data bare, too.
        const bare = action === 'update' && isObject(one) && !('data' in one)
        return bare ? this.#row(facts, one, false) : this.args(model, one, action)
      }),
    )
  }
}

/** An object of words, as opposed to a value that is an object: a date, bytes, a decimal, null in Json. */
function isPlain(value: unknown): value is Args {
  return isObject(value) && [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null)
}

function each(value: unknown, change: Change): unknown {
  if (!Array.isArray(value)) return change(value)
  let changed: unknown[] | undefined
  value.forEach((one, index) => {
    const other = change(one)
    if (other === one) return
    changed ??= [...value]
    changed[index] = other
  })
  return changed ?? value
}

function replace(object: unknown, change: (name: string, value: unknown) => unknown): unknown {
  if (!isObject(object)) return object
  let changed: Record<string, unknown> | undefined
  for (const name in object) {
    const value = object[name]
    if (value === undefined) continue
    const other = change(name, value)
    if (other === value) continue
    changed ??= { ...object }
    changed[name] = other
  }
  return changed ?? object
}
