import type { Position } from '../contract/position.js'
import {
  type Argument,
  type Attribute,
  type Block,
  blockAttributesOf,
  blocksOf,
  type Expression,
  type Field,
  fieldsOf,
  findArgument,
  findAttribute,
  type Schema,
} from './ast.js'

export interface ModelKeyField {
  readonly name: string
  readonly descending: boolean
  /** `length:`, how many characters of the field are in the key; null for all. */
  readonly length: number | null
}

/** Index types of PostgreSQL that find what a B-tree finds as well. */
export const LIKE_BTREE: ReadonlySet<string> = new Set(['BTree', 'Hash'])

/** A key or an index of a model, whether written on a field or on the block. */
export interface ModelKey {
  readonly kind: 'id' | 'unique' | 'index' | 'fulltext'
  readonly fields: readonly ModelKeyField[]
  /** The `map:` argument. */
  readonly map: string | null
  /** False for an index that one engine alone has, and the others do without. */
  readonly common: boolean
  readonly attribute: Attribute
}

export interface Model {
  readonly block: Block
  readonly name: string
  /** The table's name in the database. */
  readonly table: string
  readonly fields: readonly Field[]
  readonly keys: readonly ModelKey[]
}

/** A relation seen from the side that holds the foreign key. */
export interface Relation {
  readonly model: Model
  readonly field: Field
  readonly attribute: Attribute
  readonly target: string
  readonly fields: readonly string[]
  readonly references: readonly string[]
  /** The `map:` argument. */
  readonly map: string | null
  readonly onDelete: Expression | null
  readonly onUpdate: Expression | null
}

/** A schema by its meaning: what the rules and the tables are made from. */
export interface Models {
  readonly schema: Schema
  readonly models: readonly Model[]
  readonly enums: ReadonlyMap<string, Block>
}

export function readModels(schema: Schema): Models {
  return {
    schema,
    models: blocksOf(schema, 'model').map(readModel),
    enums: new Map(blocksOf(schema, 'enum').map((block) => [block.name, block])),
  }
}

function readModel(block: Block): Model {
  const fields = fieldsOf(block)
  return {
    block,
    name: block.name,
    table: mappedName(blockAttributesOf(block), block.name),
    fields,
    keys: [...fields.flatMap(readFieldKeys), ...blockAttributesOf(block).flatMap(readBlockKey)],
  }
}

function readFieldKeys(field: Field): ModelKey[] {
  return (['id', 'unique'] as const).flatMap((kind) => {
    const attribute = findAttribute(field.attributes, kind)
    if (attribute === undefined) return []
    return [
      { kind, fields: [readKeyField(field.name, attribute.args)], map: stringOf(findArgument(attribute, 'map')), common: true, attribute },
    ]
  })
}

export function readBlockKey(attribute: Attribute): ModelKey[] {
  const kind = attribute.name
  if (kind !== 'id' && kind !== 'unique' && kind !== 'index' && kind !== 'fulltext') return []
  const fields = findArgument(attribute, 'fields', 0)
  const items = fields?.kind === 'array' ? fields.items : []
  // An index has no name in the client: there `name` is what `map` is elsewhere.
  const map = findArgument(attribute, 'map') ?? (kind === 'index' ? findArgument(attribute, 'name') : undefined)
  const read = (item: Expression) => (item.kind === 'call' ? readKeyField(item.name, item.args) : readKeyField(wordOf(item) ?? '', []))
  const type = wordOf(findArgument(attribute, 'type'))
  const common = kind !== 'fulltext' && (type === null || LIKE_BTREE.has(type))
  return [{ kind, fields: items.map(read), map: stringOf(map), common, attribute }]
}

function readKeyField(name: string, args: readonly Argument[]): ModelKeyField {
  const find = (text: string) => args.find((argument) => argument.name === text)?.value
  const length = wordOf(find('length'))
  return { name, descending: wordOf(find('sort')) === 'Desc', length: length === null ? null : Number(length) }
}

/** The relations of a model that hold a foreign key. */
export function readRelations(model: Model): Relation[] {
  return model.fields.flatMap((field) => {
    const attribute = findAttribute(field.attributes, 'relation')
    const fields = attribute === undefined ? undefined : findArgument(attribute, 'fields')
    if (attribute === undefined || fields === undefined) return []
    return [
      {
        model,
        field,
        attribute,
        target: field.type,
        fields: namesOf(fields),
        references: namesOf(findArgument(attribute, 'references')),
        map: stringOf(findArgument(attribute, 'map')),
        onDelete: findArgument(attribute, 'onDelete') ?? null,
        onUpdate: findArgument(attribute, 'onUpdate') ?? null,
      },
    ]
  })
}

export function findField(model: Model, name: string): Field | undefined {
  return model.fields.find((field) => field.name === name)
}

/** `@map` or `@@map`, else the name itself. */
export function mappedName(attributes: readonly Attribute[], name: string): string {
  const map = findAttribute(attributes, 'map')
  return (map && stringOf(findArgument(map, 'name', 0))) ?? name
}

/** The column of a field, named as in the database. */
export function columnName(model: Model, name: string): string {
  return mappedName(findField(model, name)?.attributes ?? [], name)
}

export function isRelationField(models: Models, field: Field): boolean {
  return models.models.some((model) => model.name === field.type)
}

export function stringOf(expression: Expression | undefined): string | null {
  return expression?.kind === 'string' ? expression.value : null
}

export function wordOf(expression: Expression | undefined): string | null {
  return expression?.kind === 'word' ? expression.text : null
}

function namesOf(expression: Expression | undefined): string[] {
  return expression?.kind === 'array' ? expression.items.map((item) => wordOf(item) ?? '') : []
}

/** Something a rule refuses; the caller adds file and subject. */
export interface Refusal {
  readonly position: Position
  readonly subject: string
  /** Providers on which it cannot be had, or all of them when left out. */
  readonly providers?: readonly string[]
  readonly reason: string
  readonly remedy: string
}
