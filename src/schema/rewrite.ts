import type { Attribute, Block, BlockEntry, Field, Schema } from './ast.js'

/** What stands in place of fields and attributes of models. */
export interface Replacements {
  readonly fields: ReadonlyMap<Field, Field>
  readonly attributes: ReadonlyMap<Attribute, Attribute>
}

/** The schema with some of its fields and attributes replaced. */
export function replaceInSchema(schema: Schema, replacements: Replacements): Schema {
  return { ...schema, entries: schema.entries.map((entry) => ('entries' in entry ? replaceInBlock(entry, replacements) : entry)) }
}

function replaceInBlock(block: Block, { fields, attributes }: Replacements): Block {
  const replace = (attribute: Attribute) => attributes.get(attribute) ?? attribute
  const entries = block.entries.map((entry): BlockEntry => {
    if (entry.kind === 'attribute') return { ...entry, attribute: replace(entry.attribute) }
    if (entry.kind !== 'field') return entry
    const field = fields.get(entry) ?? entry
    return { ...field, attributes: field.attributes.map(replace) }
  })
  return { ...block, entries }
}
