import type { Decimal } from '@prisma/client/runtime/client'
import { expectTypeOf, test } from 'vitest'
import type { PrismaClient as MysqlClient } from '../../src/generated/mysql/client.js'
import type { PrismaClient as PostgresqlClient } from '../../src/generated/postgresql/client.js'
import type { PrismaClient as SqliteClient } from '../../src/generated/sqlite/client.js'
import {
  createClient,
  type PortableClient,
  type PortableTransaction,
  Prisma,
  type Provider,
  prisma,
  type Subscription,
  type User,
  type Workspace,
  WorkspaceRole,
} from '../../src/index.js'
import { createClient as createMysql } from '../../src/mysql.js'
import { createClient as createPostgresql } from '../../src/postgresql.js'
import { createClient as createSqlite } from '../../src/sqlite.js'

declare const provider: Provider
declare const some: 'mysql' | 'sqlite'

test('the form of the call decides which client is made', () => {
  expectTypeOf(createClient('postgresql')).toEqualTypeOf<PostgresqlClient<never>>()
  expectTypeOf(createClient('mysql')).toEqualTypeOf<MysqlClient<never>>()
  expectTypeOf(createClient('sqlite', { url: 'file:./app.db' })).toEqualTypeOf<SqliteClient<never>>()
  expectTypeOf(createClient()).toEqualTypeOf<PortableClient>()
  expectTypeOf(createClient({ provider })).toEqualTypeOf<PortableClient>()
  expectTypeOf(createClient({ provider: 'mysql' })).toEqualTypeOf<PortableClient>()
  expectTypeOf(prisma).toEqualTypeOf<PortableClient>()
  expectTypeOf(createPostgresql()).toEqualTypeOf<PostgresqlClient<never>>()
  expectTypeOf(createMysql()).toEqualTypeOf<MysqlClient<never>>()
  expectTypeOf(createSqlite()).toEqualTypeOf<SqliteClient<never>>()
})

test('a provider known only at run time is no positional argument', () => {
  // @ts-expect-error: the message names createClient({ provider })
  createClient(provider)
  // @ts-expect-error: a union of two is not a literal either
  createClient(some)
  // @ts-expect-error: no such provider
  createClient('oracle')
  // @ts-expect-error: no such provider
  createClient({ provider: 'oracle' })
})

test('options are checked', () => {
  createClient({ url: 'file:./app.db', pool: { max: 3, acquireTimeout: 1, idleTimeout: 1 }, errorFormat: 'minimal', log: ['query'] })
  createClient('mysql', { transactionOptions: { isolationLevel: 'ReadCommitted' } })
  // @ts-expect-error: a portable client has the one level that every engine has
  createClient({ transactionOptions: { isolationLevel: 'ReadCommitted' } })
  // @ts-expect-error: no such option
  createClient({ adapter: null })
  // @ts-expect-error: no such option of the pool
  createClient({ pool: { maximum: 3 } })
  // @ts-expect-error: no such model
  createClient({ omit: { nobody: { name: true } } })
})

test('the option omit leaves fields out of every result', async () => {
  const db = createClient({ omit: { user: { email: true } } })
  const user = await db.user.findFirstOrThrow()
  expectTypeOf(user).toHaveProperty('name')
  expectTypeOf(user).not.toHaveProperty('email')
  const exact = await createClient('postgresql', { omit: { user: { email: true } } }).user.findFirstOrThrow()
  expectTypeOf(exact).not.toHaveProperty('email')
  expectTypeOf(await db.user.findFirstOrThrow({ omit: { email: false } })).toHaveProperty('email')
})

test('events can be listened to where the option log asks for them', () => {
  const db = createClient({ log: [{ level: 'query', emit: 'event' }, 'warn'] })
  db.$on('query', (event) => expectTypeOf(event).toEqualTypeOf<Prisma.QueryEvent>())
  // @ts-expect-error: printed, not emitted
  db.$on('warn', () => undefined)
  // @ts-expect-error: nothing is emitted
  createClient().$on('query', () => undefined)
})

test('results are inferred from select, include and omit', async () => {
  const db = createClient()
  expectTypeOf(await db.user.findMany()).toEqualTypeOf<User[]>()
  const user = await db.user.findUniqueOrThrow({
    where: { email: 'a' },
    include: { workspaces: { include: { workspace: { select: { name: true } } } }, _count: { select: { sessions: true } } },
  })
  expectTypeOf(user.workspaces[0]?.workspace).toEqualTypeOf<{ name: string } | undefined>()
  expectTypeOf(user._count).toEqualTypeOf<{ sessions: number }>()
  expectTypeOf(user.image).toEqualTypeOf<string | null>()
  const selected = await db.workspaceMember.findFirst({ select: { role: true, user: { select: { id: true } } } })
  expectTypeOf(selected).toEqualTypeOf<{ role: WorkspaceRole; user: { id: string } } | null>()
  expectTypeOf(await db.user.findFirstOrThrow({ omit: { email: true } })).not.toHaveProperty('email')
  // @ts-expect-error: sessions were not asked for
  user.sessions
})

test('writes, aggregates and groups are typed', async () => {
  const db = createClient()
  expectTypeOf(await db.user.createMany({ data: [] })).toEqualTypeOf<Prisma.BatchPayload>()
  expectTypeOf((await db.subscription.aggregate({ _sum: { unitAmount: true } }))._sum.unitAmount).toEqualTypeOf<Decimal | null>()
  const groups = await db.workspaceMember.groupBy({ by: ['role'], _count: { _all: true } })
  for (const { role, _count } of groups) {
    expectTypeOf(role).toEqualTypeOf<WorkspaceRole>()
    expectTypeOf(_count).toEqualTypeOf<{ _all: number }>()
  }
  expectTypeOf<Subscription['unitAmount']>().toEqualTypeOf<Decimal>()
  expectTypeOf<Workspace['metadata']>().toEqualTypeOf<Prisma.JsonValue>()
  // @ts-expect-error: email is required
  db.user.create({ data: { name: 'Ada' } })
  // @ts-expect-error: no such field
  db.user.findMany({ where: { nobody: 1 } })
  // @ts-expect-error: no such member
  db.workspaceMember.findMany({ where: { role: 'king' } })
})

test('transactions give the results of both forms', async () => {
  const db = createClient()
  const [users, count] = await db.$transaction([db.user.findMany(), db.user.count()])
  expectTypeOf(users).toEqualTypeOf<User[]>()
  expectTypeOf(count).toEqualTypeOf<number>()
  const name = await db.$transaction(async (tx) => {
    await tx.$transaction(async (inner) => inner.user.count())
    // @ts-expect-error: a transaction cannot be disconnected
    tx.$disconnect()
    return (await tx.user.findFirstOrThrow()).name
  })
  expectTypeOf(name).toEqualTypeOf<string>()
  // @ts-expect-error: the one level that every engine has
  db.$transaction(async () => 1, { isolationLevel: 'RepeatableRead' })
})

test('a function can take a transaction and a client alike', async () => {
  const rename = (db: PortableTransaction, id: string) => db.user.update({ where: { id }, data: { name: 'Ada' } })
  const db = createClient()
  expectTypeOf(await rename(db, 'id')).toEqualTypeOf<User>()
  expectTypeOf(await db.$transaction((tx) => rename(tx, 'id'))).toEqualTypeOf<User>()
})

test('a portable client has what every engine has, and no more', async () => {
  const db = createClient()
  expectTypeOf(await db.user.createManyAndReturn({ data: [], select: { id: true } })).toEqualTypeOf<{ id: string }[]>()
  expectTypeOf(await db.user.updateManyAndReturn({ data: {} })).toEqualTypeOf<User[]>()
  db.user.createMany({ data: [], skipDuplicates: true })
  db.user.findMany({ where: { name: { contains: 'a', mode: 'insensitive' } } })
  db.workspace.findMany({ where: { metadata: { path: ['a', '0'], equals: 1 } } })
  // @ts-expect-error: the engines find different rows
  db.user.findMany({ where: { name: { search: 'a' } } })
  db.workspace.findMany({ where: { metadata: { path: ['a'], array_contains: [1] } } })
  // @ts-expect-error: PostgreSQL compares uuids as uuids
  db.user.findMany({ where: { id: { contains: 'a' } } })
  db.subscription.updateMany({ data: { seats: { divide: 2 } } })
})

test("an engine's own client has everything the engine has", () => {
  const pg = createClient('postgresql')
  pg.user.findMany({ where: { name: { contains: 'a', mode: 'insensitive' } } })
  pg.user.createMany({ data: [], skipDuplicates: true })
  pg.user.createManyAndReturn({ data: [] })
  expectTypeOf(pg.$queryRaw).toBeFunction()
  createClient('mysql').user.findMany({ where: { name: { search: 'a' } } })
  createClient('sqlite').user.updateManyAndReturn({ data: {} })
  // @ts-expect-error: MySQL has none
  createClient('mysql').user.createManyAndReturn({ data: [] })
})

test('what the front door exports fits every client', () => {
  expectTypeOf(WorkspaceRole.owner).toEqualTypeOf<'owner'>()
  const where: Prisma.UserWhereInput = { workspaces: { some: { role: WorkspaceRole.owner } } }
  createClient().user.findMany({ where })
  createClient('postgresql').user.findMany({ where })
  // Prisma's own filters of Json have another path there, so that types which hold one do not fit.
  createClient('mysql').user.findMany({ where: { workspaces: { some: { role: WorkspaceRole.owner } } } })
  const show = (user: User) => user.name
  createClient('mysql')
    .user.findFirstOrThrow()
    .then((user) => show(user))
  createClient({}).workspace.create({ data: { name: 'n', slug: 's', metadata: Prisma.JsonNull } })
})
