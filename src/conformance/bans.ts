import type { BANS } from '../contract/bans.js'
import type { Case } from './case.js'
import { assertCode } from './expect.js'
import type { RowNumber } from './rows.js'

type Paths<T> = { [K in keyof T & string]: T[K] extends string ? K : `${K}.${Paths<T[K]>}` }[keyof T & string]

/** Where in the list of bans one stands: `filters.text.search`. */
export type BanPath = Paths<typeof BANS>

/**
 * Calls that a ban forbids, each with `@ts-expect-error` above: the compiler tries the types, a case the guard. A ban without
 * a call does not compile.
 */
export type BannedCalls<C> = readonly ((db: C) => unknown)[]

/** The differences that a ban types away. */
const ROWS_OF_BANS: Readonly<Record<string, readonly RowNumber[]>> = {
  'ordered.json': ['J11'],
  isolationLevel: ['T7', 'T10'],
}

/** One case for each ban. */
export function createBanCases<C>(bans: Readonly<Partial<Record<BanPath, BannedCalls<C>>>>): Case<C>[] {
  return Object.entries(bans).map(([path, calls]) => ({
    name: `refuses ${path} on every engine, though the types be bypassed`,
    rows: ROWS_OF_BANS[path] ?? [],
    async run({ db }) {
      // Some are refused at once and some in a promise.
      for (const call of calls) await assertCode((async () => call(db))(), 'REFRACT_NOT_PORTABLE')
    },
  }))
}
