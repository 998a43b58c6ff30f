import type { ConstraintFacts, Facts, ModelFacts } from '../../contract/facts.js'
import type { KnownError } from './runtime.js'

/** What the engines' adapters say of a constraint: each in its own way. */
interface Cause {
  readonly kind?: string
  readonly table?: string
  readonly constraint?: { readonly index?: string; readonly fields?: readonly string[] }
}

/**
 * Gives an error of a constraint the same `meta` on every engine: the model and its fields, in the schema's words. What
 * the driver said is left out.
 */
export function describeConstraint(facts: Facts, error: KnownError, asked: string): void {
  const cause = (error.meta?.driverAdapterError as { cause?: Cause } | undefined)?.cause
  if (cause === undefined) return
  const { driverAdapterError: _, ...meta } = error.meta ?? {}
  error.meta = meta
  if (error.code === 'P2002') error.meta = { ...meta, ...describe(facts, cause, asked, uniquesOf) }
  if (error.code === 'P2003') error.meta = { ...meta, ...describe(facts, cause, asked, foreignKeysOf) }
}

function describe(
  facts: Facts,
  { table, constraint = {} }: Cause,
  asked: string,
  constraintsOf: (facts: ModelFacts) => readonly ConstraintFacts[],
): { modelName: string; target?: readonly string[] } {
  const models = Object.entries(facts)
  const found = models.find(([, one]) => one.table === table) ?? findByName(models, constraint.index, constraintsOf)
  // MariaDB does not say which table it is: the one that was asked for, most likely.
  const [modelName, model] = found ?? [asked, facts[asked]]
  if (model === undefined) return { modelName }
  const known = constraintsOf(model).find(({ name, fields }) => name === constraint.index || sameColumns(model, fields, constraint.fields))
  // MySQL calls every primary key the same.
  const target = known?.fields ?? (constraint.index === 'PRIMARY' ? model.id : constraint.fields?.map((column) => fieldOf(model, column)))
  return target === undefined ? { modelName } : { modelName, target }
}

function findByName(
  models: readonly [string, ModelFacts][],
  index: string | undefined,
  constraintsOf: (facts: ModelFacts) => readonly ConstraintFacts[],
): [string, ModelFacts] | undefined {
  return models.find(([, model]) => constraintsOf(model).some(({ name }) => name === index))
}

function uniquesOf(model: ModelFacts): readonly ConstraintFacts[] {
  return [{ name: `${model.table}_pkey`, fields: model.id }, ...model.uniques]
}

function foreignKeysOf({ relations }: ModelFacts): readonly ConstraintFacts[] {
  return Object.values(relations).flatMap(({ foreignKey }) => (foreignKey === undefined ? [] : [foreignKey]))
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
