import type { PortableClient } from '../../client/portable.js'
import type { BannedCalls, BanPath } from '../bans.js'
import { searches } from './searches.js'

type Db = PortableClient

const data = { name: 'n', email: 'e@example.com' }
const one = { where: { id: 'x' } }

/** What the core model can try of the bans. */
export const coreBans = {
  'filters.text.search': searches,
  'args.relationLoadStrategy': [
    // @ts-expect-error
    (db: Db) => db.user.findMany({ where: { name: 'a' }, relationLoadStrategy: 'join' }),
    // @ts-expect-error
    (db: Db) => db.user.findUnique({ ...one, relationLoadStrategy: 'query' }),
    // @ts-expect-error
    (db: Db) => db.user.create({ data, relationLoadStrategy: 'query' }),
    // @ts-expect-error
    (db: Db) => db.user.findMany({ include: { sessions: { take: 1, relationLoadStrategy: 'join' } } }),
    // @ts-expect-error
    (db: Db) => db.session.findMany({ select: { user: { select: { name: true }, relationLoadStrategy: 'join' } } }),
    // @ts-expect-error
    (db: Db) => db.session.findMany({ include: { user: { include: { accounts: { take: 1, relationLoadStrategy: 'join' } } } } }),
  ],
  'orderBy._relevance': [
    // @ts-expect-error
    (db: Db) => db.user.findMany({ orderBy: { _relevance: { fields: ['name'], search: 'a', sort: 'asc' } } }),
    // @ts-expect-error
    (db: Db) => db.user.findMany({ orderBy: [{ name: 'asc', _relevance: { fields: ['name'], search: 'a', sort: 'asc' } }] }),
    // @ts-expect-error
    (db: Db) => db.session.findMany({ orderBy: { user: { name: 'asc', _relevance: { fields: ['name'], search: 'a', sort: 'asc' } } } }),
    // @ts-expect-error
    (db: Db) => db.session.findMany({ include: { user: { include: { accounts: { orderBy: { id: 'asc', _relevance: {} } } } } } }),
    // @ts-expect-error
    (db: Db) => db.user.groupBy({ by: ['name'], orderBy: { name: 'asc', _relevance: { fields: ['name'], search: 'a', sort: 'asc' } } }),
  ],
  'ordered.json': [
    // @ts-expect-error
    (db: Db) => db.workspace.findMany({ orderBy: { metadata: 'asc' } }),
    // @ts-expect-error
    (db: Db) => db.workspace.findMany({ orderBy: [{ name: 'asc' }, { metadata: { sort: 'desc', nulls: 'last' } }] }),
    // @ts-expect-error
    (db: Db) => db.workspaceMember.findMany({ orderBy: { workspace: { name: 'asc', metadata: 'asc' } } }),
    // @ts-expect-error
    (db: Db) => db.workspace.findFirst({ orderBy: { name: 'asc', metadata: 'asc' } }),
    // @ts-expect-error
    (db: Db) => db.workspace.groupBy({ by: ['metadata'], orderBy: { metadata: 'asc' } }),
    // @ts-expect-error
    (db: Db) => db.user.findMany({ include: { auditLogs: { orderBy: { action: 'asc', before: 'asc' } } } }),
  ],
  'filters.uuid.search': [
    // @ts-expect-error
    (db: Db) => db.user.findMany({ where: { id: { not: 'a', search: 'a' } } }),
    // @ts-expect-error
    (db: Db) => db.session.findMany({ where: { user: { id: { gt: 'a', search: 'a' } } } }),
  ],
  'filters.uuid.mode': [
    // @ts-expect-error
    (db: Db) => db.user.findMany({ where: { id: { equals: 'a', mode: 'insensitive' } } }),
    // @ts-expect-error
    (db: Db) => db.user.findMany({ where: { sessions: { none: { userId: { not: { equals: 'a', mode: 'insensitive' } } } } } }),
  ],
  'filters.uuid.contains': [
    // @ts-expect-error
    (db: Db) => db.user.findMany({ where: { id: { contains: 'a' } } }),
    // @ts-expect-error
    (db: Db) => db.user.findMany({ where: { OR: [{ id: { gt: 'a', contains: 'a' } }] } }),
    // @ts-expect-error
    (db: Db) => db.user.groupBy({ by: ['id'], having: { id: { gt: 'a', contains: 'a' } } }),
    // @ts-expect-error
    (db: Db) => db.auditLog.findMany({ where: { actorId: { not: null, contains: 'a' } } }),
  ],
  'filters.uuid.startsWith': [
    // @ts-expect-error
    (db: Db) => db.user.findMany({ where: { id: { gt: 'a', startsWith: 'a' } } }),
    // @ts-expect-error
    (db: Db) => db.user.findMany({ where: { id: { not: { gt: 'a', startsWith: 'a' } } } }),
  ],
  'filters.uuid.endsWith': [
    // @ts-expect-error
    (db: Db) => db.user.findMany({ where: { NOT: { id: { gt: 'a', endsWith: 'a' } } } }),
    // @ts-expect-error
    (db: Db) => db.session.update({ ...one, data: { user: { connect: { id: 'x', AND: { id: { gt: 'a', endsWith: 'a' } } } } } }),
  ],
  'extremes.uuid': [
    // @ts-expect-error
    (db: Db) => db.user.aggregate({ _min: { id: true } }),
    // @ts-expect-error
    (db: Db) => db.user.aggregate({ _max: { name: true, id: true } }),
    // @ts-expect-error
    (db: Db) => db.user.groupBy({ by: ['name'], _min: { email: true, id: true } }),
    // @ts-expect-error
    (db: Db) => db.user.groupBy({ by: ['name'], orderBy: { _max: { id: 'asc' } } }),
    // @ts-expect-error
    (db: Db) => db.session.groupBy({ by: ['userId'], having: { userId: { not: 'a', _min: { equals: 'a' } } } }),
  ],
  'extremes.boolean': [
    // @ts-expect-error
    (db: Db) => db.user.aggregate({ _max: { name: true, emailVerified: true } }),
    // @ts-expect-error
    (db: Db) => db.user.groupBy({ by: ['emailVerified'], having: { emailVerified: { not: true, _max: { equals: true } } } }),
  ],
  'references.json': [
    // @ts-expect-error
    (db: Db) => db.auditLog.findMany({ where: { before: { equals: db.auditLog.fields.after } } }),
    // @ts-expect-error
    (db: Db) => db.auditLog.findMany({ where: { before: { path: ['a'], not: db.auditLog.fields.after } } }),
    // @ts-expect-error
    (db: Db) => db.auditLog.findMany({ where: { before: { path: ['a'], lt: db.auditLog.fields.after } } }),
    // @ts-expect-error
    (db: Db) => db.auditLog.findMany({ where: { AND: [{ before: { path: ['a'], string_contains: db.auditLog.fields.action } }] } }),
    // @ts-expect-error
    (db: Db) => db.workspace.findMany({ include: { auditLogs: { where: { before: { array_contains: db.auditLog.fields.after } } } } }),
  ],
  jsonOrder: [
    // @ts-expect-error
    (db: Db) => db.workspace.findMany({ where: { metadata: { gt: [1] } } }),
    // @ts-expect-error
    (db: Db) => db.workspace.findMany({ where: { metadata: { path: ['a'], lte: true } } }),
  ],
  returned: [
    // @ts-expect-error
    (db: Db) => db.workspace.createManyAndReturn({ data: [], include: { members: true } }),
    // @ts-expect-error
    (db: Db) => db.workspace.createManyAndReturn({ data: [], select: { id: true, members: true } }),
    // @ts-expect-error
    (db: Db) => db.workspace.updateManyAndReturn({ data: {}, select: { id: true, _count: true } }),
    // @ts-expect-error
    (db: Db) => db.workspaceInvitation.updateManyAndReturn({ data: {}, include: { workspace: true, _count: true } }),
  ],
  isolationLevel: [
    // @ts-expect-error
    (db: Db) => db.$transaction(async () => 1, { isolationLevel: 'ReadCommitted' }),
    // @ts-expect-error
    (db: Db) => db.$transaction([db.user.count()], { maxWait: 1, isolationLevel: 'RepeatableRead' }),
    // @ts-expect-error
    (db: Db) => db.$transaction((tx) => tx.$transaction(async () => 1, { isolationLevel: 'ReadUncommitted' })),
  ],
} as const satisfies Partial<Record<BanPath, BannedCalls<Db>>>
