import type { BlockEntry, Expression, Schema } from './ast.js'

/** What the rows that are there get in a new field. */
export interface SchemaFill {
  readonly model: string
  readonly field: string
  readonly value: Expression
}

/** The schema with the value for a default: a migration goes through it, so that the rows that are there have one. */
export function fillInSchema(schema: Schema, fills: readonly SchemaFill[]): Schema {
  const fill = (model: string, entry: BlockEntry): BlockEntry => {
    const found = entry.kind === 'field' ? fills.find((one) => one.model === model && one.field === entry.name) : undefined
    if (entry.kind !== 'field' || found === undefined) return entry
    const attribute = { name: 'default', args: [{ name: null, value: found.value }], position: entry.position }
    return { ...entry, attributes: [...entry.attributes.filter(({ name }) => name !== 'default'), attribute] }
  }
  return {
    ...schema,
    entries: schema.entries.map((block) =>
      block.kind === 'model' ? { ...block, entries: block.entries.map((entry) => fill(block.name, entry)) } : block,
    ),
  }
}
