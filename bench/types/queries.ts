/** Typical queries of an application, each a function whose result is used; `n` makes every one a type of its own. */
const TEMPLATES: readonly ((n: number) => string)[] = [
  (n) => `const rows = await db.user.findMany({ take: ${n} }); return rows.map((row) => row.email)`,
  (n) => `const rows = await db.user.findMany({ where: { email: { contains: 'a${n}' } }, orderBy: { name: 'asc' } }); return rows[0]?.name`,
  (n) => `const row = await db.user.findUnique({ where: { id: 'u${n}' }, select: { id: true, name: true } }); return row?.name`,
  (n) =>
    `const row = await db.user.findUniqueOrThrow({ where: { email: 'e${n}' }, include: { sessions: true } }); return row.sessions.length`,
  (n) =>
    `const row = await db.session.findFirst({ where: { token: 't${n}', expiresAt: { gt: new Date() } }, include: { user: true } }); return row?.user.email`,
  (n) =>
    `const rows = await db.workspace.findMany({ where: { members: { some: { userId: 'u${n}', role: 'owner' } } }, include: { members: { include: { user: { select: { name: true, email: true } } } } } }); return rows[0]?.members[0]?.user.name`,
  (n) =>
    `const rows = await db.workspaceMember.findMany({ where: { workspaceId: 'w${n}' }, select: { role: true, user: { select: { name: true } } }, orderBy: [{ role: 'asc' }, { createdAt: 'desc' }] }); return rows.map(({ user }) => user.name)`,
  (n) => `const row = await db.user.create({ data: { name: 'n${n}', email: 'e${n}' } }); return row.id`,
  (n) =>
    `const row = await db.workspace.create({ data: { name: 'n${n}', slug: 's${n}', members: { create: { role: 'owner', user: { connect: { id: 'u' } } } } }, include: { members: true } }); return row.members[0]?.role`,
  (n) =>
    `const row = await db.user.update({ where: { id: 'u${n}' }, data: { name: { set: 'x' }, sessions: { deleteMany: {} } }, select: { updatedAt: true } }); return row.updatedAt`,
  (n) =>
    `const row = await db.user.upsert({ where: { email: 'e${n}' }, create: { name: 'n', email: 'e${n}' }, update: { name: 'n${n}' } }); return row.createdAt`,
  (n) =>
    `const { count } = await db.session.deleteMany({ where: { OR: [{ expiresAt: { lt: new Date() } }, { userId: 'u${n}' }] } }); return count`,
  (n) =>
    `const { count } = await db.apiKey.updateMany({ where: { workspaceId: 'w${n}', enabled: true }, data: { requestCount: { increment: ${n} } } }); return count`,
  (n) =>
    `const { count } = await db.auditLog.createMany({ data: [{ workspaceId: 'w${n}', action: 'a', targetType: 't', targetId: 'i' }] }); return count`,
  (n) =>
    `const rows = await db.subscription.findMany({ where: { status: { in: ['active', 'trialing'] }, seats: { gte: ${n} } }, select: { plan: true, unitAmount: true, workspace: { select: { name: true } } } }); return rows.map((row) => row.unitAmount.toFixed(2))`,
  (n) =>
    `const sums = await db.subscription.aggregate({ where: { workspaceId: 'w${n}' }, _sum: { seats: true, unitAmount: true }, _count: true }); return sums._sum.seats`,
  (n) =>
    `const groups = await db.workspaceMember.groupBy({ by: ['role'], where: { workspaceId: 'w${n}' }, _count: { _all: true }, orderBy: { role: 'asc' } }); return groups.map((group) => group._count._all)`,
  (n) =>
    `return db.workspaceInvitation.count({ where: { status: 'pending', email: { endsWith: '@${n}.com' }, NOT: { expiresAt: { lt: new Date() } } } })`,
  (n) =>
    `const rows = await db.auditLog.findMany({ where: { AND: [{ workspaceId: 'w${n}' }, { OR: [{ action: 'a' }, { actor: { is: { name: { startsWith: 'x' } } } }] }] }, cursor: { id: 'i' }, take: 20, skip: 1, orderBy: { createdAt: 'desc' } }); return rows.map((row) => row.action)`,
  (n) =>
    `const rows = await db.user.findMany({ omit: { email: true }, include: { _count: { select: { sessions: true, accounts: true } } }, take: ${n} }); return rows.map((row) => row._count.sessions)`,
  (n) =>
    `const [rows, count] = await db.$transaction([db.user.findMany({ where: { name: 'n${n}' } }), db.user.count()]); return [rows[0]?.id, count]`,
  (n) =>
    `return db.$transaction(async (tx) => { const user = await tx.user.findUniqueOrThrow({ where: { id: 'u${n}' } }); return tx.session.create({ data: { userId: user.id, token: 't${n}', expiresAt: new Date() } }) })`,
  (n) =>
    `const where: Prisma.UserWhereInput = { workspaces: { every: { workspace: { slug: { not: 's${n}' } } } } }; return db.user.findFirst({ where })`,
  (n) =>
    `const row = await db.workspace.findFirst({ where: { metadata: { equals: { a: ${n} } } }, select: { subscriptions: { where: { status: 'active' }, take: 1 }, apiKeys: { select: { name: true } } } }); return row?.subscriptions[0]?.plan ?? row?.apiKeys[0]?.name`,
  (n) =>
    `const row = await db.account.findFirst({ where: { providerId: 'p${n}', user: { sessions: { some: { ipAddress: null } } } }, include: { user: { include: { workspaces: { include: { workspace: true } } } } } }); return row?.user.workspaces[0]?.workspace.name`,
]

/** The source of a module with that many queries on a client named `db`. */
export function writeQueries(header: string, count: number): string {
  const queries = Array.from({ length: count }, (_, index) => {
    const body = (TEMPLATES[index % TEMPLATES.length] as (n: number) => string)(index)
    return `export async function query${index}() {\n  ${body}\n}\n`
  })
  return `${header}\n${queries.join('\n')}`
}
