import type { PortableClient } from '../../client/portable.js'
import type { Prisma } from '../../index.js'

let counter = 0

/** A text that no other row has. */
export function unique(prefix: string): string {
  counter += 1
  return `${prefix}-${counter}`
}

export function userData(data: Partial<Prisma.UserUncheckedCreateInput> = {}): Prisma.UserUncheckedCreateInput {
  return { name: 'Ada Lovelace', email: `${unique('ada')}@example.com`, ...data }
}

export function workspaceData(data: Partial<Prisma.WorkspaceUncheckedCreateInput> = {}): Prisma.WorkspaceUncheckedCreateInput {
  return { name: 'Analytical Engines', slug: unique('engines'), ...data }
}

export const createUser = (db: Pick<PortableClient, 'user'>, data: Partial<Prisma.UserUncheckedCreateInput> = {}) =>
  db.user.create({ data: userData(data) })

export const createWorkspace = (db: Pick<PortableClient, 'workspace'>, data: Partial<Prisma.WorkspaceUncheckedCreateInput> = {}) =>
  db.workspace.create({ data: workspaceData(data) })

/** An instant with milliseconds, which every engine keeps. */
export const INSTANT = new Date('2031-02-03T04:05:06.789Z')

/** One row of everything, with a user who made it all. */
export async function createTenant(db: PortableClient) {
  const user = await createUser(db)
  const workspace = await createWorkspace(db)
  const [userId, workspaceId] = [user.id, workspace.id]
  await db.session.create({ data: { userId, token: unique('token'), expiresAt: INSTANT } })
  await db.account.create({ data: { userId, accountId: unique('account'), providerId: 'github' } })
  await db.workspaceMember.create({ data: { userId, workspaceId, role: 'owner' } })
  await db.workspaceInvitation.create({ data: { workspaceId, inviterId: userId, email: 'x@example.com', expiresAt: INSTANT } })
  await db.subscription.create({ data: { workspaceId, plan: 'team', unitAmount: '9.90', currency: 'EUR' } })
  await db.apiKey.create({ data: { workspaceId, createdById: userId, name: 'CI', hashedKey: unique('key'), start: 'rk_' } })
  await db.auditLog.create({
    data: { workspaceId, actorId: userId, action: 'created', targetType: 'workspace', targetId: workspaceId },
  })
  return { user, workspace }
}

/** Removes every row, children first. */
export async function clearCore(db: PortableClient): Promise<void> {
  await db.workspace.deleteMany()
  await db.user.deleteMany()
  await db.verification.deleteMany()
}

/** How many rows each model has. */
export async function countAll(db: PortableClient) {
  return {
    user: await db.user.count(),
    session: await db.session.count(),
    account: await db.account.count(),
    verification: await db.verification.count(),
    workspace: await db.workspace.count(),
    workspaceMember: await db.workspaceMember.count(),
    workspaceInvitation: await db.workspaceInvitation.count(),
    subscription: await db.subscription.count(),
    apiKey: await db.apiKey.count(),
    auditLog: await db.auditLog.count(),
  }
}
