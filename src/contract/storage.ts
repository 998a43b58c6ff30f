/**
 * The closed set of column types that a canonical schema can ask for, whatever the engine calls them.
 * Every engine's lowering answers for every kind; a kind added here fails to compile in the rooms
 * that have not answered.
 */
export type Storage =
  | ScalarStorage
  /** Values of one type in their order: an array where the engine has arrays, else Json. */
  | { readonly kind: 'list'; readonly of: ScalarStorage }

/** A column of one value. */
export type ScalarStorage =
  /** `length` in characters (code points); null is unbounded. */
  | { readonly kind: 'text'; readonly length: number | null }
  | { readonly kind: 'uuid' }
  | { readonly kind: 'boolean' }
  /** 32 bits, signed. */
  | { readonly kind: 'int' }
  /** 16 bits, signed. */
  | { readonly kind: 'smallint' }
  /** 64 bits, signed. */
  | { readonly kind: 'bigint' }
  /** 64 bits, IEEE 754. */
  | { readonly kind: 'float' }
  /** At most 15 digits, which a double carries exactly. */
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
  /** An instant in UTC, to the millisecond, in a column without a zone. */
  | { readonly kind: 'timestamp' }
  /** The same in a column with a zone, where the engine has one. */
  | { readonly kind: 'timestamptz' }
  /** A day: midnight in UTC for the client. */
  | { readonly kind: 'date' }
  /** A time of day, to the millisecond: on the first day of 1970 in UTC for the client. */
  | { readonly kind: 'time' }
  | { readonly kind: 'json' }
  | { readonly kind: 'bytes' }
  /** `type` is the type's name in the database, `values` the stored values in order, `names` the members' where they differ. */
  | { readonly kind: 'enum'; readonly type: string; readonly values: readonly string[]; readonly names?: readonly string[] }

export type StorageKind = Storage['kind']

/** A member of {@link Storage} by its kind. */
export type StorageOf<K extends StorageKind> = Extract<Storage, { kind: K }>
