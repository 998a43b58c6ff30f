import type { StorageKind, StorageOf } from './storage.js'

/** How an engine stores one kind of column. */
export interface LoweredColumn {
  /** The native type attribute without `@db.`, or null for none. */
  readonly native: string | null
  /** The column's type in the engine's SQL. */
  readonly sql: string
  /** What the field becomes where the engine has no such type in Prisma. */
  readonly field?: { readonly type: string; readonly modifier: '?' }
  /** Why this differs from what the canonical schema says, for the note; a clause that follows a colon. */
  readonly because: string
}

/** An engine's answer for every kind of column. `written` is the canonical native type without `@db.`, if any. */
export type ColumnLowering = {
  readonly [K in StorageKind]: (storage: StorageOf<K>, written: string | null) => LoweredColumn
}

/** What replaces the constructs of the canonical schema that an engine lacks. */
export interface Lowering {
  /** The `provider` of the rendered datasource block. */
  readonly datasource: string
  readonly columns: ColumnLowering
  /** True where the engine makes an index for a foreign key by itself. */
  readonly indexesForeignKeys: boolean
  /** True where a primary key has a name that Prisma can set. */
  readonly namesPrimaryKeys: boolean
  /** The same of a foreign key. */
  readonly namesForeignKeys: boolean
  /** True where there are indexes other than B-trees, and operator classes. */
  readonly indexTypes: boolean
  /** True where there is `@@fulltext`. */
  readonly fulltextIndexes: boolean
}

/** One construct replaced by another; printed so that nothing changes in silence. */
export interface Note {
  readonly provider: string
  /** `Session.id` */
  readonly subject: string
  /** `@db.Uuid` */
  readonly from: string
  /** `@db.Char(36)` */
  readonly to: string
  readonly because: string
}

export function formatNote(note: Note): string {
  return `${note.subject}: ${note.from} becomes ${note.to}: ${note.because}`
}
