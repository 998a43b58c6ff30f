/** What a table is made of, and what stands beside tables. */
export type ThingKind =
  | 'table'
  | 'column'
  | 'primary key'
  | 'constraint'
  | 'index'
  | 'foreign key'
  | 'enum'
  | 'trigger'
  | 'function'
  | 'collation'

/** Something that a database has and a schema does not ask for, or the other way round, or that is not as it should be. */
export interface Difference {
  readonly kind: ThingKind
  /** The table that it belongs to; its own name where it belongs to none. */
  readonly table: string
  readonly name: string
  /** What it is in the database, in the engine's SQL; null where it is not there. */
  readonly found: string | null
  /** What the schema asks for; null where it asks for nothing. */
  readonly wanted: string | null
}

/** A database beside a schema, as it was when it was read. */
export interface LiveComparison {
  /** In the order of the tables; none where the database is what a fresh install makes. */
  readonly differences: readonly Difference[]
  /** What stands there that Refract never makes, each in a few words: `the view "sales"`. No script of {@link toSchema} removes it. */
  readonly others: readonly string[]
  /** The SQL that leads the database to the schema and keeps the rows; empty where nothing is to be done. */
  toSchema(): Promise<string>
  /** The SQL that leads from the schema to what stands in the database, without {@link others}. */
  toDatabase(): Promise<string>
}
