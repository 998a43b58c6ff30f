import type { StorageKind } from './storage.js'

/** Banned keys, each with the reason. */
export type BannedKeys = Readonly<Record<string, string>>

/** Banned keys by what the field holds. */
type BannedByKind = Readonly<Partial<Record<StorageKind, BannedKeys>>>

export interface Bans {
  /** Keys of a method's arguments, and of a relation's in `select` and `include`. */
  readonly args: BannedKeys
  /** Keys of `orderBy`. */
  readonly orderBy: BannedKeys
  /** Keys of a filter. */
  readonly filters: BannedByKind
  /** Kinds of fields that nothing is ordered by. */
  readonly ordered: Readonly<Partial<Record<StorageKind, string>>>
  /** Kinds of fields without `_min` and `_max`. */
  readonly extremes: Readonly<Partial<Record<StorageKind, string>>>
  /** Kinds of fields that are compared with values, and not with other fields. */
  readonly references: Readonly<Partial<Record<StorageKind, string>>>
  /** What `lt`, `lte`, `gt` and `gte` of Json are given, other than numbers and texts. */
  readonly jsonOrder: string
  /** Relations of the rows that `createManyAndReturn` and `updateManyAndReturn` give back, other than those whose key they hold. */
  readonly returned: string
  /** Levels of isolation other than `Serializable`. */
  readonly isolationLevel: string
}

const SEARCH = { search: 'each engine has a full-text search of its own' }
const COMPARES_UUIDS = 'PostgreSQL compares a uuid as a whole'

/**
 * What Prisma's types offer and a portable client does not, since the engines do not agree on it. The only list: `refract
 * generate` writes it into the portable client's types, the guard reads it while a program runs.
 */
export const BANS = {
  args: { relationLoadStrategy: 'SQLite has none' },
  orderBy: { _relevance: 'MySQL alone has it' },
  filters: {
    text: SEARCH,
    uuid: { ...SEARCH, mode: COMPARES_UUIDS, contains: COMPARES_UUIDS, startsWith: COMPARES_UUIDS, endsWith: COMPARES_UUIDS },
  },
  ordered: { json: 'each engine has an order of its own for Json', list: 'PostgreSQL alone has an order of lists' },
  extremes: {
    uuid: 'PostgreSQL has no least uuid',
    boolean: 'PostgreSQL has no least boolean',
    bytes: 'PostgreSQL has no least value of bytes',
  },
  references: { json: 'PostgreSQL alone compares Json with another field', list: 'PostgreSQL alone compares lists with another field' },
  jsonOrder: 'only numbers and texts have an order in Json',
  returned: 'the rows return with what they refer to, not with what refers to them',
  isolationLevel: 'SQLite has Serializable alone',
} as const satisfies Bans
