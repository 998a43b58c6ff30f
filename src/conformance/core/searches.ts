import type { PortableClient } from '../../client/portable.js'
import type { BannedCalls } from '../bans.js'

const data = { name: 'n', email: 'e@example.com' }
const one = { where: { id: 'x' } }
const expiresAt = new Date(0)

/** One banned filter in every place that a filter can stand in. */
export const searches: BannedCalls<PortableClient> = [
  // @ts-expect-error
  (db) => db.user.findMany({ where: { name: { search: 'a' } } }),
  // @ts-expect-error
  (db) => db.user.findMany({ where: { name: { contains: 'a', search: 'a' } } }),
  // @ts-expect-error
  (db) => db.user.findFirst({ where: { image: { contains: 'a', search: 'a' } } }),
  // @ts-expect-error
  (db) => db.user.findMany({ where: { name: { not: { contains: 'a', search: 'a' } } } }),
  // @ts-expect-error
  (db) => db.user.findMany({ where: { AND: { name: { contains: 'a', search: 'a' } } } }),
  // @ts-expect-error
  (db) => db.user.findMany({ where: { AND: [{ OR: [{ NOT: { name: { contains: 'a', search: 'a' } } }] }] } }),
  // @ts-expect-error
  (db) => db.user.findUnique({ where: { id: 'x', name: { contains: 'a', search: 'a' } } }),
  // @ts-expect-error
  (db) => db.user.findMany({ cursor: { id: 'x', name: { contains: 'a', search: 'a' } } }),
  // @ts-expect-error
  (db) => db.user.count({ where: { name: { contains: 'a', search: 'a' } } }),
  // @ts-expect-error
  (db) => db.user.aggregate({ _count: true, where: { name: { contains: 'a', search: 'a' } } }),
  // @ts-expect-error
  (db) => db.user.groupBy({ by: ['name'], where: { name: { contains: 'a', search: 'a' } } }),
  // @ts-expect-error
  (db) => db.user.groupBy({ by: ['name'], having: { name: { contains: 'a', search: 'a' } } }),
  // @ts-expect-error
  (db) => db.user.groupBy({ by: ['name'], having: { name: { _max: { contains: 'a', search: 'a' } } } }),
  // @ts-expect-error
  (db) => db.user.groupBy({ by: ['name'], having: { OR: [{ name: { contains: 'a', search: 'a' } }] } }),
  // Relations.
  // @ts-expect-error
  (db) => db.user.findMany({ where: { sessions: { some: { token: { contains: 'a', search: 'a' } } } } }),
  // @ts-expect-error
  (db) => db.user.findMany({ where: { workspaces: { every: { workspace: { name: { contains: 'a', search: 'a' } } } } } }),
  // @ts-expect-error
  (db) => db.session.findMany({ where: { user: { name: { contains: 'a', search: 'a' } } } }),
  // @ts-expect-error
  (db) => db.session.findMany({ where: { user: { is: { name: { contains: 'a', search: 'a' } } } } }),
  // @ts-expect-error
  (db) => db.user.findMany({ include: { sessions: { where: { token: { contains: 'a', search: 'a' } } } } }),
  // @ts-expect-error
  (db) => db.session.findMany({ select: { user: { select: { accounts: { where: { scope: { contains: 'a', search: 'a' } } } } } } }),
  // @ts-expect-error
  (db) => db.user.findMany({ select: { _count: { select: { sessions: { where: { token: { contains: 'a', search: 'a' } } } } } } }),
  // @ts-expect-error
  (db) => db.user.findUnique(one).sessions({ where: { token: { contains: 'a', search: 'a' } } }),
  (db) =>
    db.session
      .findUnique(one)
      .user()
      // @ts-expect-error
      .accounts({ where: { scope: { contains: 'a', search: 'a' } } }),
  // Writes, and writes within writes.
  // @ts-expect-error
  (db) => db.user.updateMany({ where: { name: { contains: 'a', search: 'a' } }, data: {} }),
  // @ts-expect-error
  (db) => db.user.deleteMany({ where: { name: { contains: 'a', search: 'a' } } }),
  // @ts-expect-error
  (db) => db.user.delete({ where: { id: 'x', name: { contains: 'a', search: 'a' } } }),
  // @ts-expect-error
  (db) => db.user.upsert({ where: { id: 'x', name: { contains: 'a', search: 'a' } }, create: data, update: {} }),
  // @ts-expect-error
  (db) => db.user.update({ ...one, data: { sessions: { deleteMany: { token: { contains: 'a', search: 'a' } } } } }),
  // @ts-expect-error
  (db) => db.user.update({ ...one, data: { sessions: { updateMany: { where: { token: { contains: 'a', search: 'a' } }, data: {} } } } }),
  // @ts-expect-error
  (db) => db.user.upsert({ ...one, create: data, update: { sessions: { deleteMany: [{ token: { contains: 'a', search: 'a' } }] } } }),
  // @ts-expect-error
  (db) => db.user.update({ ...one, data: { sessions: { delete: { id: 'x', token: { contains: 'a', search: 'a' } } } } }),
  // @ts-expect-error
  (db) => db.user.create({ data: { ...data, sessions: { connect: { id: 'x', token: { contains: 'a', search: 'a' } } } } }),
  // @ts-expect-error
  (db) => db.session.update({ ...one, data: { user: { update: { where: { name: { contains: 'a', search: 'a' } }, data: {} } } } }),
  (db) =>
    db.session.create({
      // @ts-expect-error
      data: { token: 't', expiresAt, user: { connect: { id: 'x', name: { contains: 'a', search: 'a' } } } },
    }),
  (db) =>
    db.session.create({
      // @ts-expect-error
      data: { token: 't', expiresAt, user: { connectOrCreate: { where: { id: 'x', name: { search: 'a' } }, create: data } } },
    }),
  // Transactions and extensions.
  // @ts-expect-error
  (db) => db.$transaction((tx) => tx.user.findMany({ where: { name: { contains: 'a', search: 'a' } } })),
  // @ts-expect-error
  (db) => db.$transaction([db.user.findMany({ where: { name: { contains: 'a', search: 'a' } } })]),
  // @ts-expect-error
  (db) => db.$transaction((tx) => tx.$transaction((inner) => inner.user.count({ where: { name: { contains: 'a', search: 'a' } } }))),
  // @ts-expect-error
  (db) => db.$extends({ model: {} }).user.findMany({ where: { name: { contains: 'a', search: 'a' } } }),
]
