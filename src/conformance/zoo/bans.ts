import type { BannedCalls, BanPath } from '../bans.js'
import type { coreBans } from '../core/bans.js'
import type { ZooClient } from './open.js'

type Db = ZooClient

/** The bans that need a field the core model has none of. */
export const zooBans = {
  'extremes.bytes': [
    // @ts-expect-error
    (db: Db) => db.scalar.aggregate({ _min: { int: true, bytes: true } }),
    // @ts-expect-error
    (db: Db) => db.scalar.groupBy({ by: ['bytes'], having: { bytes: { not: new Uint8Array(), _max: { equals: new Uint8Array() } } } }),
  ],
} as const satisfies Record<Exclude<BanPath, keyof typeof coreBans>, BannedCalls<Db>>
