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
  'ordered.list': [
    // @ts-expect-error
    (db: Db) => db.bundle.findMany({ orderBy: { texts: 'asc' } }),
    // @ts-expect-error
    (db: Db) => db.bundle.findMany({ include: { inner: { orderBy: [{ name: 'asc' }, { ints: 'desc' }] } } }),
  ],
  'references.list': [
    // @ts-expect-error
    (db: Db) => db.bundle.findMany({ where: { texts: { equals: db.bundle.fields.short } } }),
    // @ts-expect-error
    (db: Db) => db.bundle.findMany({ where: { NOT: { texts: { has: db.bundle.fields.name } } } }),
  ],
} as const satisfies Record<Exclude<BanPath, keyof typeof coreBans>, BannedCalls<Db>>
