import type { Storage } from './storage.js'

/**
 * What a canonical schema says of its models, in the part that a client needs while it runs and that Prisma's generated
 * clients do not carry. Written beside them by `refract generate`.
 */
export type Facts = Readonly<Record<string, ModelFacts>>

export interface ModelFacts {
  /** The table's name in the database. */
  readonly table: string
  /** The fields that hold values, by name. */
  readonly fields: Readonly<Record<string, FieldFacts>>
  /** The fields that hold rows of other models, by name. */
  readonly relations: Readonly<Record<string, RelationFacts>>
  /** The fields of the primary key. */
  readonly id: readonly string[]
  /** Unique constraints other than the primary key. */
  readonly uniques: readonly ConstraintFacts[]
  /** True where a row that is deleted may take others of the same model along, by `onDelete: Cascade`. */
  readonly cascadesToItself?: true
}

export interface FieldFacts {
  /** The column's name in the database. */
  readonly column: string
  readonly storage: Storage
  readonly required: boolean
  /** Where a value of a primary key comes from that nobody gives. */
  readonly default?: DefaultFacts
}

export type DefaultFacts =
  /** The database counts. */
  | { readonly kind: 'autoincrement' }
  /** Prisma's own generator, by its name in a query plan. */
  | { readonly kind: 'generator'; readonly name: string; readonly args: readonly number[] }
  | { readonly kind: 'value'; readonly value: string | number | boolean }

export interface RelationFacts {
  readonly model: string
  readonly list: boolean
  /** On the side that holds it. */
  readonly foreignKey?: ForeignKeyFacts
}

/** A constraint by its name in the database, and the fields it is about. */
export interface ConstraintFacts {
  readonly name: string
  readonly fields: readonly string[]
}

export interface ForeignKeyFacts extends ConstraintFacts {
  /** Fields of the same model that it refers to, where it changes with them. */
  readonly follows?: readonly string[]
}
