import { inspect } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Interceptor, interceptRequests } from '../../../src/client/intercept.js'
import { openClient } from '../../../src/client/open-client.js'
import { engineOf } from '../../../src/engines/index.js'
import { PrismaClient } from '../../../src/generated/sqlite/client.js'
import { createClient } from '../../../src/index.js'

/** Types of the exact client: an interceptor does not change them. */
type Db = InstanceType<typeof PrismaClient>

const seen: { name: string; args: unknown; path: readonly string[] }[] = []
let intercept: Interceptor = (request, run) => run(request.args)

const db = openClient<Db>(engineOf('sqlite'), PrismaClient as never, ':memory:', {})
interceptRequests(db, (request, run) => {
  seen.push({ name: [request.model, request.operation].join('.'), args: request.args, path: request.path })
  return intercept(request, run)
})

beforeAll(() => db.$connect())
afterAll(() => db.$disconnect())

/** What the interceptor sees of the queries of a function. None of them has a table. */
async function namesOf(work: () => Promise<unknown>): Promise<string[]> {
  seen.length = 0
  await work().catch(() => undefined)
  return seen.map(({ name }) => name)
}

const where = { id: '1' }

describe('an interceptor', () => {
  it.each<[string, () => Promise<unknown>, string[]]>([
    ['a method', () => db.user.findMany({ where }), ['User.findMany']],
    ['an aggregation', () => db.user.count({ where }), ['User.count']],
    ['raw SQL', () => db.$queryRaw`SELECT 1`, ['.$queryRaw']],
    ['unsafe SQL', () => db.$executeRawUnsafe('SELECT 1'), ['.$executeRawUnsafe']],
    ['a list in one transaction', () => db.$transaction([db.user.count(), db.session.count()]), ['User.count', 'Session.count']],
    ['a transaction', () => db.$transaction((tx) => tx.user.count()), ['User.count']],
    ['a transaction in a transaction', () => db.$transaction((tx) => tx.$transaction((inner) => inner.user.count())), ['User.count']],
    ['raw SQL in a transaction', () => db.$transaction((tx) => tx.$queryRaw`SELECT 1`), ['.$queryRaw']],
    ['an extended client', () => (db.$extends({ name: 'more' }) as unknown as Db).user.count(), ['User.count']],
  ])('stands before %s', async (_, work, names) => {
    expect(await namesOf(work)).toEqual(names)
  })

  it('sees relations asked by a call, each with the way to its result', async () => {
    await namesOf(async () =>
      db.session
        .findUnique({ where })
        .user()
        .accounts({ where: { id: '2' } }),
    )
    expect(seen).toEqual([
      {
        name: 'Session.findUnique',
        args: { where, select: { user: { select: { accounts: { where: { id: '2' } } } } } },
        path: ['select', 'user', 'select', 'accounts'],
      },
    ])
  })

  it('sees what a query extension makes of the arguments', async () => {
    const extended = db.$extends({ query: { user: { findMany: ({ query }) => query({ where: { id: '2' } }) } } }) as unknown as Db
    await namesOf(() => extended.user.findMany({ where }))
    expect(seen.map(({ args }) => args)).toEqual([{ where: { id: '2' } }])
  })

  it('gives other arguments and another result', async () => {
    intercept = async ({ args }, run) => ({ was: args, is: await run(undefined).then(String, (error: { code: string }) => error.code) })
    expect(await db.user.findMany({ where: { nothing: 1 } as object })).toEqual({ was: { where: { nothing: 1 } }, is: 'P2021' })
    intercept = (request, run) => run(request.args)
  })

  it('is not asked before somebody awaits the query', async () => {
    expect(await namesOf(async () => void db.user.count())).toEqual([])
  })
})

describe('a portable client', () => {
  const portable = createClient({ provider: 'postgresql', url: 'postgres://ada:lovelace@db/app' })

  it('has the keys of any client', () => {
    const exact = createClient('postgresql', { url: 'postgres://db/app' })
    expect(Object.keys(portable).sort()).toEqual(Object.keys(exact).sort())
    expect('user' in portable && '$transaction' in portable).toBe(true)
  })

  it('can be shown, without what may be secret', () => {
    expect(inspect(portable, { depth: 4 })).not.toContain('lovelace')
  })
})
