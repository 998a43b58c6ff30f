import type { Model, Models } from './models.js'

/** What a reading of tables depends on beside the schema. */
export interface TableReading<T> {
  /** The type of a field's column; null for a field that has none. */
  readonly typeOf: (models: Models, model: Model, field: string) => T | null
  /** Bytes after which Prisma cuts the names it makes; null where such names are refused instead. */
  readonly nameLimit: number | null
}
