import type { PrismaClient } from '../src/generated/sqlite/client.js'
import type { Operations, SessionRow } from './contender.js'

/** The part of a generated client that the cases use. The clients of all engines have it, with types that TypeScript holds apart. */
export type Client = Pick<PrismaClient, 'user' | 'workspace' | 'session' | '$transaction' | '$disconnect'>

/** Nobody's transactions are to fail for waiting: 16 in flight queue up where one connection writes. */
export const TRANSACTION = { maxWait: 30_000, timeout: 30_000 }

/** The cases in Prisma's language, for every contender that speaks it. */
export function usePrisma(client: unknown): Operations {
  const db = client as Client
  return {
    findUser: (id) => db.user.findUnique({ where: { id } }),
    listUsers: (from) => db.user.findMany({ where: { id: { gte: from } }, orderBy: { id: 'asc' }, take: 100 }),
    findWorkspace: (id) =>
      db.workspace.findUnique({ where: { id }, include: { members: { orderBy: { id: 'asc' }, include: { user: true } } } }),
    insertSession: (data) => db.session.create({ data }),
    insertSessions: (data) => db.session.createMany({ data }),
    renameUser: (id, name, updatedAt) => db.user.update({ where: { id }, data: { name, updatedAt } }),
    signIn: (row, name) => db.$transaction((tx) => signIn(tx, row, name)),
    removeSessions: () => db.session.deleteMany(),
    listSessions: () => db.session.findMany({ orderBy: { id: 'asc' } }),
    close: () => db.$disconnect(),
  }
}

async function signIn(tx: Pick<Client, 'user' | 'session'>, row: SessionRow, name: string): Promise<unknown> {
  const user = await tx.user.findUnique({ where: { id: row.userId } })
  // No result is asked for, as the drivers' own statements return none.
  await tx.user.updateMany({ where: { id: row.userId }, data: { name, updatedAt: row.updatedAt } })
  const session = await tx.session.create({ data: row })
  return { user, session }
}
