import {
  type Argument,
  type Attribute,
  type Block,
  type BlockAttribute,
  type BlockEntry,
  blockAttributesOf,
  type Expression,
  type Field,
  findAttribute,
  type Schema,
} from './ast.js'
import { findField, type Models } from './models.js'

/** A model or a field that keeps its data under a new name. */
export interface SchemaRename {
  readonly model: string
  /** Null for the model itself. */
  readonly field: string | null
  readonly to: string
}

/** A rename with the `@map` or `@@map` of the new name; null where it has none. */
export interface MappedRename extends SchemaRename {
  readonly map: Attribute | null
}

/** Renames with what the schema maps their new names to, so that data stay whatever the database calls them. */
export function mapRenames(renames: readonly SchemaRename[], after: Models): MappedRename[] {
  return renames.map((rename) => {
    const name = renames.find(({ model, field }) => model === rename.model && field === null)?.to ?? rename.model
    const model = after.models.find((candidate) => candidate.name === name)
    const field = model && findField(model, rename.to)
    const attributes = rename.field === null ? model && blockAttributesOf(model.block) : field?.attributes
    return { ...rename, map: findAttribute(attributes ?? [], 'map') ?? null }
  })
}

/** The schema with the new name wherever the old one stands. */
export function renameInSchema(schema: Schema, rename: MappedRename): Schema {
  return {
    ...schema,
    entries: schema.entries.map((entry) => (entry.kind === 'comment' || entry.kind === 'blank' ? entry : renameInBlock(entry, rename))),
  }
}

function renameInBlock(block: Block, rename: MappedRename): Block {
  if (block.kind !== 'model') return block
  const own = block.name === rename.model
  const entries = block.entries.map((entry) => renameInEntry(entry, rename, own))
  if (!own || rename.field !== null) return { ...block, entries }
  const others = entries.filter((entry) => entry.kind !== 'attribute' || entry.attribute.name !== 'map')
  const { position } = block
  const map = rename.map === null ? [] : [{ kind: 'attribute' as const, attribute: rename.map, comment: null, position }]
  return { ...block, name: rename.to, entries: [...others, ...map] }
}

function renameInEntry(entry: BlockEntry, rename: MappedRename, own: boolean): BlockEntry {
  if (entry.kind === 'directive') {
    const part = own && entry.entry.kind === 'attribute' ? renameInAttribute(entry.entry, rename) : entry.entry
    return { ...entry, entry: part }
  }
  if (entry.kind === 'attribute') return own ? renameInAttribute(entry, rename) : entry
  if (entry.kind !== 'field') return entry
  return rename.field === null ? renameType(entry, rename) : renameField(entry, rename, own)
}

function renameInAttribute(entry: BlockAttribute, rename: MappedRename): BlockAttribute {
  return { ...entry, attribute: renameInKey(entry.attribute, rename) }
}

function renameType(field: Field, { model, to }: MappedRename): Field {
  return field.type === model ? { ...field, type: to } : field
}

function renameField(field: Field, rename: MappedRename, own: boolean): Field {
  const renamed = own && field.name === rename.field
  const attributes = field.attributes.map((attribute) =>
    attribute.name === 'relation' ? renameInRelation(attribute, rename, { own, target: field.type === rename.model }) : attribute,
  )
  if (!renamed) return { ...field, attributes }
  const others = attributes.filter(({ name }) => name !== 'map')
  return { ...field, name: rename.to, attributes: rename.map === null ? others : [...others, rename.map] }
}

/** `fields` are the model's own, `references` those of the one that it refers to. */
function renameInRelation(attribute: Attribute, rename: MappedRename, { own, target }: { own: boolean; target: boolean }): Attribute {
  const args = attribute.args.map((argument) => {
    const concerned = (own && argument.name === 'fields') || (target && argument.name === 'references')
    return concerned ? renameInArgument(argument, rename) : argument
  })
  return { ...attribute, args }
}

function renameInKey(attribute: Attribute, rename: MappedRename): Attribute {
  if (rename.field === null) return attribute
  const args = attribute.args.map((argument, index) =>
    argument.name === 'fields' || (argument.name === null && index === 0) ? renameInArgument(argument, rename) : argument,
  )
  return { ...attribute, args }
}

function renameInArgument(argument: Argument, rename: MappedRename): Argument {
  return { ...argument, value: renameInExpression(argument.value, rename) }
}

function renameInExpression(value: Expression, rename: MappedRename): Expression {
  if (value.kind === 'array') return { ...value, items: value.items.map((item) => renameInExpression(item, rename)) }
  if (value.kind === 'word' && value.text === rename.field) return { ...value, text: rename.to }
  return value.kind === 'call' && value.name === rename.field ? { ...value, name: rename.to } : value
}
