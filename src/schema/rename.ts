import type { Argument, Attribute, Block, BlockEntry, Expression, Field, Schema } from './ast.js'

/** A model or a field that keeps its data under a new name. */
export interface SchemaRename {
  readonly model: string
  /** Null for the model itself. */
  readonly field: string | null
  readonly to: string
}

/** The schema with the new name wherever the old one stands. Names in the database follow, unless a `@map` holds them. */
export function renameInSchema(schema: Schema, rename: SchemaRename): Schema {
  return {
    ...schema,
    entries: schema.entries.map((entry) => (entry.kind === 'comment' || entry.kind === 'blank' ? entry : renameInBlock(entry, rename))),
  }
}

function renameInBlock(block: Block, rename: SchemaRename): Block {
  if (block.kind !== 'model') return block
  const own = block.name === rename.model
  const name = own && rename.field === null ? rename.to : block.name
  return { ...block, name, entries: block.entries.map((entry) => renameInEntry(entry, rename, own)) }
}

function renameInEntry(entry: BlockEntry, rename: SchemaRename, own: boolean): BlockEntry {
  if (entry.kind === 'attribute') return own ? { ...entry, attribute: renameInKey(entry.attribute, rename) } : entry
  if (entry.kind !== 'field') return entry
  return rename.field === null ? renameType(entry, rename) : renameField(entry, rename, own)
}

function renameType(field: Field, { model, to }: SchemaRename): Field {
  return field.type === model ? { ...field, type: to } : field
}

function renameField(field: Field, rename: SchemaRename, own: boolean): Field {
  const name = own && field.name === rename.field ? rename.to : field.name
  const attributes = field.attributes.map((attribute) =>
    attribute.name === 'relation' ? renameInRelation(attribute, rename, { own, target: field.type === rename.model }) : attribute,
  )
  return { ...field, name, attributes }
}

/** `fields` are the model's own, `references` those of the one that it refers to. */
function renameInRelation(attribute: Attribute, rename: SchemaRename, { own, target }: { own: boolean; target: boolean }): Attribute {
  const args = attribute.args.map((argument) => {
    const concerned = (own && argument.name === 'fields') || (target && argument.name === 'references')
    return concerned ? renameInArgument(argument, rename) : argument
  })
  return { ...attribute, args }
}

function renameInKey(attribute: Attribute, rename: SchemaRename): Attribute {
  if (rename.field === null) return attribute
  const args = attribute.args.map((argument, index) =>
    argument.name === 'fields' || (argument.name === null && index === 0) ? renameInArgument(argument, rename) : argument,
  )
  return { ...attribute, args }
}

function renameInArgument(argument: Argument, rename: SchemaRename): Argument {
  return { ...argument, value: renameInExpression(argument.value, rename) }
}

function renameInExpression(value: Expression, rename: SchemaRename): Expression {
  if (value.kind === 'array') return { ...value, items: value.items.map((item) => renameInExpression(item, rename)) }
  if (value.kind === 'word' && value.text === rename.field) return { ...value, text: rename.to }
  return value.kind === 'call' && value.name === rename.field ? { ...value, name: rename.to } : value
}
