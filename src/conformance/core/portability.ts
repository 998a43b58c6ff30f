import assert from 'node:assert/strict'
import type { PortableClient } from '../../client/portable.js'
import type { Case, CaseGroup } from '../case.js'
import { assertCode } from '../expect.js'
import { createTenant, createUser, createWorkspace, unique, userData } from './samples.js'

/** The client without its types, as JavaScript sees it. */
// biome-ignore lint/suspicious/noExplicitAny: what is tested here is what the types forbid
type Untyped = any

const REFUSED: readonly (readonly [string, (db: Untyped) => Promise<unknown>])[] = [
  ['createManyAndReturn', (db) => db.user.createManyAndReturn({ data: [userData()] })],
  ['updateManyAndReturn', (db) => db.user.updateManyAndReturn({ data: { name: 'n' } })],
  ['skipDuplicates', (db) => db.user.createMany({ data: [userData()], skipDuplicates: true })],
  ['mode in a filter', (db) => db.user.findMany({ where: { name: { contains: 'a', mode: 'insensitive' } } })],
  [
    'mode under AND, OR, NOT',
    (db) => db.user.count({ where: { AND: [{ OR: [{ NOT: { name: { equals: 'a', mode: 'insensitive' } } }] }] } }),
  ],
  ['mode under not', (db) => db.user.count({ where: { name: { not: { contains: 'a', mode: 'insensitive' } } } })],
  [
    'mode in the filter of a relation',
    (db) => db.workspace.findMany({ where: { members: { some: { user: { name: { contains: 'a', mode: 'insensitive' } } } } } }),
  ],
  ['mode in an include', (db) => db.user.findMany({ include: { sessions: { where: { token: { contains: 'a', mode: 'insensitive' } } } } })],
  ['mode in a write', (db) => db.user.updateMany({ where: { name: { contains: 'a', mode: 'insensitive' } }, data: { name: 'n' } })],
  [
    'mode in the filter of a count',
    (db) =>
      db.user.findMany({ select: { _count: { select: { sessions: { where: { token: { contains: 'a', mode: 'insensitive' } } } } } } }),
  ],
  [
    'mode in a connect',
    (db) =>
      db.session.create({
        data: { token: 't', expiresAt: new Date(), user: { connect: { id: 'x', name: { equals: 'a', mode: 'insensitive' } } } },
      }),
  ],
  ['mode in a filter of Json', (db) => db.workspace.count({ where: { metadata: { string_contains: 'a', mode: 'insensitive' } } })],
  [
    '_relevance of a relation',
    (db) => db.session.findMany({ orderBy: { user: { _relevance: { fields: ['name'], search: 'a', sort: 'asc' } } } }),
  ],
  ['divide on an Int', (db) => db.subscription.updateMany({ data: { seats: { divide: 2 } } })],
  [
    'divide on a BigInt in a nested write',
    (db) =>
      db.workspace.updateMany({ data: {} }).then(() =>
        db.workspace.update({
          where: { id: 'x' },
          data: { apiKeys: { updateMany: { where: {}, data: { requestCount: { divide: 2n } } } } },
        }),
      ),
  ],
  ['raw SQL', (db) => db.$queryRaw`SELECT 1`],
  ['unsafe raw SQL in a transaction', (db) => db.$transaction(async (tx: Untyped) => tx.$executeRawUnsafe('SELECT 1'))],
  ['an isolation level that SQLite lacks', (db) => db.$transaction(async () => 1, { isolationLevel: 'ReadCommitted' })],
  ['search', (db) => db.user.findMany({ where: { name: { search: 'a' } } })],
  ['_relevance', (db) => db.user.findMany({ orderBy: { _relevance: { fields: ['name'], search: 'a', sort: 'asc' } } })],
  ['a path into Json', (db) => db.workspace.findMany({ where: { metadata: { path: ['a'], equals: 1 } } })],
  [
    'skipDuplicates in a nested write',
    (db) => db.user.create({ data: { ...userData(), sessions: { createMany: { data: [], skipDuplicates: true } } } }),
  ],
]

export const portability: CaseGroup<PortableClient> = {
  name: 'the portable client',
  cases: [
    ...REFUSED.map(
      ([what, query]): Case<PortableClient> => ({
        name: `refuses ${what} on every engine, though the types be bypassed`,
        async run({ db }) {
          // Some are refused at once and some in a promise.
          await assertCode((async () => query(db as Untyped))(), 'REFRACT_NOT_PORTABLE')
        },
      }),
    ),
    {
      name: 'does not take data for arguments',
      async run({ db }) {
        const metadata = { mode: 'insensitive', path: ['a'], search: 'x', skipDuplicates: true, where: { name: { mode: 'x' } } }
        const { id } = await createWorkspace(db, { metadata })
        assert.deepEqual((await db.workspace.findUnique({ where: { id } }))?.metadata, metadata)
        assert.equal(await db.workspace.count({ where: { metadata: { equals: { path: 'x' } } } }), 0)
      },
    },
    {
      name: 'says the same of values that do not fit',
      async run({ db }) {
        const { workspace } = await createTenant(db)
        const subscription = { workspaceId: workspace.id, plan: 'p', unitAmount: 1, currency: 'EUR' }
        await assertCode(createUser(db, { name: 'x'.repeat(192) }), 'P2000')
        await createUser(db, { name: '🦄'.repeat(191) })
        await assertCode(db.subscription.create({ data: { ...subscription, currency: 'EURO' } }), 'P2000')
        await assertCode(db.subscription.create({ data: { ...subscription, unitAmount: '10000000000' } }), 'P2020')
        await assertCode(db.subscription.create({ data: { ...subscription, seats: 2_147_483_648 } }), 'P2020')
        const { id } = await db.subscription.create({ data: { ...subscription, seats: 2_147_483_647 } })
        await assertCode(db.subscription.update({ where: { id }, data: { seats: { increment: 1 } } }), 'P2020')
      },
    },
    {
      name: 'refuses the character U+0000 in a text and in Json, to store it and to search for it',
      async run({ db }) {
        const { id } = await createUser(db)
        await assertCode(createUser(db, { name: 'a\0b' }), 'P2007')
        await assertCode(db.user.createMany({ data: [userData(), userData({ name: '\0' })] }), 'P2007')
        await assertCode(db.user.update({ where: { id }, data: { name: 'a\0' } }), 'P2007')
        await assertCode(db.user.count({ where: { name: { contains: '\0' } } }), 'P2007')
        assert.equal(await db.user.count(), 1)
        for (const metadata of ['\0', { a: ['b\0'] }, { 'a\0': 1 }]) await assertCode(createWorkspace(db, { metadata }), 'P2007')
        await assertCode(db.workspace.count({ where: { metadata: { equals: { a: '\0' } } } }), 'P2007')
        // A backslash and a word.
        const { metadata } = await createWorkspace(db, { metadata: { a: '\\u0000' } })
        assert.deepEqual(metadata, { a: '\\u0000' })
      },
    },
    {
      name: 'rounds a Decimal to its scale when it stores it',
      async run({ db }) {
        const { id: workspaceId } = await createWorkspace(db)
        const { id } = await db.subscription.create({ data: { workspaceId, plan: unique('p'), unitAmount: '1.006', currency: 'EUR' } })
        assert.equal((await db.subscription.findUniqueOrThrow({ where: { id } })).unitAmount.toFixed(4), '1.0100')
        await db.subscription.update({ where: { id }, data: { unitAmount: '0.1' } })
        await db.subscription.update({ where: { id }, data: { unitAmount: { increment: '0.2' } } })
        assert.equal(await db.subscription.count({ where: { unitAmount: '0.3' } }), 1)
      },
    },
  ],
}
