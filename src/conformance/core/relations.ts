import assert from 'node:assert/strict'
import type { PortableClient } from '../../client/portable.js'
import type { CaseGroup } from '../case.js'
import { assertCode } from '../expect.js'
import { countAll, createTenant, createUser, createWorkspace, INSTANT, unique, userData, workspaceData } from './samples.js'

export const relations: CaseGroup<PortableClient> = {
  name: 'relations',
  cases: [
    {
      name: 'include reads a relation, and relations of it',
      async run({ db }) {
        const { user, workspace } = await createTenant(db)
        const found = await db.user.findUnique({
          where: { id: user.id },
          include: { workspaces: { include: { workspace: { include: { subscriptions: true } } } }, sessions: true },
        })
        assert.equal(found?.workspaces[0]?.workspace.name, workspace.name)
        assert.equal(found?.workspaces[0]?.workspace.subscriptions[0]?.plan, 'team')
        assert.equal(found?.sessions.length, 1)
      },
    },
    {
      name: 'select reads what it names, through relations and counts',
      async run({ db }) {
        const { user } = await createTenant(db)
        const found = await db.user.findUnique({
          where: { id: user.id },
          select: { name: true, workspaces: { select: { role: true } }, _count: { select: { sessions: true, accounts: true } } },
        })
        assert.deepEqual(found, { name: user.name, workspaces: [{ role: 'owner' }], _count: { sessions: 1, accounts: 1 } })
      },
    },
    {
      name: 'omit leaves out what it names',
      async run({ db }) {
        const { id } = await createUser(db)
        const found = await db.user.findUniqueOrThrow({ where: { id }, omit: { email: true } })
        assert.equal('email' in found, false)
        assert.equal(found.id, id)
      },
    },
    {
      name: 'a nested create makes rows on both sides of a relation',
      async run({ db }) {
        const user = await db.user.create({
          data: {
            ...userData(),
            workspaces: { create: { role: 'owner', workspace: { create: workspaceData({ name: 'Nested' }) } } },
            sessions: { createMany: { data: [1, 2, 3].map(() => ({ token: unique('t'), expiresAt: INSTANT })) } },
          },
          include: { workspaces: { include: { workspace: true } }, sessions: true },
        })
        assert.equal(user.workspaces[0]?.workspace.name, 'Nested')
        assert.equal(user.sessions.length, 3)
      },
    },
    {
      name: 'connect, update, upsert, delete and deleteMany work in a nested write',
      rows: ['W5'],
      async run({ db }) {
        const { user, workspace } = await createTenant(db)
        const guest = await createUser(db)
        const where = { id: workspace.id }
        const connected = await db.workspace.update({
          where,
          data: { members: { create: { user: { connect: { id: guest.id } } } } },
          include: { members: { orderBy: { role: 'asc' } } },
        })
        assert.deepEqual(
          connected.members.map(({ role }) => role),
          ['member', 'owner'],
        )
        const key = { workspaceId_userId: { workspaceId: workspace.id, userId: guest.id } }
        await db.workspace.update({ where, data: { members: { update: { where: key, data: { role: 'admin' } } } } })
        assert.equal((await db.workspaceMember.findUnique({ where: key }))?.role, 'admin')
        await db.workspace.update({
          where,
          data: { members: { upsert: { where: key, create: { userId: user.id }, update: { role: 'member' } } } },
        })
        assert.equal((await db.workspaceMember.findUnique({ where: key }))?.role, 'member')
        await db.workspace.update({ where, data: { members: { delete: key } } })
        assert.equal(await db.workspaceMember.count({ where: { workspaceId: workspace.id } }), 1)
        await db.workspace.update({ where, data: { members: { deleteMany: {} } } })
        assert.equal(await db.workspaceMember.count({ where: { workspaceId: workspace.id } }), 0)
      },
    },
    {
      name: 'connectOrCreate connects what is there and creates what is not',
      rows: ['W5'],
      async run({ db }) {
        const slug = unique('shared')
        const join = () =>
          db.workspaceMember.create({
            data: {
              user: { create: userData() },
              workspace: { connectOrCreate: { where: { slug }, create: workspaceData({ slug }) } },
            },
          })
        const [first, second] = [await join(), await join()]
        assert.equal(first.workspaceId, second.workspaceId)
      },
    },
    {
      name: 'a nested write that fails leaves nothing behind',
      rows: ['W5'],
      async run({ db }) {
        const taken = await createWorkspace(db)
        const create = db.user.create({
          data: { ...userData(), workspaces: { create: { workspace: { create: workspaceData({ slug: taken.slug }) } } } },
        })
        await assertCode(create, 'P2002')
        assert.equal(await db.user.count(), 0)
        assert.equal(await db.workspaceMember.count(), 0)
      },
    },
    {
      name: 'some, every, none, is and isNot filter by a relation',
      rows: ['W5'],
      async run({ db }) {
        const { user, workspace } = await createTenant(db)
        const loner = await createUser(db, { name: 'Loner' })
        const names = async (where: Parameters<PortableClient['user']['findMany']>[0]) =>
          (await db.user.findMany(where)).map(({ id }) => id)
        assert.deepEqual(await names({ where: { workspaces: { some: { role: 'owner' } } } }), [user.id])
        assert.deepEqual(await names({ where: { workspaces: { none: {} } } }), [loner.id])
        assert.equal((await names({ where: { workspaces: { every: { role: 'owner' } } } })).length, 2)
        assert.equal(await db.workspaceMember.count({ where: { workspace: { is: { slug: workspace.slug } } } }), 1)
        assert.equal(await db.workspaceMember.count({ where: { user: { isNot: { id: user.id } } } }), 0)
        assert.equal(await db.apiKey.count({ where: { createdBy: null } }), 0)
      },
    },
    {
      name: 'deleting a workspace deletes everything in it, and no user',
      rows: ['W13'],
      async run({ db }) {
        const { workspace } = await createTenant(db)
        await createTenant(db)
        await db.workspace.delete({ where: { id: workspace.id } })
        assert.deepEqual(await countAll(db), {
          user: 2,
          session: 2,
          account: 2,
          verification: 0,
          workspace: 1,
          workspaceMember: 1,
          workspaceInvitation: 1,
          subscription: 1,
          apiKey: 1,
          auditLog: 1,
        })
      },
    },
    {
      name: 'deleting a user deletes what is theirs, and leaves keys and the audit trail without an owner',
      rows: ['W13'],
      async run({ db }) {
        const { user } = await createTenant(db)
        await db.user.delete({ where: { id: user.id } })
        const counts = await countAll(db)
        assert.deepEqual(counts, {
          user: 0,
          session: 0,
          account: 0,
          verification: 0,
          workspace: 1,
          workspaceMember: 0,
          workspaceInvitation: 0,
          subscription: 1,
          apiKey: 1,
          auditLog: 1,
        })
        assert.equal((await db.auditLog.findFirstOrThrow()).actorId, null)
        assert.equal((await db.apiKey.findFirstOrThrow()).createdById, null)
      },
    },
    {
      name: 'a row cannot point to a row that does not exist',
      rows: ['W13'],
      async run({ db }) {
        const userId = '00000000-0000-7000-8000-000000000000'
        await assertCode(db.session.create({ data: { userId, token: unique('t'), expiresAt: INSTANT } }), 'P2003')
        const { id } = await createWorkspace(db)
        await assertCode(db.workspaceMember.create({ data: { userId, workspaceId: id } }), 'P2003')
        await assertCode(
          db.workspaceMember.create({ data: { user: { connect: { id: userId } }, workspace: { connect: { id } } } }),
          'P2025',
        )
      },
    },
  ],
}
