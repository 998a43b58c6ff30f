import type { Position } from '../contract/position.js'

/*
 * The tree of a Prisma schema. It keeps comments and blank lines, so that what is printed
 * from it reads as it was written.
 */

export type Expression =
  | { readonly kind: 'string'; readonly value: string; readonly position: Position }
  /** A number, or a name: `Cascade`, `true`, `userId`. */
  | { readonly kind: 'word'; readonly text: string; readonly position: Position }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Argument[]; readonly position: Position }
  | { readonly kind: 'array'; readonly items: readonly Expression[]; readonly position: Position }

export interface Argument {
  readonly name: string | null
  readonly value: Expression
}

/** `@id`, `@db.VarChar(191)`, `@@index([userId])`; the name is without its `@`s. */
export interface Attribute {
  readonly name: string
  readonly args: readonly Argument[]
  readonly position: Position
}

interface Entry {
  /** The comment behind it on the same line, with its slashes. */
  readonly comment: string | null
  readonly position: Position
}

export interface Field extends Entry {
  readonly kind: 'field'
  readonly name: string
  readonly type: string
  /** The text inside `Unsupported("…")`, else null. */
  readonly unsupported: string | null
  readonly modifier: '' | '?' | '[]'
  readonly attributes: readonly Attribute[]
}

export interface EnumMember extends Entry {
  readonly kind: 'member'
  readonly name: string
  readonly attributes: readonly Attribute[]
}

export interface BlockAttribute extends Entry {
  readonly kind: 'attribute'
  readonly attribute: Attribute
}

/** `provider = "sqlite"` in a generator or datasource block. */
export interface Setting extends Entry {
  readonly kind: 'setting'
  readonly name: string
  readonly value: Expression
}

/** A comment on a line of its own, with its slashes. */
export interface Comment {
  readonly kind: 'comment'
  readonly text: string
}

export interface BlankLine {
  readonly kind: 'blank'
}

/** `// @refract postgresql: @@index([data], type: Gin)`: something that these engines have alone. */
export interface Directive {
  readonly kind: 'directive'
  readonly providers: readonly { readonly name: string; readonly position: Position }[]
  readonly entry: Field | BlockAttribute | Setting
  readonly position: Position
}

export type BlockEntry = Field | EnumMember | BlockAttribute | Setting | Directive | Comment | BlankLine

export type BlockKind = 'model' | 'view' | 'type' | 'enum' | 'generator' | 'datasource'

export interface Block {
  readonly kind: BlockKind
  readonly name: string
  readonly entries: readonly BlockEntry[]
  readonly position: Position
}

export interface Schema {
  /** The file's name as it appears in messages. */
  readonly file: string
  readonly entries: readonly (Block | Comment | BlankLine)[]
}

export function blocksOf(schema: Schema, kind: BlockKind): Block[] {
  return schema.entries.filter((entry): entry is Block => entry.kind === kind)
}

export function fieldsOf(block: Block): Field[] {
  return block.entries.filter((entry) => entry.kind === 'field')
}

export function blockAttributesOf(block: Block): Attribute[] {
  return block.entries.flatMap((entry) => (entry.kind === 'attribute' ? [entry.attribute] : []))
}

export function findAttribute(attributes: readonly Attribute[], name: string): Attribute | undefined {
  return attributes.find((attribute) => attribute.name === name)
}

/** The argument called `name`, or the unnamed one at `index`. */
export function findArgument(attribute: Attribute, name: string, index?: number): Expression | undefined {
  const named = attribute.args.find((argument) => argument.name === name)
  if (named !== undefined || index === undefined) return named?.value
  const argument = attribute.args[index]
  return argument?.name === null ? argument.value : undefined
}
