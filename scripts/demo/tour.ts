import type { PortableClient } from '../../src/index.js'
import { demoEmail, demoSlug, ownUsers, ownWorkspaces } from './seed.js'

/** One stop of the tour: what is asked, and the answer in lines. */
export interface Stop {
  readonly title: string
  readonly query: string
  run(db: PortableClient): Promise<string[]>
}

const json = (value: unknown): string => JSON.stringify(value)
const columns = (...cells: readonly string[]): string =>
  cells
    .map((cell) => cell.padEnd(16))
    .join(' ')
    .trimEnd()

export const tour: readonly Stop[] = [
  {
    title: 'A user with their workspaces',
    query: 'user.findUnique({ where: { email }, include: { workspaces: { include: { workspace: true } } } })',
    async run(db) {
      const user = await db.user.findUniqueOrThrow({
        where: { email: demoEmail(2) },
        include: { workspaces: { include: { workspace: true }, orderBy: { role: 'asc' } } },
      })
      return [user.name, ...user.workspaces.map(({ role, workspace }) => columns(`  ${role}`, workspace.name))]
    },
  },
  {
    title: 'Workspaces with members, plan and metadata, three relations deep',
    query:
      "workspace.findMany({ include: { members: { include: { user: { select: … } } }, subscriptions: true }, orderBy: { name: 'asc' } })",
    async run(db) {
      const workspaces = await db.workspace.findMany({
        where: ownWorkspaces,
        orderBy: { name: 'asc' },
        include: {
          members: { include: { user: { select: { name: true } } }, orderBy: [{ role: 'asc' }, { user: { name: 'asc' } }] },
          subscriptions: true,
        },
      })
      return workspaces.flatMap(({ name, members, subscriptions, metadata }) => [
        columns(
          name,
          ...subscriptions.map(({ plan, status, seats, unitAmount }) => `${plan}, ${status}, ${seats} × ${unitAmount.toFixed(2)}`),
        ),
        ...members.map(({ role, user }) => columns(`  ${role}`, user.name)),
        `  ${json(metadata)}`,
      ])
    },
  },
  {
    title: 'Names by code point, the same order everywhere',
    query: "user.findMany({ select: { name: true }, orderBy: { name: 'asc' } })",
    async run(db) {
      const users = await db.user.findMany({ where: ownUsers, select: { name: true }, orderBy: { name: 'asc' } })
      return [users.map(({ name }) => name).join(' | ')]
    },
  },
  {
    title: 'Upper case is not lower case, é is not e',
    query: "user.count({ where: { name: 'Ada Lovelace' } }), contains 'ada', startsWith 'É'",
    async run(db) {
      const count = (name: object) => db.user.count({ where: { ...ownUsers, name } })
      return [
        columns('equals Ada', String(await count({ equals: 'Ada Lovelace' }))),
        columns('contains ada', String(await count({ contains: 'ada' }))),
        columns('startsWith É', String(await count({ startsWith: 'É' }))),
      ]
    },
  },
  {
    title: 'Nulls where the query wants them',
    query: "user.findMany({ orderBy: [{ image: { sort: 'asc', nulls: 'last' } }, { email: 'asc' }], take: 8, select: … })",
    async run(db) {
      const users = await db.user.findMany({
        where: ownUsers,
        select: { name: true, image: true },
        orderBy: [{ image: { sort: 'asc', nulls: 'last' } }, { email: 'asc' }],
        take: 8,
      })
      return users.map(({ name, image }) => columns(name, image ?? 'null'))
    },
  },
  {
    title: 'Pages of four by cursor',
    query: "user.findMany({ orderBy: { email: 'asc' }, take: 4, cursor, skip: 1 })",
    async run(db) {
      const lines: string[] = []
      for (let cursor: string | undefined; ; ) {
        const page = await db.user.findMany({
          where: ownUsers,
          orderBy: { email: 'asc' },
          take: 4,
          ...(cursor === undefined ? {} : { cursor: { id: cursor }, skip: 1 }),
        })
        if (page.length === 0) return lines
        cursor = page[page.length - 1]?.id
        lines.push(`page ${lines.length + 1}: ${page.map(({ name }) => name).join(', ')}`)
      }
    },
  },
  {
    title: 'Sums and averages of exact decimals',
    query: 'subscription.aggregate({ _count, _sum, _avg, _min, _max })',
    async run(db) {
      const { _count, _sum, _avg, _min, _max } = await db.subscription.aggregate({
        where: { workspace: ownWorkspaces },
        _count: true,
        _sum: { unitAmount: true, seats: true },
        _avg: { seats: true },
        _min: { unitAmount: true },
        _max: { unitAmount: true },
      })
      return [
        columns('count', String(_count)),
        columns('sum', `${_sum.unitAmount?.toFixed(2)} for ${_sum.seats} seats`),
        columns('average', `${_avg.seats?.toFixed(4)} seats`),
        columns('least, most', `${_min.unitAmount?.toFixed(2)}, ${_max.unitAmount?.toFixed(2)}`),
      ]
    },
  },
  {
    title: 'Members by role',
    query: "workspaceMember.groupBy({ by: ['role'], _count: true, orderBy: { role: 'asc' } })",
    async run(db) {
      const groups = await db.workspaceMember.groupBy({
        by: ['role'],
        where: { workspace: ownWorkspaces },
        _count: true,
        orderBy: { role: 'asc' },
      })
      return groups.map(({ role, _count }) => columns(role, '■'.repeat(_count), String(_count)))
    },
  },
  {
    title: 'The audit trail, newest first',
    query: "auditLog.findMany({ where: { workspace: { slug } }, include: { actor: true }, orderBy: { createdAt: 'desc' }, take: 3 })",
    async run(db) {
      const entries = await db.auditLog.findMany({
        where: { workspace: { slug: demoSlug(0) } },
        include: { actor: { select: { name: true } } },
        orderBy: { createdAt: 'desc' },
        take: 3,
      })
      return entries.map(({ createdAt, action, actor, after }) =>
        columns(createdAt.toISOString(), action, actor?.name ?? 'the system', json(after)),
      )
    },
  },
  {
    title: 'Whole numbers beyond 2^53',
    query: 'apiKey.update({ where: { hashedKey }, data: { requestCount: { increment: 1 } } })',
    async run(db) {
      const key = await db.apiKey.update({ where: { hashedKey: 'demo-hash-0' }, data: { requestCount: { increment: 1 } } })
      return [columns('requests', String(key.requestCount))]
    },
  },
  {
    title: 'A unique address is unique, though not for another case of it',
    query: 'user.create({ data: { email: a taken one } })',
    async run(db) {
      const attempt = async (email: string) =>
        db.user.create({ data: { name: 'Eve', email } }).then(
          () => 'created',
          (error: { code?: string }) => `refused, ${error.code}`,
        )
      const [same, other] = [await attempt(demoEmail(0)), await attempt(demoEmail(0).replace('user', 'USER'))]
      await db.user.deleteMany({ where: { ...ownUsers, name: 'Eve' } })
      return [columns('the same', same), columns('upper case', other)]
    },
  },
  {
    title: 'A transaction that rolls back leaves nothing',
    query: '$transaction(async (tx) => { … throw … })',
    async run(db) {
      const before = await db.workspaceMember.count({ where: { workspace: ownWorkspaces } })
      const inside = await db
        .$transaction(async (tx) => {
          await tx.workspaceMember.deleteMany({ where: { workspace: ownWorkspaces } })
          throw new Error(`${await tx.workspaceMember.count({ where: { workspace: ownWorkspaces } })} left inside`)
        })
        .catch((error: Error) => error.message)
      const after = await db.workspaceMember.count({ where: { workspace: ownWorkspaces } })
      return [columns('members', `${before} before, ${inside}, ${after} after`)]
    },
  },
  {
    title: 'Deleting a user: memberships go, the audit trail stays without an actor',
    query: 'user.delete({ where: { email } })',
    async run(db) {
      const count = async () => ({
        memberships: await db.workspaceMember.count({ where: { workspace: ownWorkspaces } }),
        sessions: await db.session.count({ where: { user: ownUsers } }),
        entries: await db.auditLog.count({ where: { workspace: ownWorkspaces } }),
        nameless: await db.auditLog.count({ where: { workspace: ownWorkspaces, actorId: null } }),
      })
      const before = await count()
      await db.user.delete({ where: { email: demoEmail(2) } })
      const after = await count()
      return (Object.keys(before) as (keyof typeof before)[]).map((key) => columns(key, `${before[key]} → ${after[key]}`))
    },
  },
  {
    title: 'Deleting a workspace takes everything in it along',
    query: 'workspace.delete({ where: { slug } })',
    async run(db) {
      await db.workspace.delete({ where: { slug: demoSlug(1) } })
      const where = { workspace: ownWorkspaces }
      return [
        columns('workspaces', String(await db.workspace.count({ where: ownWorkspaces }))),
        columns('members', String(await db.workspaceMember.count({ where }))),
        columns('subscriptions', String(await db.subscription.count({ where }))),
        columns('keys', String(await db.apiKey.count({ where }))),
        columns('audit trail', String(await db.auditLog.count({ where }))),
        columns('users', String(await db.user.count({ where: ownUsers }))),
      ]
    },
  },
]
