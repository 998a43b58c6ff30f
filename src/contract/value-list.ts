import type { ArgType } from '@prisma/driver-adapter-utils'

/** The values of an `IN` or a `NOT IN`, each an argument of the statement, as Prisma hands them to an adapter. */
export interface ValueList {
  readonly values: readonly unknown[]
  readonly type: ArgType
  readonly negated: boolean
  /** True in a subquery that is asked for each row outside of it. */
  readonly correlated: boolean
}

/** The same in fewer arguments: what stands in the place of ` IN (…)`, with a `?` for each argument. */
export interface PackedList {
  readonly sql: string
  /** What stands before the column that is compared. */
  readonly before?: string
  readonly args: readonly unknown[]
  readonly argTypes: readonly ArgType[]
}

/** Packs a list, or gives null for values that would not stay exactly the same. */
export type PackList = (list: ValueList) => PackedList | null
