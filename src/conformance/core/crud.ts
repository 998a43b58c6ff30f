import assert from 'node:assert/strict'
import type { PortableClient } from '../../client/portable.js'
import type { Case, CaseGroup } from '../case.js'
import { assertCode } from '../expect.js'
import { createUser, createWorkspace, INSTANT, unique, userData, workspaceData } from './samples.js'

type Row = Record<string, unknown> & { id: string; createdAt: Date; updatedAt: Date }

/** The methods that the cases call on any model, without the types that differ from model to model. */
interface AnyDelegate {
  create(args: { data: object }): Promise<Row>
  findUnique(args: { where: { id: string } }): Promise<Row | null>
  findMany(args: { where: { id: { in: string[] } }; orderBy: { id: 'asc' } }): Promise<Row[]>
  update(args: { where: { id: string }; data: object }): Promise<Row>
  upsert(args: { where: { id: string }; create: object; update: object }): Promise<Row>
  delete(args: { where: { id: string } }): Promise<Row>
  deleteMany(args: { where: { id: string } }): Promise<{ count: number }>
  updateMany(args: { where: { id: string }; data: object }): Promise<{ count: number }>
  createMany(args: { data: object[] }): Promise<{ count: number }>
  count(args?: object): Promise<number>
}

interface Sample {
  /** A row with every field set. */
  readonly full: (db: PortableClient) => Promise<object>
  /** A second row, unlike the first in its unique fields, with optional fields left out. */
  readonly least: (db: PortableClient) => Promise<object>
  /** What the fields that were left out hold. */
  readonly defaults: object
  readonly change: object
}

const ids = async (db: PortableClient) => {
  const [user, workspace] = [await createUser(db), await createWorkspace(db)]
  return { userId: user.id, workspaceId: workspace.id }
}

const samples = {
  user: {
    full: async () => userData({ name: 'Ünïcode 🦄', emailVerified: true, image: 'https://example.com/i.png' }),
    least: async () => userData(),
    defaults: { emailVerified: false, image: null },
    change: { name: 'Grace Hopper', emailVerified: true },
  },
  session: {
    full: async (db) => ({
      userId: (await ids(db)).userId,
      token: unique('t'),
      expiresAt: INSTANT,
      ipAddress: '::1',
      userAgent: 'Agent/1.0',
    }),
    least: async (db) => ({ userId: (await ids(db)).userId, token: unique('t'), expiresAt: INSTANT }),
    defaults: { ipAddress: null, userAgent: null },
    change: { userAgent: 'Other/2.0' },
  },
  account: {
    full: async (db) => ({
      userId: (await ids(db)).userId,
      accountId: unique('a'),
      providerId: 'github',
      accessToken: 'x'.repeat(3000),
      refreshToken: 'r',
      idToken: 'i',
      accessTokenExpiresAt: INSTANT,
      refreshTokenExpiresAt: INSTANT,
      scope: 'read write',
      password: 'hash',
    }),
    least: async (db) => ({ userId: (await ids(db)).userId, accountId: unique('a'), providerId: 'github' }),
    defaults: { accessToken: null, refreshTokenExpiresAt: null, password: null },
    change: { scope: 'read' },
  },
  verification: {
    full: async () => ({ identifier: 'ada@example.com', value: 'secret', expiresAt: INSTANT }),
    least: async () => ({ identifier: 'bob@example.com', value: '', expiresAt: INSTANT }),
    defaults: {},
    change: { value: 'other' },
  },
  workspace: {
    full: async () => workspaceData({ logo: 'https://example.com/l.svg', metadata: { tags: ['a', 'b'], nested: { n: null } } }),
    least: async () => workspaceData(),
    defaults: { logo: null, metadata: null },
    change: { name: 'Difference Engines', metadata: [1, 'two', false] },
  },
  workspaceMember: {
    full: async (db) => ({ ...(await ids(db)), role: 'owner' }),
    least: async (db) => ids(db),
    defaults: { role: 'member' },
    change: { role: 'admin' },
  },
  workspaceInvitation: {
    full: async (db) => {
      const { userId, workspaceId } = await ids(db)
      return { workspaceId, inviterId: userId, email: 'eve@example.com', role: 'admin', status: 'accepted', expiresAt: INSTANT }
    },
    least: async (db) => {
      const { userId, workspaceId } = await ids(db)
      return { workspaceId, inviterId: userId, email: 'eve@example.com', expiresAt: INSTANT }
    },
    defaults: { role: 'member', status: 'pending' },
    change: { status: 'rejected' },
  },
  subscription: {
    full: async (db) => ({
      workspaceId: (await ids(db)).workspaceId,
      plan: 'team',
      status: 'past_due',
      providerCustomerId: 'cus_1',
      providerSubscriptionId: unique('sub'),
      seats: 2_147_483_647,
      periodStart: INSTANT,
      periodEnd: INSTANT,
      cancelAtPeriodEnd: true,
      unitAmount: '9999999999.99',
      currency: 'EUR',
    }),
    least: async (db) => ({ workspaceId: (await ids(db)).workspaceId, plan: 'free', unitAmount: 0, currency: 'USD' }),
    defaults: { status: 'incomplete', seats: 1, cancelAtPeriodEnd: false, providerCustomerId: null, periodEnd: null },
    change: { status: 'active', seats: 7, unitAmount: '12.34' },
  },
  apiKey: {
    full: async (db) => {
      const { userId, workspaceId } = await ids(db)
      return {
        workspaceId,
        createdById: userId,
        name: 'CI',
        hashedKey: unique('h'),
        start: 'rk_live',
        enabled: false,
        lastUsedAt: INSTANT,
        requestCount: 9_007_199_254_740_993n,
        expiresAt: INSTANT,
        permissions: { files: ['read'] },
      }
    },
    least: async (db) => ({ workspaceId: (await ids(db)).workspaceId, name: 'CI', hashedKey: unique('h'), start: 'rk' }),
    defaults: { createdById: null, enabled: true, lastUsedAt: null, requestCount: 0n, permissions: null },
    change: { requestCount: 9_223_372_036_854_775_807n, enabled: true },
  },
  auditLog: {
    full: async (db) => {
      const { userId, workspaceId } = await ids(db)
      return {
        workspaceId,
        actorId: userId,
        action: 'renamed',
        targetType: 'workspace',
        targetId: workspaceId,
        before: { name: 'old' },
        after: { name: 'new' },
        ip: '127.0.0.1',
      }
    },
    least: async (db) => ({ workspaceId: (await ids(db)).workspaceId, action: 'a', targetType: 't', targetId: 'i' }),
    defaults: { actorId: null, before: null, after: null, ip: null },
    change: { after: { name: 'newer' } },
  },
} satisfies Record<string, Sample>

/** Numbers and texts given for a Decimal come back as one. */
function plain(row: object): Record<string, unknown> {
  const entries = Object.entries(row).map(([key, value]) => [key, key === 'unitAmount' ? Number(value) : value])
  return Object.fromEntries(entries)
}

function assertHolds(row: object | null, expected: object): void {
  assert.ok(row)
  const actual = plain(row)
  for (const [key, value] of Object.entries(plain(expected))) assert.deepEqual(actual[key], value, key)
}

function cases(model: keyof typeof samples): Case<PortableClient>[] {
  const sample: Sample = samples[model]
  const delegate = (db: PortableClient) => db[model] as unknown as AnyDelegate
  return [
    {
      name: `${model}: what create writes, findUnique reads`,
      async run({ db }) {
        const data = await sample.full(db)
        const created = await delegate(db).create({ data })
        assertHolds(created, data)
        assert.deepEqual(await delegate(db).findUnique({ where: { id: created.id } }), created)
      },
    },
    {
      name: `${model}: fields that are left out have their defaults`,
      rows: ['37', 'W23'],
      async run({ db }) {
        const before = Date.now()
        const row = await delegate(db).create({ data: await sample.least(db) })
        assertHolds(row, sample.defaults)
        for (const instant of [row.createdAt, row.updatedAt]) {
          assert.ok(instant.getTime() >= before && instant.getTime() <= Date.now(), `${instant.toISOString()} is not now`)
        }
        assert.match(row.id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
      },
    },
    {
      name: `${model}: update changes what it names, moves updatedAt and nothing else`,
      rows: ['37'],
      async run({ db }) {
        const row = await delegate(db).create({ data: await sample.full(db) })
        await new Promise((resolve) => setTimeout(resolve, 5))
        const changed = await delegate(db).update({ where: { id: row.id }, data: sample.change })
        const { updatedAt, ...rest } = changed
        assert.ok(updatedAt > row.updatedAt, 'updatedAt did not move')
        assertHolds(changed, sample.change)
        const { updatedAt: _, ...expected } = { ...row, ...sample.change }
        assert.deepEqual(plain(rest), plain(expected))
        assert.deepEqual(await delegate(db).findUnique({ where: { id: row.id } }), changed)
      },
    },
    {
      name: `${model}: createMany, updateMany and deleteMany count what they did`,
      rows: ['W4'],
      async run({ db }) {
        const data = [await sample.full(db), await sample.least(db)]
        const before = await delegate(db).count()
        assert.deepEqual(await delegate(db).createMany({ data }), { count: 2 })
        assert.equal(await delegate(db).count(), before + 2)
        const row = await delegate(db).create({ data: await sample.least(db) })
        const where = { id: row.id }
        assert.deepEqual(await delegate(db).updateMany({ where, data: sample.change }), { count: 1 })
        // The second time nothing changes, and the row still counts.
        assert.deepEqual(await delegate(db).updateMany({ where, data: sample.change }), { count: 1 })
        assert.deepEqual(await delegate(db).deleteMany({ where }), { count: 1 })
        assert.deepEqual(await delegate(db).deleteMany({ where }), { count: 0 })
      },
    },
    {
      name: `${model}: upsert creates, then updates`,
      async run({ db }) {
        const row = await delegate(db).create({ data: await sample.full(db) })
        await delegate(db).delete({ where: { id: row.id } })
        const args = { where: { id: row.id }, create: { ...(await sample.least(db)), id: row.id }, update: sample.change }
        assertHolds(await delegate(db).upsert(args), sample.defaults)
        assertHolds(await delegate(db).upsert(args), sample.change)
        assert.equal(await delegate(db).count({ where: { id: row.id } }), 1)
      },
    },
    {
      name: `${model}: delete returns the row, and says so when it is gone`,
      async run({ db }) {
        const row = await delegate(db).create({ data: await sample.full(db) })
        const where = { id: row.id }
        assert.deepEqual(await delegate(db).delete({ where }), row)
        assert.equal(await delegate(db).findUnique({ where }), null)
        await assertCode(delegate(db).delete({ where }), 'P2025')
        await assertCode(delegate(db).update({ where, data: sample.change }), 'P2025')
      },
    },
  ]
}

export const crud: CaseGroup<PortableClient> = {
  name: 'create, read, update, delete',
  cases: (Object.keys(samples) as (keyof typeof samples)[]).flatMap(cases),
}
