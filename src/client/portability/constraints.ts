import type { ConstraintFacts, Facts, ModelFacts } from '../../contract/facts.js'

/** What the engines' adapters say of a failure: each in its own way, and in the database's words. */
export interface Cause {
  readonly kind?: string
  readonly originalCode?: string
  readonly originalMessage?: string
  readonly table?: string
  readonly column?: string
  readonly constraint?: { readonly index?: string; readonly fields?: readonly string[] }
}

/** A model and its fields, in the schema's words. The fields are absent where nothing tells them. */
export interface Subject {
  readonly modelName?: string
  readonly target?: readonly string[]
}

/** Finds the model and the fields that a failure is about. */
export class Subjects {
  readonly #byTable: ReadonlyMap<string, string>

  constructor(private readonly facts: Facts) {
    this.#byTable = new Map(Object.entries(facts).map(([name, { table }]) => [table, name]))
  }

  /** @param asked the model of the call, which it is about most likely where the engine does not say */
  find({ table, column, constraint = {}, kind = '' }: Cause, asked: string | undefined): Subject {
    const constraintsOf = kind === 'ForeignKeyConstraintViolation' ? foreignKeysOf : uniquesOf
    const byTable = table === undefined ? undefined : this.#byTable.get(table)
    const modelName = byTable ?? this.#findByName(constraint.index, constraintsOf) ?? asked
    const model = modelName === undefined ? undefined : this.facts[modelName]
    if (modelName === undefined || model === undefined) return {}
    const columns = constraint.fields ?? (column === undefined ? undefined : [column])
    const known = constraintsOf(model).find(({ name, fields }) => name === constraint.index || sameColumns(model, fields, columns))
    // MySQL calls every primary key the same.
    const target = known?.fields ?? (constraint.index === 'PRIMARY' ? model.id : columns?.map((one) => fieldOf(model, one)))
    return target === undefined ? { modelName } : { modelName, target }
  }

  #findByName(index: string | undefined, constraintsOf: (facts: ModelFacts) => readonly ConstraintFacts[]): string | undefined {
    if (index === undefined || index === 'PRIMARY') return undefined
    return Object.keys(this.facts).find((name) => constraintsOf(this.facts[name] as ModelFacts).some((one) => one.name === index))
  }
}

function uniquesOf(model: ModelFacts): readonly ConstraintFacts[] {
  return [{ name: `${model.table}_pkey`, fields: model.id }, ...model.uniques]
}

function foreignKeysOf({ relations }: ModelFacts): readonly ConstraintFacts[] {
  return Object.values(relations).flatMap(({ foreignKey }) => (foreignKey === undefined ? [] : [foreignKey]))
}

/** The field that holds a foreign key's other side: `user` for `['userId']`. */
export function findRelation({ relations }: ModelFacts, fields: readonly string[]): string | undefined {
  return Object.keys(relations).find((name) => relations[name]?.foreignKey?.fields.join() === fields.join())
}

function sameColumns(model: ModelFacts, fields: readonly string[], columns: readonly string[] | undefined): boolean {
  return (
    columns !== undefined &&
    columns.length === fields.length &&
    fields.every((name) => columns.includes(model.fields[name]?.column ?? name))
  )
}

function fieldOf(model: ModelFacts, column: string): string {
  return Object.entries(model.fields).find(([, field]) => field.column === column)?.[0] ?? column
}
