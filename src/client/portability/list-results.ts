import type { Facts, ModelFacts } from '../../contract/facts.js'
import type { ScalarStorage } from '../../contract/storage.js'
import { isObject, listOf } from './args.js'
import { readList } from './lists.js'
import type { Runtime } from './runtime.js'

/** What of a model's rows holds lists: fields by their names, and relations whose rows do. */
interface Lists {
  readonly fields: Readonly<Record<string, ScalarStorage>>
  readonly relations: Readonly<Record<string, string>>
}

/** Reads lists out of rows where an engine keeps them as Json. */
export class ListResults {
  /** Models without lists, and without relations to any, have none here. */
  readonly #lists: ReadonlyMap<string, Lists>

  constructor(
    facts: Facts,
    private readonly runtime: Pick<Runtime, 'createDecimal'>,
  ) {
    this.#lists = findLists(facts)
  }

  /** The result is Prisma's, made for this call: it is changed in its place. */
  read(model: string, result: unknown): unknown {
    const lists = this.#lists.get(model)
    if (lists !== undefined) for (const row of listOf(result)) this.#readRow(lists, row)
    return result
  }

  #readRow({ fields, relations }: Lists, row: unknown): void {
    if (!isObject(row)) return
    for (const name in row) {
      const storage = fields[name]
      const value = row[name]
      // A number of values is no list of them.
      if (storage !== undefined && typeof value !== 'number')
        (row as Record<string, unknown>)[name] = readList(storage, value, this.runtime)
      const related = relations[name]
      if (related !== undefined && value !== null) this.read(related, value)
    }
  }
}

function findLists(facts: Facts): ReadonlyMap<string, Lists> {
  const reaching = new Set(Object.keys(facts).filter((name) => Object.keys(listsOf(facts[name])).length > 0))
  let size = -1
  while (size !== reaching.size) {
    size = reaching.size
    for (const [name, { relations }] of Object.entries(facts)) {
      if (Object.values(relations).some(({ model }) => reaching.has(model))) reaching.add(name)
    }
  }
  return new Map(
    [...reaching].map((name): [string, Lists] => {
      const relations = Object.entries(facts[name]?.relations ?? {}).filter(([, { model }]) => reaching.has(model))
      return [name, { fields: listsOf(facts[name]), relations: Object.fromEntries(relations.map(([field, { model }]) => [field, model])) }]
    }),
  )
}

function listsOf(model: ModelFacts | undefined): Record<string, ScalarStorage> {
  const fields = Object.entries(model?.fields ?? {})
  return Object.fromEntries(fields.flatMap(([name, { storage }]) => (storage.kind === 'list' ? [[name, storage.of]] : [])))
}
