import type { PortableClient } from '../../src/index.js'
import { at, id, NAMES } from './seed.js'

type Question = (db: PortableClient) => Promise<unknown>

const names = (users: readonly { name: string }[]) => users.map(({ name }) => name)

/** Every kind of operation, those that only some engines have among them. Each leaves the rows for the next as it says. */
export const questions: Readonly<Record<string, Question>> = {
  ...createReads(),
  ...createFilters(),
  ...createWrites(),
  ...createErrors(),
}

function createReads(): Record<string, Question> {
  return {
    'all, in no order that is asked': (db) => db.user.findMany(),
    'ordered by text, up': async (db) => names(await db.user.findMany({ orderBy: { name: 'asc' } })),
    'ordered by nulls, down, then text': (db) =>
      db.user.findMany({ orderBy: [{ image: 'desc' }, { name: 'asc' }], select: { image: true, name: true } }),
    'ordered by a relation and an enum': (db) =>
      db.workspaceMember.findMany({
        orderBy: [{ role: 'asc' }, { user: { name: 'desc' } }],
        select: { role: true, user: { select: { name: true } } },
      }),
    'a page by cursor, backwards': (db) =>
      db.user.findMany({ orderBy: { image: 'asc' }, cursor: { id: id(1, 8) }, take: -4, select: { id: true, image: true } }),
    'relations, nested': (db) =>
      db.workspace.findMany({
        include: { members: { take: 2, include: { user: { select: { name: true } } } }, subscriptions: true, _count: true },
      }),
    'relations by a call': (db) => db.user.findUniqueOrThrow({ where: { id: id(1, 0) } }).workspaces({ include: { workspace: true } }),
    distinct: (db) => db.user.findMany({ distinct: ['image'], select: { image: true } }),
    'groups, filtered and ordered': (db) =>
      db.user.groupBy({
        by: ['image'],
        _count: true,
        _max: { name: true },
        having: { image: { not: 'image 3' } },
        orderBy: { _count: { image: 'desc' } },
      }),
    'sums and averages': (db) =>
      db.subscription.aggregate({
        _sum: { seats: true, unitAmount: true },
        _avg: { seats: true, unitAmount: true },
        _min: { unitAmount: true },
        _count: true,
      }),
    'sums of 64 bits': (db) =>
      db.apiKey.aggregate({ _sum: { requestCount: true }, _max: { requestCount: true }, _min: { createdAt: true } }),
    'a uuid in another spelling': (db) => db.user.findUnique({ where: { id: id(1, 0).toUpperCase() }, select: { name: true } }),
    'what is missing': (db) => db.user.findFirst({ where: { name: 'nobody' } }),
  }
}

function createFilters(): Record<string, Question> {
  const find =
    (where: object): Question =>
    async (db) =>
      names(await db.user.findMany({ where, orderBy: { id: 'asc' } }))
  const findSlugs =
    (metadata: object): Question =>
    (db) =>
      db.workspace.findMany({ where: { metadata }, select: { slug: true } })
  return {
    'equal texts': find({ name: 'ada' }),
    'a per cent sign': find({ name: { contains: '0%' } }),
    'an underscore and a backslash': find({ OR: [{ name: { endsWith: '_' } }, { name: { contains: '\\' } }] }),
    'texts by size': find({ name: { gt: 'Z', lte: 'e\u0301' } }),
    'case aside, equal': find({ name: { equals: 'ZOë', mode: 'insensitive' } }),
    'case aside, a part': find({ name: { contains: 'ÉM', mode: 'insensitive' } }),
    'case aside, a list': find({ name: { in: ['aDA', 'i', 'SS'], mode: 'insensitive' } }),
    'case aside, not, in a relation': (db) =>
      db.workspaceMember.count({
        where: { NOT: { user: { name: { startsWith: 'A', mode: 'insensitive' } } }, role: { in: ['owner', 'admin'] } },
      }),
    'every, some, none': (db) =>
      db.workspace.findMany({ where: { members: { some: { role: 'owner' }, none: { user: { name: 'ada' } } } }, select: { slug: true } }),
    'a list of 40,000': find({ id: { in: Array.from({ length: 40_000 }, (_, n) => id(1, n)) }, name: { notIn: ['Ada', '😀'] } }),
    instants: find({ createdAt: { gte: at(3), lt: new Date('2026-01-01T02:05:00.007+02:00') } }),
    'Json, a path to a text': findSlugs({ path: ['a', 'b', 'c'], string_contains: '%' }),
    'Json, a path into a list': findSlugs({ path: ['a', '1'], equals: 2 }),
    'Json, keys in another order': findSlugs({ equals: { aa: 'Été', a: [1, 2, { c: null }], b: 1 } }),
    'Json, a list in another order': findSlugs({ equals: [3, 'x', true, 1.5] }),
    'Json, a large number': findSlugs({ equals: 12_345_678_901_234 }),
  }
}

function createWrites(): Record<string, Question> {
  const user = (n: number) => ({ id: id(1, n), name: `New ${n}`, email: `new${n}@example.com`, createdAt: at(n), updatedAt: at(n) })
  const short = { name: true, email: true, image: true } as const
  return {
    createManyAndReturn: (db) => db.user.createManyAndReturn({ data: [user(102), user(101)], select: short }),
    updateManyAndReturn: (db) =>
      db.user.updateManyAndReturn({ where: { name: { startsWith: 'New' } }, data: { image: 'new' }, select: short }),
    skipDuplicates: async (db) => [
      await db.user.createMany({ data: [user(101), user(103), user(103)], skipDuplicates: true }),
      await db.user.createManyAndReturn({ data: [user(103), user(104)], skipDuplicates: true, select: short }),
    ],
    upsert: (db) =>
      db.user.upsert({ where: { email: 'new101@example.com' }, create: user(105), update: { image: 'upserted' }, select: short }),
    'a nested write': (db) =>
      db.workspace.update({
        where: { slug: 'w-0' },
        data: {
          members: {
            create: {
              id: id(3, 100),
              role: 'member',
              user: { connectOrCreate: { where: { email: 'new101@example.com' }, create: user(106) } },
            },
          },
          subscriptions: { updateMany: { where: { plan: 'team' }, data: { seats: { increment: 5 }, unitAmount: { multiply: '1.5' } } } },
        },
        select: {
          members: { where: { id: id(3, 100) }, select: { user: { select: short } } },
          subscriptions: { select: { seats: true, unitAmount: true } },
        },
      }),
    'a transaction, a function that fails': async (db) => {
      const failed = await db
        .$transaction(async (tx) => {
          await tx.user.updateMany({ data: { image: 'lost' } })
          throw new Error('on purpose')
        })
        .catch((error: Error) => error.message)
      return [failed, await db.user.count({ where: { image: 'lost' } })]
    },
    'a transaction, a list': (db) =>
      db.$transaction([
        db.user.createManyAndReturn({ data: [user(107)], select: short }),
        db.user.deleteMany({ where: { email: 'new107@example.com' } }),
        db.user.count(),
      ]),
    'a transaction in another': (db) =>
      db.$transaction(async (tx) => {
        await tx.user.update({ where: { id: id(1, 0) }, data: { image: 'kept' } })
        await tx.$transaction(async (inner) => void (await inner.user.create({ data: user(101) }))).catch(() => undefined)
        return tx.user.findUnique({ where: { id: id(1, 0) }, select: short })
      }),
    'a write with a limit': async (db) => [
      await db.user.updateMany({ where: { name: { startsWith: 'New' } }, data: { image: 'limited' }, limit: 2 }),
      await db.user.deleteMany({ where: { name: { startsWith: 'New' } } }),
    ],
    'rows that are left': async (db) => [await db.user.count(), await db.workspaceMember.count(), NAMES.length],
  }
}

function createErrors(): Record<string, Question> {
  const user = { name: 'x', email: 'x@example.com' }
  const subscription = { workspaceId: id(2, 0), plan: 'p', unitAmount: 1, currency: 'EUR' }
  return {
    'unique, a field': (db) => db.user.create({ data: { ...user, email: '0@example.com' } }),
    'unique, a key of two': (db) => db.workspaceMember.create({ data: { userId: id(1, 0), workspaceId: id(2, 0), role: 'member' } }),
    'unique, the primary key': (db) => db.user.create({ data: { ...user, id: id(1, 0) } }),
    'foreign key': (db) => db.session.create({ data: { userId: id(9, 9), token: 't', expiresAt: at(0) } }),
    'not found': (db) => db.user.update({ where: { email: 'nobody@example.com' }, data: { name: 'x' } }),
    'too long': (db) => db.user.create({ data: { ...user, name: 'x'.repeat(192) } }),
    'out of range': (db) => db.subscription.create({ data: { ...subscription, seats: 2 ** 31 } }),
    'out of range, by an increment': (db) => db.subscription.updateMany({ data: { seats: { increment: 2_147_483_647 } } }),
    'no uuid': (db) => db.user.findUnique({ where: { id: 'none' } }),
    'U+0000': (db) => db.user.create({ data: { ...user, name: 'a\0' } }),
    'half of a pair': (db) => db.user.create({ data: { ...user, name: '\ud83d' } }),
    'an error that is caught': (db) =>
      db.$transaction(async (tx) => {
        await tx.user.create({ data: { ...user, email: '0@example.com' } }).catch(() => undefined)
        return 'committed'
      }),
    'not portable': (db) => db.user.findMany({ where: { name: { search: 'a' } as object } }),
  }
}
