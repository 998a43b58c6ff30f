import { RefractError } from '../contract/errors.js'

/** The part of a generated client's own description of its models that the guard reads. */
interface DataModel {
  readonly models: Readonly<Record<string, { readonly fields: readonly { name: string; kind: string; type: string }[] }>>
}

interface Extensible {
  readonly _runtimeDataModel: DataModel
  $on(event: string, listener: (event: unknown) => void): unknown
  $extends(extension: object): object
  $transaction(work: unknown, options?: object): Promise<unknown>
}

interface Operation {
  /** Undefined for raw SQL. */
  model: string | undefined
  operation: string
  args: unknown
  query: (args: unknown) => Promise<unknown>
}

type Args = Readonly<Record<string, unknown>>

const OPERATIONS = new Set(['createManyAndReturn', 'updateManyAndReturn'])
const ARGUMENTS = ['skipDuplicates', 'relationLoadStrategy']
const TEXT_FILTERS = ['mode', 'search']
const JSON_FILTERS = ['mode', 'path', 'array_contains', 'array_starts_with', 'array_ends_with', 'lt', 'lte', 'gt', 'gte']
/** Nested writes that are given a filter and nothing else. */
const FILTER_ACTIONS = new Set(['connect', 'set', 'disconnect', 'delete', 'deleteMany'])
const LOGIC = new Set(['AND', 'OR', 'NOT'])

/**
 * Refuses on every engine what one engine lacks, so that a program written on one of them does not
 * fail on another. The types say the same; this is for JavaScript, casts and TypeScript's blind spots.
 */
export function guardClient(client: unknown): unknown {
  const base = client as Extensible
  const guard = new Guard(base._runtimeDataModel)
  const guarded = base.$extends({
    name: 'refract-portable',
    query: {
      $allOperations({ model, operation, args, query }: Operation) {
        if (model === undefined) refuse('Raw SQL', operation)
        if (OPERATIONS.has(operation)) refuse(model, operation)
        guard.checkArgs(model, args as Args)
        return query(args)
      },
    },
  }) as Extensible
  return Object.create(guarded, {
    // Prisma takes $on away from extended clients.
    $on: { value: base.$on.bind(base) },
    $transaction: {
      value(work: unknown, options?: { isolationLevel?: string }) {
        assertPortableIsolation(options)
        return guarded.$transaction(work, options)
      },
    },
  })
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

type Relations = readonly (readonly [name: string, model: string])[]

class Guard {
  readonly #known = new Map<string, Relations>()

  constructor(private readonly dataModel: DataModel) {}

  checkArgs(model: string, args: unknown): void {
    if (!isObject(args)) return
    for (const name of ARGUMENTS) if (args[name] !== undefined) refuse(model, name)
    this.#checkFilter(model, args.where)
    this.#checkFilter(model, args.having)
    this.#checkOrder(model, args.orderBy)
    for (const [name, type] of this.#relations(model)) {
      for (const fields of [args.include, args.select]) {
        this.checkArgs(type, memberOf(fields, name))
        this.checkArgs(type, memberOf(memberOf(memberOf(fields, '_count'), 'select'), name))
      }
    }
    for (const data of [args.data, args.create, args.update]) for (const row of listOf(data)) this.#checkData(model, row)
  }

  #checkOrder(model: string, orderBy: unknown): void {
    for (const order of listOf(orderBy)) {
      if (!isObject(order)) continue
      if (order._relevance !== undefined) refuse(model, 'orderBy._relevance')
      for (const [name, type] of this.#relations(model)) this.#checkOrder(type, order[name])
    }
  }

  /** The values of a write, and writes to related models within it. */
  #checkData(model: string, data: unknown): void {
    if (!isObject(data)) return
    for (const { name, type } of this.dataModel.models[model]?.fields ?? []) {
      // PostgreSQL and SQLite cut the rest off, MySQL rounds.
      if ((type === 'Int' || type === 'BigInt') && memberOf(data[name], 'divide') !== undefined) refuse(`${model}.${name}`, 'divide')
    }
    for (const [name, type] of this.#relations(model)) {
      for (const [action, value] of Object.entries(isObject(data[name]) ? data[name] : {})) {
        for (const args of listOf(value)) {
          if (action === 'create') this.#checkData(type, args)
          else if (FILTER_ACTIONS.has(action)) this.#checkFilter(type, args)
          else {
            this.checkArgs(type, args)
            // The update of a single related row takes its data bare, too.
            if (action === 'update') this.#checkData(type, args)
          }
        }
      }
    }
  }

  #checkFilter(model: string, filter: unknown): void {
    for (const part of listOf(filter)) {
      if (!isObject(part)) continue
      for (const [name, value] of Object.entries(part)) {
        if (LOGIC.has(name)) this.#checkFilter(model, value)
        else this.#checkField(model, name, value)
      }
    }
  }

  #checkField(model: string, name: string, value: unknown): void {
    const field = this.dataModel.models[model]?.fields.find((candidate) => candidate.name === name)
    if (field === undefined || !isObject(value)) return
    if (field.kind === 'object') {
      this.#checkFilter(field.type, value)
      for (const quantifier of ['some', 'every', 'none', 'is', 'isNot']) this.#checkFilter(field.type, value[quantifier])
      return
    }
    const banned = field.type === 'String' ? TEXT_FILTERS : field.type === 'Json' ? JSON_FILTERS : []
    for (const key of banned) if (value[key] !== undefined) refuse(`${model}.${name}`, key)
    // What stands in `not` of a Json filter is data.
    if (field.type === 'String') this.#checkField(model, name, value.not)
  }

  /** The relations of a model: names, and the models they lead to. */
  #relations(model: string): Relations {
    const known = this.#known.get(model)
    if (known !== undefined) return known
    const fields = this.dataModel.models[model]?.fields ?? []
    const relations = fields.flatMap(({ name, kind, type }) => (kind === 'object' ? [[name, type] as const] : []))
    this.#known.set(model, relations)
    return relations
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

function isObject(value: unknown): value is Args {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value]
}

function memberOf(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined
}
