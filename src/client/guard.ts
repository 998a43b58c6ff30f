import { BANS, type BannedKeys, type Bans } from '../contract/bans.js'
import { RefractError } from '../contract/errors.js'
import type { Facts, FieldFacts, ModelFacts } from '../contract/facts.js'
import { interceptRequests } from './intercept.js'
import { type Args, isObject, listOf } from './portability/args.js'
import { comparesFields } from './portability/insensitive.js'
import { isMarkedRawSql, refuseRawSql } from './raw-sql.js'

interface Client {
  $transaction: (this: Client, work: unknown, options?: { isolationLevel?: string }) => Promise<unknown>
}

const BANNED: Bans = BANS
/** Nested writes that are given a filter and nothing else. */
const FILTER_ACTIONS = new Set(['connect', 'set', 'disconnect', 'delete', 'deleteMany'])
const LOGIC = new Set(['AND', 'OR', 'NOT'])
const QUANTIFIERS = ['some', 'every', 'none', 'is', 'isNot']
const LISTS = ['in', 'notIn']
/** MySQL's packets hold so many texts of the usual length, and MariaDB's are a quarter of them. */
const LONGEST_LIST = 250_000
/** Where each value is an argument of its own: SQLite reads no float from a text exactly, and texts are folded one by one. */
const LONGEST_SINGLE = 30_000
const EXTREMES = ['_min', '_max']
const FOLLOWS = 'MySQL refuses it where a row of the same model refers to it, and PostgreSQL changes that row too'
const FOLDS_VALUES = 'not every engine compares two fields without regard to case'

/**
 * Refuses on every engine what is banned, so that a program written on one of them does not fail on another. The types
 * say the same; this is for JavaScript, casts and TypeScript's blind spots.
 */
export function guardClient(client: unknown, facts: Facts, providers: readonly string[]): unknown {
  const guarded = client as Client
  const { $transaction: transaction } = guarded
  const guard = new Guard(facts)
  interceptRequests(guarded, ({ model, operation, args }, run) => {
    if (model !== undefined) guard.checkArgs(model, args, operation)
    else if (!isMarkedRawSql(operation)) refuseRawSql(operation, 'every engine has a dialect of its own', providers)
    return run(args)
  })
  guarded.$transaction = function (work, options) {
    assertPortableIsolation(options)
    return transaction.call(this, work, options)
  }
  return guarded
}

/**
 * The one isolation level that every engine has is the strictest.
 *
 * @throws {RefractError} `REFRACT_NOT_PORTABLE`
 */
export function assertPortableIsolation(options: { isolationLevel?: string } | undefined): void {
  const level = options?.isolationLevel
  if (level !== undefined && level !== 'Serializable') refuse('Transactions', `isolationLevel ${level}`, BANNED.isolationLevel)
}

/** Walks over what a caller gave, not over what a model has: arguments are short, models are not. */
class Guard {
  /** Fields that rows of the same model refer to, by model. */
  readonly #followed: ReadonlyMap<string, readonly string[]>

  constructor(private readonly facts: Facts) {
    this.#followed = new Map(Object.entries(facts).map(([name, { relations }]) => [name, findFollowed(relations)]))
  }

  /** @param action the method, or the word of a write within another; of a relation that is read there is none */
  checkArgs(name: string, args: unknown, action = ''): void {
    const model = this.facts[name]
    if (model === undefined || !isObject(args)) return
    refuseKeys(name, args, BANNED.args)
    for (const key in args) {
      const value = args[key]
      switch (key) {
        case 'where':
        case 'having':
        case 'cursor':
          this.#checkFilter(name, model, value)
          break
        case 'select':
        case 'include':
          this.#checkSelection(model, value)
          break
        case 'orderBy':
          this.#checkOrder(name, model, value)
          break
        case 'by':
          checkGroups(name, model, value)
          break
        case '_min':
        case '_max':
          checkExtremes(name, model, key, value)
          break
        case 'data':
        case 'create':
        case 'update':
          if (key === 'update' || action.startsWith('update')) this.#checkFollowed(name, value)
          for (const row of listOf(value)) this.#checkData(model, row)
      }
    }
  }

  #checkSelection(model: ModelFacts, selection: unknown): void {
    if (!isObject(selection)) return
    for (const key in selection) {
      const value = selection[key]
      if (!isObject(value)) continue
      if (key === '_count') this.#checkSelection(model, value.select)
      const relation = model.relations[key]
      if (relation !== undefined) this.checkArgs(relation.model, value)
    }
  }

  #checkOrder(name: string, model: ModelFacts, orderBy: unknown): void {
    for (const order of listOf(orderBy)) {
      if (!isObject(order)) continue
      refuseKeys(name, order, BANNED.orderBy)
      for (const key in order) {
        const value = order[key]
        if (value === undefined) continue
        if (EXTREMES.includes(key)) checkExtremes(name, model, key, value)
        const field = model.fields[key]
        const reason = field && BANNED.ordered[field.storage.kind]
        if (reason !== undefined) refuse(`${name}.${key}`, 'orderBy', reason)
        const relation = model.relations[key]
        if (relation !== undefined) this.#checkRelated(relation.model, (related) => this.#checkOrder(relation.model, related, value))
      }
    }
  }

  #checkFollowed(name: string, data: unknown): void {
    if (!isObject(data)) return
    for (const field of this.#followed.get(name) ?? []) if (data[field] !== undefined) refuse(`${name}.${field}`, 'update', FOLLOWS)
  }

  /** The values of a write, and writes to related models within it. */
  #checkData(model: ModelFacts, data: unknown): void {
    if (!isObject(data)) return
    for (const key in data) {
      const value = data[key]
      if (!isObject(value)) continue
      const relation = model.relations[key]
      if (relation !== undefined) this.#checkRelated(relation.model, (related) => this.#checkWrites(relation.model, related, value))
    }
  }

  #checkWrites(name: string, model: ModelFacts, actions: Args): void {
    for (const action in actions) {
      for (const args of listOf(actions[action])) {
        if (action === 'create') this.#checkData(model, args)
        else if (FILTER_ACTIONS.has(action)) this.#checkFilter(name, model, args)
        else {
          this.checkArgs(name, args, action)
          // The update of a single related row takes its data bare, too.
          if (action === 'update') {
            if (isObject(args) && args.data === undefined) this.#checkFollowed(name, args)
            this.#checkData(model, args)
          }
        }
      }
    }
  }

  #checkFilter(name: string, model: ModelFacts, filter: unknown): void {
    for (const part of listOf(filter)) {
      if (!isObject(part)) continue
      for (const key in part) {
        const value = part[key]
        if (LOGIC.has(key)) this.#checkFilter(name, model, value)
        if (!isObject(value)) continue
        const field = model.fields[key]
        const relation = model.relations[key]
        if (field !== undefined) checkComparison(`${name}.${key}`, field, value)
        if (relation !== undefined) this.#checkRelated(relation.model, (related) => this.#checkRelation(relation.model, related, value))
      }
    }
  }

  #checkRelation(name: string, model: ModelFacts, filter: Args): void {
    this.#checkFilter(name, model, filter)
    for (const quantifier of QUANTIFIERS) this.#checkFilter(name, model, filter[quantifier])
  }

  #checkRelated(name: string, check: (model: ModelFacts) => void): void {
    const model = this.facts[name]
    if (model !== undefined) check(model)
  }
}

function findFollowed(relations: ModelFacts['relations']): readonly string[] {
  return Object.values(relations).flatMap(({ foreignKey }) => foreignKey?.follows ?? [])
}

function checkComparison(subject: string, field: FieldFacts, filter: Args): void {
  const { kind } = field.storage
  refuseKeys(subject, filter, BANNED.filters[kind])
  const most = filter.mode === 'insensitive' || kind === 'float' ? LONGEST_SINGLE : LONGEST_LIST
  for (const word of LISTS) assertLength(subject, filter, word, most)
  if (filter.mode === 'insensitive' && comparesFields(filter)) refuse(subject, 'mode', FOLDS_VALUES)
  for (const extreme of EXTREMES) {
    const reason = BANNED.extremes[kind]
    if (filter[extreme] === undefined) continue
    if (reason !== undefined) refuse(subject, extreme, reason)
    if (isObject(filter[extreme])) checkComparison(subject, field, filter[extreme])
  }
  // What stands in `not` of a Json filter is data.
  if (kind !== 'json' && isObject(filter.not)) checkComparison(subject, field, filter.not)
}

/** Groups come in the order of what they are grouped by. */
function checkGroups(name: string, model: ModelFacts, by: unknown): void {
  for (const key of listOf(by)) {
    const field = model.fields[String(key)]
    const reason = field && BANNED.ordered[field.storage.kind]
    if (reason !== undefined) refuse(`${name}.${key}`, 'groupBy', reason)
  }
}

function assertLength(subject: string, filter: Args, word: string, most: number): void {
  const list = filter[word]
  if (!Array.isArray(list) || list.length <= most) return
  refuse(subject, `${word} with ${list.length} values`, `${most} are the most that every engine takes`)
}

function checkExtremes(name: string, model: ModelFacts, extreme: string, fields: unknown): void {
  if (!isObject(fields)) return
  for (const key in fields) {
    const field = model.fields[key]
    const reason = field && BANNED.extremes[field.storage.kind]
    if (reason !== undefined && fields[key] !== undefined) refuse(`${name}.${key}`, extreme, reason)
  }
}

function refuseKeys(subject: string, given: Args, banned: BannedKeys | undefined): void {
  for (const key in banned) {
    const reason = banned[key]
    if (given[key] !== undefined && reason !== undefined) refuse(subject, key, reason)
  }
}

/** @throws {RefractError} `REFRACT_NOT_PORTABLE` */
export function refuse(subject: string, what: string, reason: string): never {
  throw new RefractError(
    'REFRACT_NOT_PORTABLE',
    `${subject}: ${what} does not work the same on every engine, so a portable client refuses it: ${reason}.`,
    { hint: "Use what every engine has, or an engine's own client: createClient('postgresql')." },
  )
}
