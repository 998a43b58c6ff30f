import assert from 'node:assert/strict'
import type { PortableClient } from '../../client/portable.js'
import type { CaseGroup } from '../case.js'
import { assertCode } from '../expect.js'
import { createTenant, createUser, createWorkspace, unique } from './samples.js'

/** In code point order, which no language sorts by. */
const SORTED = ['', ' x', '-x', '1', 'A', 'B', 'Z', '_', 'a', 'ab', 'b', 'z', 'ß', 'ä', 'é', 'ｚ', '😀', '🦄'].sort((a, b) =>
  Buffer.compare(Buffer.from(a), Buffer.from(b)),
)

const shuffled = <T>(items: readonly T[]): T[] => items.map((_, index) => items[(index * 7) % items.length] as T)

async function createNamed(db: PortableClient, names: readonly string[]) {
  await db.user.createMany({ data: shuffled(names).map((name) => ({ name, email: unique('e') })) })
}

const namesOf = (rows: readonly { name: string }[]) => rows.map(({ name }) => name)

export const reading: CaseGroup<PortableClient> = {
  name: 'reading',
  cases: [
    {
      name: 'text is ordered by code point, up and down',
      rows: ['16'],
      async run({ db }) {
        await createNamed(db, SORTED)
        assert.deepEqual(namesOf(await db.user.findMany({ orderBy: { name: 'asc' } })), SORTED)
        assert.deepEqual(namesOf(await db.user.findMany({ orderBy: { name: 'desc' } })), [...SORTED].reverse())
      },
    },
    {
      name: 'text is compared by code point: gt, lte, min and max',
      rows: ['15', '17'],
      async run({ db }) {
        await createNamed(db, SORTED)
        const where = { name: { gt: 'Z' } }
        assert.deepEqual(
          namesOf(await db.user.findMany({ where, orderBy: { name: 'asc' } })),
          SORTED.filter((name) => Buffer.compare(Buffer.from(name), Buffer.from('Z')) > 0),
        )
        const { _min, _max } = await db.user.aggregate({ _min: { name: true }, _max: { name: true } })
        assert.deepEqual([_min.name, _max.name], [SORTED[0], SORTED[SORTED.length - 1]])
      },
    },
    {
      name: 'contains, startsWith and endsWith tell upper case from lower, and accents',
      rows: ['10'],
      async run({ db }) {
        await createNamed(db, ['Hello World', 'hello world', 'HELLO', 'École', 'ÉCOLE', 'ecole'])
        const find = async (name: object) => namesOf(await db.user.findMany({ where: { name }, orderBy: { name: 'asc' } }))
        assert.deepEqual(await find({ contains: 'hello' }), ['hello world'])
        assert.deepEqual(await find({ startsWith: 'Hello' }), ['Hello World'])
        assert.deepEqual(await find({ endsWith: 'World' }), ['Hello World'])
        assert.deepEqual(await find({ startsWith: 'É' }), ['ÉCOLE', 'École'])
        assert.deepEqual(await find({ contains: 'cole' }), ['ecole', 'École'])
        assert.equal((await find({ not: { contains: 'o' } })).length, 2)
      },
    },
    {
      name: 'enums are ordered as declared',
      rows: ['21'],
      async run({ db }) {
        const { id: workspaceId } = await createWorkspace(db)
        for (const role of ['owner', 'admin', 'member'] as const) {
          await db.workspaceMember.create({ data: { workspaceId, userId: (await createUser(db)).id, role } })
        }
        const rows = await db.workspaceMember.findMany({ orderBy: { role: 'asc' } })
        assert.deepEqual(
          rows.map(({ role }) => role),
          ['admin', 'member', 'owner'],
        )
      },
    },
    {
      name: 'nulls are sorted to where the query says',
      async run({ db }) {
        for (const image of ['b', null, 'a']) await createUser(db, { image })
        const images = async (sort: 'asc' | 'desc', nulls: 'first' | 'last') =>
          (await db.user.findMany({ orderBy: { image: { sort, nulls } } })).map(({ image }) => image)
        assert.deepEqual(await images('asc', 'first'), [null, 'a', 'b'])
        assert.deepEqual(await images('asc', 'last'), ['a', 'b', null])
        assert.deepEqual(await images('desc', 'first'), [null, 'b', 'a'])
        assert.deepEqual(await images('desc', 'last'), ['b', 'a', null])
      },
    },
    {
      name: 'UUID version 7 keys ascend as rows are made',
      async run({ db }) {
        const made: string[] = []
        for (let index = 0; index < 20; index++) {
          made.push((await createUser(db)).id)
          await new Promise((resolve) => setTimeout(resolve, 2))
        }
        const read = (await db.user.findMany({ orderBy: { id: 'asc' } })).map(({ id }) => id)
        assert.deepEqual(read, made)
      },
    },
    {
      name: 'pages by cursor meet without gap or overlap, forward and back',
      rows: ['20'],
      async run({ db }) {
        await createNamed(
          db,
          Array.from({ length: 23 }, (_, index) => `name ${String(index % 5)}`),
        )
        const orderBy = [{ name: 'asc' as const }, { id: 'asc' as const }]
        const all = await db.user.findMany({ orderBy })
        const pages: string[] = []
        let cursor: string | undefined
        for (;;) {
          const page = await db.user.findMany({ orderBy, take: 4, ...(cursor === undefined ? {} : { cursor: { id: cursor }, skip: 1 }) })
          if (page.length === 0) break
          pages.push(...page.map(({ id }) => id))
          cursor = page[page.length - 1]?.id
        }
        assert.deepEqual(
          pages,
          all.map(({ id }) => id),
        )
        const back = await db.user.findMany({ orderBy, take: -4, cursor: { id: all[10]?.id ?? '' }, skip: 1 })
        assert.deepEqual(
          back.map(({ id }) => id),
          all.slice(6, 10).map(({ id }) => id),
        )
      },
    },
    {
      name: 'skip and take cut a page, beyond the end too',
      async run({ db }) {
        await createNamed(db, SORTED)
        const page = (skip: number, take: number) => db.user.findMany({ orderBy: { name: 'asc' }, skip, take }).then(namesOf)
        assert.deepEqual(await page(2, 3), SORTED.slice(2, 5))
        assert.deepEqual(await page(SORTED.length - 1, 5), SORTED.slice(-1))
        assert.deepEqual(await page(100, 5), [])
        assert.deepEqual(await page(0, 0), [])
      },
    },
    {
      name: 'distinct keeps one row for each value',
      rows: ['18'],
      async run({ db }) {
        await createNamed(db, ['a', 'a', 'A', 'b'])
        assert.deepEqual(namesOf(await db.user.findMany({ distinct: ['name'], orderBy: { name: 'asc' } })), ['A', 'a', 'b'])
      },
    },
    {
      name: 'aggregate counts, sums, averages, and finds the ends',
      rows: ['51', '52'],
      async run({ db }) {
        const { id: workspaceId } = await createWorkspace(db)
        const rows = [1, 2, 2].map((seats, index) => ({ workspaceId, plan: 'p', seats, unitAmount: `${index + 1}.10`, currency: 'EUR' }))
        await db.subscription.createMany({ data: rows })
        const result = await db.subscription.aggregate({
          _count: { _all: true, providerCustomerId: true },
          _sum: { seats: true, unitAmount: true },
          _avg: { seats: true, unitAmount: true },
          _min: { unitAmount: true },
          _max: { unitAmount: true, seats: true },
        })
        assert.deepEqual(result._count, { _all: 3, providerCustomerId: 0 })
        assert.equal(result._sum.seats, 5)
        assert.equal(result._sum.unitAmount?.toFixed(2), '6.30')
        assert.ok(Math.abs((result._avg.seats ?? 0) - 5 / 3) < 1e-12, `${result._avg.seats}`)
        assert.equal(result._avg.unitAmount?.toFixed(6), '2.100000')
        assert.equal(result._min.unitAmount?.toFixed(2), '1.10')
        assert.deepEqual([result._max.unitAmount?.toFixed(2), result._max.seats], ['3.10', 2])
      },
    },
    {
      name: 'aggregates of nothing are null, and counts zero',
      rows: ['52'],
      async run({ db }) {
        const result = await db.apiKey.aggregate({ _count: true, _sum: { requestCount: true }, _max: { name: true } })
        assert.deepEqual(result, { _count: 0, _sum: { requestCount: null }, _max: { name: null } })
      },
    },
    {
      name: 'sums of BigInt are exact beyond 64 bits, of all rows and of groups',
      rows: ['53'],
      async run({ db }) {
        const { id: workspaceId } = await createWorkspace(db)
        const most = 9_223_372_036_854_775_807n
        const row = (requestCount: bigint) => ({ workspaceId, name: 'k', hashedKey: unique('h'), start: 's', requestCount })
        await db.apiKey.createMany({ data: [most, most, -1n, 5n].map(row) })
        const { _sum, _max } = await db.apiKey.aggregate({ _sum: { requestCount: true }, _max: { requestCount: true } })
        assert.deepEqual([_sum.requestCount, _max.requestCount], [2n * most + 4n, most])
        const [group] = await db.apiKey.groupBy({ by: ['name'], _sum: { requestCount: true } })
        assert.equal(group?._sum.requestCount, 2n * most + 4n)
      },
    },
    {
      name: 'sums of BigInt stay BigInt beyond 2^53',
      rows: ['52'],
      async run({ db }) {
        const { id: workspaceId } = await createWorkspace(db)
        const row = () => ({ workspaceId, name: 'k', hashedKey: unique('h'), start: 's', requestCount: 9_007_199_254_740_993n })
        await db.apiKey.createMany({ data: [row(), row()] })
        const { _sum } = await db.apiKey.aggregate({ _sum: { requestCount: true } })
        assert.equal(_sum.requestCount, 18_014_398_509_481_986n)
      },
    },
    {
      name: 'groupBy groups, filters groups and orders them',
      async run({ db }) {
        await createNamed(db, ['a', 'A', 'a', 'b', 'b', 'b'])
        const groups = await db.user.groupBy({
          by: ['name'],
          _count: { _all: true },
          having: { name: { _count: { gt: 1 } } },
          orderBy: { _count: { name: 'desc' } },
        })
        assert.deepEqual(groups, [
          { name: 'b', _count: { _all: 3 } },
          { name: 'a', _count: { _all: 2 } },
        ])
      },
    },
    {
      name: 'AND, OR and NOT combine, in and notIn list',
      rows: ['26'],
      async run({ db }) {
        await createNamed(db, ['a', 'b', 'c', 'd'])
        const find = async (where: object) => namesOf(await db.user.findMany({ where, orderBy: { name: 'asc' } }))
        assert.deepEqual(await find({ OR: [{ name: 'a' }, { AND: [{ name: { gte: 'c' } }, { NOT: { name: 'd' } }] }] }), ['a', 'c'])
        assert.deepEqual(await find({ name: { in: ['b', 'd', 'x'] } }), ['b', 'd'])
        assert.deepEqual(await find({ name: { notIn: ['b', 'd'] } }), ['a', 'c'])
        assert.deepEqual(await find({ name: { in: [] } }), [])
        assert.deepEqual(await find({ OR: [] }), [])
      },
    },
    {
      name: 'not and notIn leave rows with null out',
      rows: ['26'],
      async run({ db }) {
        for (const image of ['a', 'b', null]) await createUser(db, { image })
        assert.equal(await db.user.count({ where: { image: { not: 'a' } } }), 1)
        assert.equal(await db.user.count({ where: { image: { notIn: ['a'] } } }), 1)
        assert.equal(await db.user.count({ where: { image: null } }), 1)
        assert.equal(await db.user.count({ where: { image: { not: null } } }), 2)
      },
    },
    {
      name: 'instants are filtered to the millisecond',
      rows: ['36'],
      async run({ db }) {
        const { user } = await createTenant(db)
        const at = (ms: number) => new Date(Date.UTC(2031, 0, 1) + ms)
        for (const ms of [0, 1, 2]) await db.session.create({ data: { userId: user.id, token: unique('t'), expiresAt: at(ms) } })
        assert.equal(await db.session.count({ where: { expiresAt: at(1) } }), 1)
        assert.equal(await db.session.count({ where: { expiresAt: { gt: at(0), lt: at(2) } } }), 1)
      },
    },
    {
      name: 'findFirst, findUnique and their OrThrow forms agree on what is missing',
      async run({ db }) {
        const where = { id: '00000000-0000-7000-8000-000000000000' }
        assert.equal(await db.user.findFirst({ where }), null)
        assert.equal(await db.user.findUnique({ where }), null)
        await assertCode(db.user.findFirstOrThrow({ where }), 'P2025')
        await assertCode(db.user.findUniqueOrThrow({ where }), 'P2025')
      },
    },
  ],
}
