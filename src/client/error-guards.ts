/*
 * What an error is about, by its code and never by its class: two copies of a package have two classes. The codes are
 * Prisma's (https://www.prisma.io/docs/orm/reference/error-reference). Each works with the errors of a portable client and of
 * an engine's own, whose fields are given as far as the engine says them.
 */

/** A value that a model's fields cannot take. */
export interface FieldViolation {
  /** The model, by its name in the schema. */
  readonly model: string
  /**
   * Its fields, by their names in the schema; empty where the engine does not say them. An engine's own client gives the
   * columns that its engine names, if any.
   */
  readonly fields: readonly string[]
}

/** A reference to a row that is not there, or the removal of one that is referred to. */
export interface ForeignKeyViolation extends FieldViolation {
  /** The relation's field in that model, as `user` beside `userId`. Undefined with an engine's own client. */
  readonly relation: string | undefined
}

interface Meta {
  readonly modelName?: string
  readonly model?: string
  readonly target?: unknown
  readonly relation?: unknown
  readonly driverAdapterError?: { readonly cause?: { readonly column?: string; readonly constraint?: { readonly fields?: unknown } } }
}

function codeOf(error: unknown): unknown {
  return (error as { code?: unknown } | null | undefined)?.code
}

function metaOf(error: unknown): Meta {
  return (error as { meta?: Meta } | null | undefined)?.meta ?? {}
}

function readViolation(error: unknown, code: string): FieldViolation | null {
  if (codeOf(error) !== code) return null
  const { modelName = '', target, driverAdapterError: { cause } = {} } = metaOf(error)
  const fields = target ?? cause?.constraint?.fields ?? (cause?.column === undefined ? [] : [cause.column])
  return { model: modelName, fields: Array.isArray(fields) ? fields.map(String) : [String(fields)] }
}

/**
 * The model and the fields of a unique violation (P2002); null for any other error.
 *
 * @example
 * try {
 *   await db.user.create({ data })
 * } catch (error) {
 *   if (isUniqueViolation(error)?.fields.includes('email')) return 'Somebody has this address already.'
 *   throw error
 * }
 */
export function isUniqueViolation(error: unknown): FieldViolation | null {
  return readViolation(error, 'P2002')
}

/**
 * The model that holds the foreign key, its fields and its relation, of a foreign key violation (P2003); null for any other
 * error. Where a row is removed that others refer to, it is the model that refers. Of several foreign keys that one statement
 * violates, which one is told is the engine's choice.
 */
export function isForeignKeyViolation(error: unknown): ForeignKeyViolation | null {
  const violation = readViolation(error, 'P2003')
  const { relation } = metaOf(error)
  return violation === null ? null : { ...violation, relation: typeof relation === 'string' ? relation : undefined }
}

/** The model and the field that must have a value (P2011); null for any other error. */
export function isNullViolation(error: unknown): FieldViolation | null {
  return readViolation(error, 'P2011')
}

/** The model and the field for which a text is too long (P2000); null for any other error. */
export function isValueTooLong(error: unknown): FieldViolation | null {
  return readViolation(error, 'P2000')
}

/** The model and the field for which a number is too large or too small, a date too, or a division by zero (P2020); null for any other error. */
export function isOutOfRange(error: unknown): FieldViolation | null {
  return readViolation(error, 'P2020')
}

/**
 * The model of a row that was asked for and is not there (P2025), by `findUniqueOrThrow`, `update`, `delete`, `connect` and
 * their like; null for any other error.
 */
export function isNotFound(error: unknown): { readonly model: string } | null {
  if (codeOf(error) !== 'P2025') return null
  // Of a nested write `model` is the related one, which is missing.
  const { model, modelName = '' } = metaOf(error)
  return { model: model ?? modelName }
}

/**
 * True for a transaction, or a query, that met another one: a deadlock, a serialization failure, a lock waited for too long
 * (P2034). Nothing of it was kept, and the same may succeed when it runs again, as `$transaction(work, { retry })` does by
 * itself.
 */
export function isWriteConflict(error: unknown): boolean {
  return codeOf(error) === 'P2034'
}

const CONNECTION = ['P1000', 'P1001', 'P1002', 'P1003', 'P1010', 'P1011', 'P1017', 'P2037', 'REFRACT_CONNECTION']

/**
 * True where the database cannot be had: a wrong password (P1000), a server that does not answer (P1001, P1002), no such
 * database (P1003), no right to it (P1010), TLS (P1011), a connection that was lost (P1017), a server that takes no more
 * (P2037), and what Refract cannot work with (`REFRACT_CONNECTION`). After P1017 a write may have been kept all the same.
 */
export function isConnectionError(error: unknown): boolean {
  return CONNECTION.includes(String(codeOf(error)))
}

const TIMEOUTS = ['P1008', 'P2024']

/**
 * True where something took longer than it may: an operation (P1008), the wait for a connection of the pool (P2024), a
 * transaction's beginning or end (P2028 with its limit in the message).
 */
export function isTimeout(error: unknown): boolean {
  const { message = '' } = (error ?? {}) as { message?: unknown }
  return (
    TIMEOUTS.includes(String(codeOf(error))) ||
    (codeOf(error) === 'P2028' && /expired transaction|Unable to start a transaction in the given time/.test(String(message)))
  )
}
