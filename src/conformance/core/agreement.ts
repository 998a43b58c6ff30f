import assert from 'node:assert/strict'
import type { PortableClient } from '../../client/portable.js'
import type { CaseGroup } from '../case.js'
import { assertCode } from '../expect.js'
import { createTenant, createUser, createWorkspace, INSTANT, unique, userData } from './samples.js'

const NAMES = ['100%', '100', 'a_b', 'axb', 'a\\b', 'ab', '%', '\\', "it's"]

/** What the engines answer differently by themselves, row by row of what was measured. */
export const agreement: CaseGroup<PortableClient> = {
  name: 'what the engines agree on',
  cases: [
    {
      name: '% _ and \\ stand for themselves in contains, startsWith and endsWith',
      rows: ['11', '12', '13'],
      async run({ db }) {
        for (const name of NAMES) await createUser(db, { name })
        const find = async (filter: object) =>
          (await db.user.findMany({ where: { name: filter }, orderBy: { name: 'asc' } })).map(({ name }) => name)
        const expected = (test: (name: string) => boolean) => NAMES.filter(test).sort()
        for (const text of ['%', '0%', '_', 'a_', '\\', 'a\\', '\\b', '%\\', "'", '']) {
          assert.deepEqual(
            await find({ contains: text }),
            expected((name) => name.includes(text)),
            `contains ${text}`,
          )
          assert.deepEqual(
            await find({ startsWith: text }),
            expected((name) => name.startsWith(text)),
            `startsWith ${text}`,
          )
          assert.deepEqual(
            await find({ endsWith: text }),
            expected((name) => name.endsWith(text)),
            `endsWith ${text}`,
          )
          assert.deepEqual(
            await find({ not: { contains: text } }),
            expected((name) => !name.includes(text)),
            `not contains ${text}`,
          )
        }
        assert.equal(await db.user.count({ where: { OR: [{ NOT: { name: { contains: '_' } } }] } }), NAMES.length - 1)
      },
    },
    {
      name: 'nulls come last in ascending order and first in descending, unless it is said',
      rows: ['19', '20'],
      async run({ db }) {
        for (const image of ['b', null, 'a', null, 'c']) await createUser(db, { image })
        const order = async (orderBy: object) => (await db.user.findMany({ orderBy })).map(({ image }) => image)
        assert.deepEqual(await order({ image: 'asc' }), ['a', 'b', 'c', null, null])
        assert.deepEqual(await order({ image: 'desc' }), [null, null, 'c', 'b', 'a'])
        assert.deepEqual(await order([{ image: { sort: 'asc' } }, { name: 'asc' }]), ['a', 'b', 'c', null, null])
        assert.deepEqual(await order({ image: { sort: 'asc', nulls: 'first' } }), [null, null, 'a', 'b', 'c'])
        // Pages follow one another without a gap and without a row twice.
        const pages: (string | null)[] = []
        let cursor: { id: string } | undefined
        for (;;) {
          const [row] = await db.user.findMany({ orderBy: { image: 'desc' }, take: 1, ...(cursor && { cursor, skip: 1 }) })
          if (row === undefined) break
          pages.push(row.image)
          cursor = { id: row.id }
        }
        assert.deepEqual(pages, [null, null, 'c', 'b', 'a'])
      },
    },
    {
      name: 'without an order, and among equals, rows come by their primary key',
      rows: ['23', '24'],
      async run({ db }) {
        const ids = ['c', 'a', 'b'].map((digit) => `${digit.repeat(8)}-0000-7000-8000-000000000000`)
        for (const id of ids) await createUser(db, { id, name: 'same' })
        const sorted = [...ids].sort()
        await db.user.update({ where: { id: sorted[0] as string }, data: { image: 'changed' } })
        const read = async (args: object) => (await db.user.findMany(args)).map(({ id }) => id)
        assert.deepEqual(await read({}), sorted)
        assert.deepEqual(await read({ orderBy: { name: 'desc' } }), sorted)
        assert.deepEqual(await read({ orderBy: [{ name: 'desc' }, { id: 'desc' }] }), [...sorted].reverse())
        assert.deepEqual(await read({ skip: 1, take: 1 }), sorted.slice(1, 2))
        assert.equal((await db.user.findFirst())?.id, sorted[0])
        assert.equal((await db.user.findFirstOrThrow({ where: { name: 'same' }, skip: 2 })).id, sorted[2])
        assert.equal((await db.user.aggregate({ _count: { image: true }, take: 1 }))._count.image, 1)
      },
    },
    {
      name: 'lists of relations and groups have an order, too',
      rows: ['25'],
      async run({ db }) {
        const user = await createUser(db)
        const ids = ['c', 'a', 'b'].map((digit) => `${digit.repeat(8)}-0000-7000-8000-000000000000`)
        for (const id of ids) await db.session.create({ data: { id, userId: user.id, token: unique('t'), expiresAt: INSTANT } })
        const sorted = [...ids].sort()
        const { sessions } = await db.user.findUniqueOrThrow({ where: { id: user.id }, include: { sessions: true } })
        assert.deepEqual(
          sessions.map(({ id }) => id),
          sorted,
        )
        const selected = await db.session.findFirstOrThrow({ select: { user: { select: { sessions: { select: { id: true } } } } } })
        assert.deepEqual(
          selected.user.sessions.map(({ id }) => id),
          sorted,
        )
        const asked = await db.user.findUnique({ where: { id: user.id } }).sessions()
        assert.deepEqual(
          asked?.map(({ id }) => id),
          sorted,
        )
        for (const image of ['b', null, 'a']) await createUser(db, { image, name: 'grouped' })
        const groups = await db.user.groupBy({ by: ['image', 'name'], where: { name: 'grouped' } })
        assert.deepEqual(
          groups.map(({ image }) => image),
          ['a', 'b', null],
        )
      },
    },
    {
      name: 'half of a surrogate pair is refused',
      rows: ['32', '33'],
      async run({ db }) {
        await assertCode(createUser(db, { name: 'a\ud800' }), 'P2007')
        await assertCode(db.user.count({ where: { name: { startsWith: '\udc00' } } }), 'P2007')
        assert.equal((await createUser(db, { name: '😀' })).name, '😀')
      },
    },
    {
      name: 'years that not every engine keeps are refused',
      rows: ['44', '45'],
      async run({ db }) {
        const user = await createUser(db)
        const session = (expiresAt: Date) => db.session.create({ data: { userId: user.id, token: unique('t'), expiresAt } })
        for (const year of ['0999', '-000001', '+010000']) await assertCode(session(new Date(`${year}-01-01T00:00:00Z`)), 'P2020')
        for (const year of ['1000', '9999']) {
          const expiresAt = new Date(`${year}-12-31T23:59:59.999Z`)
          assert.deepEqual((await session(expiresAt)).expiresAt, expiresAt)
        }
      },
    },
    {
      name: 'a write returns the Decimal that it stores',
      rows: ['46', '47', '48'],
      async run({ db }) {
        const { workspace } = await createTenant(db)
        const write = (unitAmount: string | number) =>
          db.subscription.create({ data: { workspaceId: workspace.id, plan: unique('p'), unitAmount, currency: 'EUR' } })
        for (const [given, stored] of [
          ['1.006', '1.01'],
          ['-1.005', '-1.01'],
          ['3.3333333333333333333', '3.33'],
          ['0.125', '0.13'],
          [1.005, '1.01'],
          ['99999999.994', '99999999.99'],
        ] as const) {
          const { id, unitAmount } = await write(given)
          assert.equal(unitAmount.toFixed(), stored)
          assert.equal((await db.subscription.findUniqueOrThrow({ where: { id } })).unitAmount.toFixed(), stored)
        }
      },
    },
    {
      name: 'an Int out of range is refused in a filter, too',
      rows: ['55'],
      async run({ db }) {
        await assertCode(db.subscription.count({ where: { seats: 2_147_483_648 } }), 'P2020')
        await assertCode(db.subscription.count({ where: { seats: { in: [1, -2_147_483_649] } } }), 'P2020')
        assert.equal(await db.subscription.count({ where: { seats: { lt: 2_147_483_647 } } }), 0)
      },
    },
    {
      name: 'a uuid is found in any spelling, and a text that is none is refused',
      async run({ db }) {
        const { id } = await createUser(db)
        for (const spelling of [id.toUpperCase(), id.replaceAll('-', '')]) {
          assert.equal((await db.user.findUnique({ where: { id: spelling } }))?.id, id)
        }
        assert.equal((await db.user.findMany({ where: { id: { in: [id.toUpperCase()] } } })).length, 1)
        await assertCode(db.user.findUnique({ where: { id: 'none' } }), 'P2007')
        await assertCode(db.user.count({ where: { id: { in: [id, 'none'] } } }), 'P2007')
      },
    },
    {
      name: 'a transaction fails whole, though the error be caught',
      rows: ['T4', 'T5'],
      async run({ db }) {
        const { email } = await createUser(db)
        const caught = db.$transaction(async (tx) => {
          await createUser(tx, { name: 'before' })
          await assertCode(createUser(tx, { email }), 'P2002')
          return 'committed'
        })
        await assertCode(caught, 'P2028')
        const goesOn = db.$transaction(async (tx) => {
          await assertCode(createUser(tx, { email }), 'P2002')
          await assertCode(createUser(tx, { name: 'after' }), 'P2028')
        })
        await assertCode(goesOn, 'P2028')
        assert.equal(await db.user.count(), 1)
        // Within a transaction of its own the error is survived.
        await db.$transaction(async (tx) => {
          await createUser(tx, { name: 'kept' })
          await assertCode(
            tx.$transaction(async (inner) => void (await createUser(inner, { email }))),
            'P2002',
          )
          await createUser(tx, { name: 'kept' })
        })
        assert.equal(await db.user.count({ where: { name: 'kept' } }), 2)
      },
    },
    {
      name: 'thirty upserts of one row at once make one row',
      rows: ['W6', 'W7'],
      async run({ db }) {
        const { email } = userData()
        const upserts = Array.from({ length: 30 }, () =>
          db.user.upsert({
            where: { email },
            create: userData({ email }),
            update: { name: 'updated' },
            select: { id: true, sessions: true },
          }),
        )
        assert.equal(new Set((await Promise.all(upserts)).map(({ id }) => id)).size, 1)
        const slug = unique('raced')
        const members = await Promise.all(
          Array.from({ length: 10 }, async () => {
            const { id: userId } = await createUser(db)
            return db.workspaceMember.create({
              data: {
                role: 'member',
                user: { connect: { id: userId } },
                workspace: { connectOrCreate: { where: { slug }, create: { name: 'raced', slug } } },
              },
            })
          }),
        )
        assert.equal(new Set(members.map(({ workspaceId }) => workspaceId)).size, 1)
      },
    },
    {
      name: 'a unique violation names the model and its fields, whatever the constraint',
      rows: ['B.7:target', 'B.7:unique', 'B.7:primary-key', 'B.7:table'],
      async run({ db }) {
        const { user, workspace } = await createTenant(db)
        const metaOf = (query: Promise<unknown>) => query.then(String, ({ meta }: { meta?: unknown }) => meta)
        assert.deepEqual(await metaOf(createUser(db, { email: user.email })), { modelName: 'User', target: ['email'] })
        assert.deepEqual(await metaOf(createUser(db, { id: user.id })), { modelName: 'User', target: ['id'] })
        assert.deepEqual(await metaOf(createWorkspace(db, { slug: workspace.slug })), { modelName: 'Workspace', target: ['slug'] })
        const member = { userId: user.id, workspaceId: workspace.id, role: 'member' as const }
        const composite = (await metaOf(db.workspaceMember.create({ data: member }))) as { modelName: string; target: string[] }
        assert.deepEqual(
          { ...composite, target: [...composite.target].sort() },
          { modelName: 'WorkspaceMember', target: ['userId', 'workspaceId'] },
        )
        // Of a related row that a nested write makes.
        const { token } = await db.session.findFirstOrThrow()
        const nested = db.user.create({ data: { ...userData(), sessions: { create: { token, expiresAt: INSTANT } } } })
        assert.deepEqual(await metaOf(nested), { modelName: 'Session', target: ['token'] })
      },
    },
  ],
}
