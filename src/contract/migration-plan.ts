import type { Table, WrittenType } from './tables.js'

/** One step of a schema's history, as one engine has it. */
export interface EngineSchema {
  /** The rendered schema, and its path for messages. */
  readonly path: string
  readonly text: string
  /** As the canonical schema asks for them. */
  readonly tables: readonly Table[]
  /** As the rendered schema writes them. */
  readonly written: readonly Table<WrittenType>[]
  /** The SQL that makes all tables in an empty database, by the rules of its time. */
  readonly script: string
}

/** What a migration is planned from. */
export interface MigrationRequest {
  /** What the database has. */
  readonly before: EngineSchema
  /** `before` itself, or with the new names of what is renamed: the same tables and columns, in the same places. */
  readonly renamed: EngineSchema
  readonly after: EngineSchema
}

/** A table or a column that keeps its data under a new name. */
export interface Rename {
  readonly table: { readonly from: string; readonly to: string }
  /** Null for the table itself. */
  readonly column: { readonly from: string; readonly to: string } | null
}
