import { RefractError } from '../contract/errors.js'

/** The part of a generated client's own description of its models that the guard reads. */
interface DataModel {
  readonly models: Readonly<Record<string, { readonly fields: readonly { name: string; kind: string; type: string }[] }>>
}

interface Extensible {
  readonly _runtimeDataModel: DataModel
  $on(event: string, listener: (event: unknown) => void): unknown
  $extends(extension: object): object
}

interface Operation {
  model: string
  operation: string
  args: unknown
  query: (args: unknown) => Promise<unknown>
}

type Args = Readonly<Record<string, unknown>>

const OPERATIONS = new Set(['createManyAndReturn', 'updateManyAndReturn'])
const ARGUMENTS = ['skipDuplicates', 'relationLoadStrategy']
const TEXT_FILTERS = ['mode', 'search']
const JSON_FILTERS = ['path', 'array_contains', 'array_starts_with', 'array_ends_with', 'lt', 'lte', 'gt', 'gte']
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
      $allModels: {
        $allOperations({ model, operation, args, query }: Operation) {
          if (OPERATIONS.has(operation)) refuse(model, operation)
          guard.checkArgs(model, args as Args)
          return query(args)
        },
      },
    },
  })
  // Prisma takes $on away from extended clients.
  return Object.create(guarded, { $on: { value: base.$on.bind(base) } })
}

class Guard {
  constructor(private readonly dataModel: DataModel) {}

  checkArgs(model: string, args: unknown): void {
    if (!isObject(args)) return
    for (const name of ARGUMENTS) if (args[name] !== undefined) refuse(model, name)
    this.#checkFilter(model, args.where)
    this.#checkFilter(model, args.having)
    for (const order of listOf(args.orderBy)) if (isObject(order) && order._relevance !== undefined) refuse(model, 'orderBy._relevance')
    for (const [name, type] of this.#relations(model)) {
      this.checkArgs(type, memberOf(args.include, name))
      this.checkArgs(type, memberOf(args.select, name))
    }
    for (const data of [args.data, args.create, args.update]) for (const row of listOf(data)) this.#checkData(model, row)
  }

  /** Writes to related models within a write. */
  #checkData(model: string, data: unknown): void {
    if (!isObject(data)) return
    for (const [name, type] of this.#relations(model)) {
      for (const [action, value] of Object.entries(isObject(data[name]) ? data[name] : {})) {
        for (const args of listOf(value)) {
          if (action === 'create') this.#checkData(type, args)
          // `update` and `deleteMany` take a filter or data bare as well as in an argument of that name.
          else if (action === 'deleteMany' || action === 'delete' || action === 'disconnect') this.#checkFilter(type, args)
          else {
            this.checkArgs(type, args)
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

  #relations(model: string): (readonly [string, string])[] {
    const fields = this.dataModel.models[model]?.fields ?? []
    return fields.flatMap(({ name, kind, type }) => (kind === 'object' ? [[name, type] as const] : []))
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
