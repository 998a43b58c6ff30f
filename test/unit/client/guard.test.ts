import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient } from '../../../src/index.js'

type Delegate = Record<string, (args: object) => Promise<unknown>>
const db = createClient({ provider: 'sqlite', url: ':memory:' })
const models = db as unknown as Record<string, Delegate>

beforeAll(() => db.$connect())
afterAll(() => db.$disconnect())

/** Calls a method with what the types would not let through. */
const call = (path: string, args: object) => {
  const [model = '', method = ''] = path.split('.')
  const delegate = models[model] as Delegate
  return (delegate[method] as Delegate[string])(args)
}

const searching = { contains: 'a', search: 'a' }
const weaker = { isolationLevel: 'ReadCommitted' } as object
interface Raw {
  $queryRaw(sql: TemplateStringsArray): Promise<unknown>
  $executeRawUnsafe(sql: string): Promise<unknown>
}
const data = { name: 'a', email: 'a@example.com' }

describe('a portable client refuses', () => {
  it.each<[string, object, string]>([
    ['user.findMany', { relationLoadStrategy: 'join' }, 'User: relationLoadStrategy'],
    ['user.findMany', { where: { name: searching } }, 'User.name: search'],
    ['user.findMany', { where: { name: { not: searching } } }, 'User.name: search'],
    ['user.findMany', { where: { name: { search: 'a' } } }, 'User.name: search'],
    ['user.findFirst', { where: { AND: [{ id: '1' }, { OR: [{ name: searching }] }] } }, 'User.name: search'],
    ['user.count', { where: { NOT: { name: searching } } }, 'User.name: search'],
    ['user.deleteMany', { where: { name: searching } }, 'User.name: search'],
    ['user.updateMany', { where: { name: searching }, data: {} }, 'User.name: search'],
    ['user.findMany', { where: { sessions: { some: { token: searching } } } }, 'Session.token: search'],
    ['user.findMany', { where: { workspaces: { every: { workspace: { name: searching } } } } }, 'Workspace.name: search'],
    ['session.findMany', { where: { user: { is: { name: searching } } } }, 'User.name: search'],
    ['session.findMany', { where: { user: { name: searching } } }, 'User.name: search'],
    ['user.findMany', { include: { sessions: { where: { token: searching } } } }, 'Session.token: search'],
    [
      'user.findMany',
      { select: { sessions: { select: { user: { select: { sessions: { where: { token: searching } } } } } } } },
      'Session.token: search',
    ],
    ['user.groupBy', { by: ['name'], having: { name: searching } }, 'User.name: search'],
    ['user.findMany', { cursor: { id: '1', name: searching } }, 'User.name: search'],
    ['user.groupBy', { by: ['name'], having: { name: { _min: searching } } }, 'User.name: search'],
    ['user.groupBy', { by: ['name'], orderBy: { _min: { id: 'asc' } } }, 'User.id: _min'],
    ['user.findMany', { where: { id: { contains: 'a' } } }, 'User.id: contains'],
    ['workspace.findMany', { orderBy: { metadata: 'asc' } }, 'Workspace.metadata: orderBy'],
    ['user.findMany', { orderBy: { _relevance: { fields: ['name'], search: 'a', sort: 'asc' } } }, 'User: _relevance'],
    ['user.update', { where: { id: '1' }, data: { sessions: { deleteMany: { token: searching } } } }, 'Session.token: search'],
    [
      'user.update',
      { where: { id: '1' }, data: { sessions: { updateMany: { where: { token: searching }, data: {} } } } },
      'Session.token: search',
    ],
    [
      'user.upsert',
      { where: { id: '1' }, create: data, update: { sessions: { deleteMany: [{ token: searching }] } } },
      'Session.token: search',
    ],
  ])('%s(%j)', async (path, args, subject) => {
    const error = await call(path, args).then(
      () => undefined,
      (reason: unknown) => reason,
    )
    expect(error).toMatchObject({ code: 'REFRACT_NOT_PORTABLE' })
    expect((error as Error).message.split(' does not work the same')[0]).toBe(subject)
  })

  it('the same in a transaction', async () => {
    const run = db.$transaction((tx) => tx.user.findMany({ where: { name: searching as object } }))
    await expect(run).rejects.toMatchObject({ code: 'REFRACT_NOT_PORTABLE' })
  })
})

describe('a portable client refuses, in every form of a query,', () => {
  const where = { token: searching as object }
  const one = { where: { id: '1' } }
  it.each<[string, () => PromiseLike<unknown>]>([
    ['a relation asked by a call', () => db.user.findUnique(one).sessions({ where })],
    ['a relation of a relation', () => db.session.findUnique(one).user().sessions({ where })],
    ['a list in one transaction', () => db.$transaction([db.user.count(), db.session.findMany({ where })])],
    ['a transaction in a transaction', () => db.$transaction((tx) => tx.$transaction((inner) => inner.session.findMany({ where })))],
    ['raw SQL', async () => (db as unknown as Raw).$queryRaw`SELECT 1`],
    ['raw SQL in a transaction', () => db.$transaction((tx) => (tx as unknown as Raw).$executeRawUnsafe('SELECT 1'))],
    ['a weaker level in a transaction', () => db.$transaction((tx) => tx.$transaction(async () => 1, weaker))],
  ])('%s', async (_, run) => {
    await expect(run()).rejects.toMatchObject({ code: 'REFRACT_NOT_PORTABLE' })
  })

  it('and leaves the arguments as they were', async () => {
    const args = Object.freeze({ where: Object.freeze({ name: Object.freeze({ contains: 'a' }) }) })
    await expect(db.user.findMany(args)).rejects.toMatchObject({ code: 'P2021' })
  })
})

describe('a portable client lets through', () => {
  // The tables are not there: an error of Prisma's says that the query went on to the database.
  it.each<[string, object]>([
    ['user.findMany', { where: { name: { contains: 'a' } }, orderBy: { name: 'asc' } }],
    // Keys that are refused in a filter are only data in a value.
    ['workspace.findMany', { where: { metadata: { equals: { path: 1, gt: 2, mode: 3 } } } }],
    ['workspace.findMany', { where: { metadata: { not: { gt: 1 } } } }],
    ['workspace.create', { data: { name: 'a', slug: 'a', metadata: { mode: 'insensitive', skipDuplicates: true, path: [] } } }],
    ['user.findMany', { where: { createdAt: { gt: new Date(0), lte: new Date() } } }],
    ['apiKey.findMany', { where: { requestCount: { gt: 1 } } }],
  ])('%s(%j)', async (path, args) => {
    await expect(call(path, args)).rejects.toMatchObject({ code: 'P2021' })
  })
})
