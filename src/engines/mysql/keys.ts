import type { PlanNode, ProtocolQuery } from '../../contract/composition.js'
import type { FieldFacts, ModelFacts } from '../../contract/facts.js'
import * as plans from '../plan.js'

/** A name in a plan, and what it stands for. */
export type Binding = readonly [name: string, expr: PlanNode]

/** Prisma's words for the types of values in a plan. */
const TYPES: Readonly<Record<string, string>> = { int: 'Int', smallint: 'Int', bigint: 'BigInt' }

export function typeOf({ storage }: FieldFacts): string {
  return TYPES[storage.kind] ?? 'String'
}

export function fieldOf(model: ModelFacts, name: string): FieldFacts {
  const field = model.fields[name]
  if (field === undefined) throw new Error(`The facts of ${model.table} do not know ${name}.`)
  return field
}

/** A value of the JSON protocol as it goes into a plan. Keys are texts, as the driver's long numbers are, so that all compare alike. */
export function toKey(value: unknown): string {
  const tagged = value as { $type?: string; value?: unknown } | null
  return String(typeof tagged === 'object' && tagged !== null && '$type' in tagged ? tagged.value : value)
}

/** The name in a plan of a list of values of one field of the keys. */
const listName = (name: string) => `refract:list:${name}`

/** A filter for the rows of a list of keys; of a key of several fields it finds others too. */
export function createKeyFilter(model: ModelFacts): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    model.id.map((name) => {
      const type = { type: 'List', inner: { type: typeOf(fieldOf(model, name)) } }
      return [name, { in: { $type: 'Param', value: { name: listName(name), ...type } } }]
    }),
  )
}

/** The columns of a list of keys, by field. */
export type KeyColumns = Readonly<Record<string, string>>

export function readKeyColumns(model: ModelFacts): KeyColumns {
  return Object.fromEntries(model.id.map((name) => [name, fieldOf(model, name).column]))
}

/** What {@link createKeyFilter} asks for, from a list of keys. */
export function bindKeyLists(columns: KeyColumns, keys: PlanNode): Binding[] {
  return Object.entries(columns).map(([name, column]) => [listName(name), plans.mapField(column, keys)])
}

/** A query for what the caller selects of the rows with the keys. */
export function createReadBack({ modelName = '', query }: ProtocolQuery, model: ModelFacts): ProtocolQuery {
  const keys = Object.fromEntries(model.id.map((name) => [name, true]))
  return {
    modelName,
    action: 'findMany',
    query: { arguments: { where: createKeyFilter(model) }, selection: { ...query.selection, ...keys } },
  }
}

/**
 * The plan of such a query behind what writes the rows: they come in the order of the keys, without what nobody selected.
 *
 * @param write is run before
 * @param keys a list of keys with these columns
 */
export function createAnswer(
  plan: PlanNode,
  model: ModelFacts,
  { selection }: ProtocolQuery['query'],
  write: readonly Binding[],
  { keys, columns }: { keys: PlanNode; columns: KeyColumns },
): PlanNode {
  const { expr, structure, enums } = readMapping(plan)
  const on = model.id.map((name) => [columns[name], fieldOf(model, name).column])
  const child = { child: expr, on, parentField: ROW, isRelationUnique: true }
  const join = { type: 'join', args: { parent: keys, children: [child], canAssumeStrictEquality: false } }
  const read = plans.bind([...write, ...bindKeyLists(columns, keys)], plans.mapField(ROW, join))
  const selected = readSelectedKeys(model, selection)
  const fields = Object.entries(structure.fields).filter(([name]) => !model.id.includes(name) || selected.includes(name))
  return plans.inTransaction({
    type: 'dataMap',
    args: { expr: read, structure: { ...structure, fields: Object.fromEntries(fields) }, enums },
  })
}

const ROW = 'refract:row'

/** The fields of the key that the caller selects: all are read, and the plan depends on which are given back. */
export function readSelectedKeys(model: ModelFacts, selection: ProtocolQuery['query']['selection']): readonly string[] {
  return model.id.filter((name) => (selection.$scalars === true ? selection[name] !== false : selection[name] === true))
}

interface Mapping {
  readonly expr: PlanNode
  readonly structure: { readonly fields: Readonly<Record<string, unknown>> }
  readonly enums: unknown
}

function readMapping(plan: PlanNode): Mapping {
  return plan.type === 'transaction' ? readMapping(plan.args) : plan.args
}
