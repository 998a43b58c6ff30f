import type { Storage } from './storage.js'

/** What a database fills in when an insert leaves a column out. */
export type ColumnDefault =
  | { readonly kind: 'string' | 'number' | 'boolean' | 'enum' | 'json'; readonly value: string }
  | { readonly kind: 'now' }

/** A column as the database sees it. */
export interface Column {
  readonly name: string
  readonly storage: Storage
  readonly required: boolean
  readonly autoincrement: boolean
  /** Null where the client fills the value in, or nobody does. */
  readonly default: ColumnDefault | null
}

/** A primary key, a unique constraint or an index. */
export interface TableKey {
  readonly name: string
  readonly columns: readonly { readonly name: string; readonly descending: boolean }[]
}

export type ReferentialAction = 'Cascade' | 'Restrict' | 'SetNull'

export interface ForeignKey {
  readonly name: string
  readonly columns: readonly string[]
  readonly table: string
  readonly references: readonly string[]
  readonly onDelete: ReferentialAction
  readonly onUpdate: ReferentialAction
}

/** A table as the database sees it: names of the database, not of the models. */
export interface Table {
  readonly name: string
  readonly columns: readonly Column[]
  /** Empty for the join table of an implicit many-to-many relation on MySQL; see its room. */
  readonly primaryKey: TableKey
  readonly uniques: readonly TableKey[]
  readonly indexes: readonly TableKey[]
  readonly foreignKeys: readonly ForeignKey[]
  /** True for the join table of an implicit many-to-many relation. */
  readonly join: boolean
}
