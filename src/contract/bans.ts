/**
 * What Prisma's types offer and a portable client does not, since the engines do not agree on it; each with why.
 * The only list: `refract generate` writes it into the portable client's types, the guard refuses it at run time.
 */
export const BANS = {
  /** Keys of a method's arguments, and of a relation's in `select` and `include`. */
  args: { relationLoadStrategy: 'SQLite cannot join relations' },
  /** Keys of `orderBy`. */
  orderBy: { _relevance: 'only MySQL ranks by relevance' },
  /** Keys of a filter, by what the field holds. */
  filters: {
    text: { search: 'the engines find different rows in full text' },
    uuid: {
      search: 'the engines find different rows in full text',
      mode: 'PostgreSQL compares uuids as uuids',
      contains: 'PostgreSQL compares uuids as uuids',
      startsWith: 'PostgreSQL compares uuids as uuids',
      endsWith: 'PostgreSQL compares uuids as uuids',
    },
    json: {
      mode: 'the engines fold case in Json differently',
      array_contains: 'SQLite cannot search an array',
      array_starts_with: 'the engines compare arrays differently',
      array_ends_with: 'the engines compare arrays differently',
      lt: 'SQLite cannot compare Json values',
      lte: 'SQLite cannot compare Json values',
      gt: 'SQLite cannot compare Json values',
      gte: 'SQLite cannot compare Json values',
    },
  },
  /** Operations of an update, by what the field holds. */
  updates: { integer: { divide: 'PostgreSQL and SQLite cut the rest off, MySQL rounds' } },
  /** Levels of isolation other than the one that every engine has. */
  isolationLevel: 'SQLite has no weaker level than Serializable',
} as const satisfies Bans

/** Banned keys, each with the reason. */
export type BannedKeys = Readonly<Record<string, string>>

interface Bans {
  readonly args: BannedKeys
  readonly orderBy: BannedKeys
  readonly filters: Readonly<Record<'text' | 'uuid' | 'json', BannedKeys>>
  readonly updates: Readonly<Record<'integer', BannedKeys>>
  readonly isolationLevel: string
}
