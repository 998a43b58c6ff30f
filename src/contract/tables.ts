import type { Storage } from './storage.js'

/** What a database fills in when an insert leaves a column out. */
export type ColumnDefault =
  | { readonly kind: 'string' | 'number' | 'boolean' | 'enum' | 'json'; readonly value: string }
  | { readonly kind: 'now' }
  /** In base64, as a Prisma schema writes it. */
  | { readonly kind: 'bytes'; readonly value: string }
  /** An instant in ISO 8601. */
  | { readonly kind: 'instant'; readonly value: string }
  /** `dbgenerated("…")`: SQL, taken as it is; null for `dbgenerated()`, which says nothing of what is there. */
  | { readonly kind: 'sql'; readonly value: string | null }

/**
 * A column's type as the schema of one engine writes it. A canonical schema's columns have a
 * {@link Storage} instead.
 */
export type WrittenType =
  /** `native` is the native type attribute without `@db.`. */
  | {
      readonly kind: 'scalar'
      readonly scalar: string
      readonly native: { readonly name: string; readonly args: readonly number[] } | null
    }
  /** `type` is the enum's name in the schema, `values` the stored values in order. */
  | { readonly kind: 'enum'; readonly type: string; readonly values: readonly string[] }
  /** The text inside `Unsupported("…")`. */
  | { readonly kind: 'unsupported'; readonly sql: string }

/** A column as the database sees it. */
export interface Column<T = Storage> {
  readonly name: string
  readonly storage: T
  readonly required: boolean
  readonly autoincrement: boolean
  /** Null where the client fills the value in, or nobody does. */
  readonly default: ColumnDefault | null
  /** True where the default is made by Prisma's client: `uuid()`, `cuid()`. */
  readonly clientDefault: boolean
}

export interface KeyColumn {
  readonly name: string
  readonly descending: boolean
  /** How many characters of the column are in the key; null for all. MySQL only. */
  readonly length: number | null
}

/** A primary key, a unique constraint or an index. */
export interface TableKey {
  readonly name: string
  readonly columns: readonly KeyColumn[]
}

export interface TableIndex extends TableKey {
  readonly kind: 'unique' | 'index' | 'fulltext'
}

export type ReferentialAction = 'Cascade' | 'Restrict' | 'SetNull' | 'NoAction' | 'SetDefault'

export interface ForeignKey {
  readonly name: string
  readonly columns: readonly string[]
  readonly table: string
  readonly references: readonly string[]
  readonly onDelete: ReferentialAction
  readonly onUpdate: ReferentialAction
}

/** A table as the database sees it: names of the database, not of the models. */
export interface Table<T = Storage> {
  readonly name: string
  readonly columns: readonly Column<T>[]
  /** Without columns where a model has only a unique key. Of a join table on MySQL see its room. */
  readonly primaryKey: TableKey
  /** Unique constraints and indexes in the order in which Prisma makes them. */
  readonly indexes: readonly TableIndex[]
  readonly foreignKeys: readonly ForeignKey[]
  /** True for the join table of an implicit many-to-many relation. */
  readonly join: boolean
}
