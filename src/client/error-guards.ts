/*
 * What an error is about, by its code and never by its class: two copies of a package have two classes. The codes are
 * Prisma's (https://www.prisma.io/docs/orm/reference/error-reference).
 */

function codeOf(error: unknown): unknown {
  return (error as { code?: unknown } | null | undefined)?.code
}

/**
 * True for a transaction, or a query, that met another one: a deadlock, a serialization failure, a lock waited for too long
 * (P2034). Nothing of it was kept, and the same may succeed when it runs again, as `$transaction(work, { retry })` does by
 * itself.
 */
export function isWriteConflict(error: unknown): boolean {
  return codeOf(error) === 'P2034'
}
