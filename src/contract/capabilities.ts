/**
 * Facts about an engine behind Prisma's client, after Prisma's own `ConnectorCapability` names.
 * Code outside `src/engines/` asks these and never an engine's name. There are no defaults: a
 * capability added here fails to compile in every room that has not answered, and each is tried on a live
 * server (test/engines/capabilities.ts, and the cases).
 */
export interface Capabilities {
  /** `createManyAndReturn` and `updateManyAndReturn` exist. */
  readonly insertReturning: boolean
  /** `createMany({ skipDuplicates: true })` exists and skips nothing but duplicates. */
  readonly createSkipDuplicates: boolean
  /** Prisma's filters of Json take a path of keys and compare as PostgreSQL's jsonb does; how they read texts aside. */
  readonly jsonFilters: boolean
  /** A column holds a list of values, and Prisma has its filters and writes. */
  readonly scalarLists: boolean
  /** A backslash in the pattern of `LIKE` takes its meaning from the wildcard behind it. */
  readonly escapesLike: boolean
  /** Nulls come last in an ascending order and first in a descending one. */
  readonly sortsNullsLast: boolean
  /** DDL takes part in transactions, so that a failed migration leaves nothing behind. */
  readonly transactionalDdl: boolean
  /** Several connections read and write at the same time. */
  readonly concurrentWrites: boolean
  /** A database lives in memory, gone with its client. */
  readonly inMemory: boolean
}
