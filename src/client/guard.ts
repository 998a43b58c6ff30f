import { RefractError } from '../contract/errors.js'
import { interceptRequests } from './intercept.js'
import { type Args, isObject, listOf } from './portability/args.js'

type Field = { readonly name: string; readonly kind: string; readonly type: string }

/** The part of a generated client that the guard reads: its own description of its models. */
interface Client {
  readonly _runtimeDataModel: { readonly models: Readonly<Record<string, { readonly fields: readonly Field[] }>> }
  $transaction: (this: Client, work: unknown, options?: { isolationLevel?: string }) => Promise<unknown>
}

const OPERATIONS = new Set(['createManyAndReturn', 'updateManyAndReturn'])
const TEXT_FILTERS = ['mode', 'search']
const JSON_FILTERS = ['mode', 'path', 'array_contains', 'array_starts_with', 'array_ends_with', 'lt', 'lte', 'gt', 'gte']
/** Nested writes that are given a filter and nothing else. */
const FILTER_ACTIONS = new Set(['connect', 'set', 'disconnect', 'delete', 'deleteMany'])
const LOGIC = new Set(['AND', 'OR', 'NOT'])
const QUANTIFIERS = ['some', 'every', 'none', 'is', 'isNot']

/**
 * Refuses on every engine what one engine lacks, so that a program written on one of them does not
 * fail on another. The types say the same; this is for JavaScript, casts and TypeScript's blind spots.
 */
export function guardClient(client: unknown): unknown {
  const guarded = client as Client
  const { _runtimeDataModel: dataModel, $transaction: transaction } = guarded
  const guard = new Guard(dataModel)
  interceptRequests(guarded, ({ model, operation, args }, run) => {
    if (model === undefined) refuse('Raw SQL', operation)
    if (OPERATIONS.has(operation)) refuse(model, operation)
    guard.checkArgs(model, args)
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
  if (level !== undefined && level !== 'Serializable') refuse('Transactions', `isolationLevel ${level}`)
}

/** Walks over what a caller gave, not over what a model has: arguments are short, models are not. */
class Guard {
  readonly #known = new Map<string, ReadonlyMap<string, Field>>()

  constructor(private readonly dataModel: Client['_runtimeDataModel']) {}

  checkArgs(model: string, args: unknown): void {
    if (!isObject(args)) return
    for (const name in args) {
      const value = args[name]
      switch (name) {
        case 'where':
        case 'having':
          this.#checkFilter(model, value)
          break
        case 'select':
        case 'include':
          this.#checkSelection(model, value)
          break
        case 'orderBy':
          this.#checkOrder(model, value)
          break
        case 'data':
        case 'create':
        case 'update':
          for (const row of listOf(value)) this.#checkData(model, row)
          break
        case 'skipDuplicates':
        case 'relationLoadStrategy':
          if (value !== undefined) refuse(model, name)
      }
    }
  }

  #checkSelection(model: string, fields: unknown): void {
    if (!isObject(fields)) return
    for (const name in fields) {
      const value = fields[name]
      if (!isObject(value)) continue
      if (name === '_count') this.#checkSelection(model, value.select)
      const field = this.#field(model, name)
      if (field?.kind === 'object') this.checkArgs(field.type, value)
    }
  }

  #checkOrder(model: string, orderBy: unknown): void {
    for (const order of listOf(orderBy)) {
      if (!isObject(order)) continue
      for (const name in order) {
        const value = order[name]
        if (name === '_relevance' && value !== undefined) refuse(model, 'orderBy._relevance')
        if (typeof value !== 'object') continue
        const field = this.#field(model, name)
        if (field?.kind === 'object') this.#checkOrder(field.type, value)
      }
    }
  }

  /** The values of a write, and writes to related models within it. */
  #checkData(model: string, data: unknown): void {
    if (!isObject(data)) return
    for (const name in data) {
      const value = data[name]
      if (!isObject(value)) continue
      const field = this.#field(model, name)
      if (field?.kind === 'object') this.#checkRelated(field.type, value)
      // PostgreSQL and SQLite cut the rest off, MySQL rounds.
      else if ((field?.type === 'Int' || field?.type === 'BigInt') && value.divide !== undefined) refuse(`${model}.${name}`, 'divide')
    }
  }

  #checkRelated(model: string, actions: Args): void {
    for (const action in actions) {
      for (const args of listOf(actions[action])) {
        if (action === 'create') this.#checkData(model, args)
        else if (FILTER_ACTIONS.has(action)) this.#checkFilter(model, args)
        else {
          this.checkArgs(model, args)
          // The update of a single related row takes its data bare, too.
          if (action === 'update') this.#checkData(model, args)
        }
      }
    }
  }

  #checkFilter(model: string, filter: unknown): void {
    for (const part of listOf(filter)) {
      if (!isObject(part)) continue
      for (const name in part) {
        const value = part[name]
        if (LOGIC.has(name)) this.#checkFilter(model, value)
        else if (isObject(value)) this.#checkField(model, name, value)
      }
    }
  }

  #checkField(model: string, name: string, value: Args): void {
    const field = this.#field(model, name)
    if (field === undefined) return
    if (field.kind === 'object') {
      this.#checkFilter(field.type, value)
      for (const quantifier of QUANTIFIERS) this.#checkFilter(field.type, value[quantifier])
      return
    }
    const banned = field.type === 'String' ? TEXT_FILTERS : field.type === 'Json' ? JSON_FILTERS : []
    for (const key of banned) if (value[key] !== undefined) refuse(`${model}.${name}`, key)
    // What stands in `not` of a Json filter is data.
    if (field.type === 'String' && isObject(value.not)) this.#checkField(model, name, value.not)
  }

  #field(model: string, name: string): Field | undefined {
    let fields = this.#known.get(model)
    if (fields === undefined) {
      fields = new Map(this.dataModel.models[model]?.fields.map((field) => [field.name, field]))
      this.#known.set(model, fields)
    }
    return fields.get(name)
  }
}

function refuse(subject: string, what: string): never {
  throw new RefractError(
    'REFRACT_NOT_PORTABLE',
    `${subject}: ${what} does not work the same on every engine, so a portable client refuses it.`,
    {
      hint: "Use what every engine has, or an engine's own client: createClient('postgresql').",
    },
  )
}
