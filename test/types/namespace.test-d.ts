// The namespace Prisma of the front door is the portable client's: what it types fits the client, whatever the engine.
import { expectTypeOf, test } from 'vitest'
import { createClient, type PortableClient, Prisma, type Provider, type User, WorkspaceRole } from '../../src/index.js'

declare const provider: Provider
const db = createClient({ provider })

test('arguments typed apart fit every method', async () => {
  const where: Prisma.UserWhereInput = { name: { contains: 'a', mode: 'insensitive' }, sessions: { some: {} } }
  const unique: Prisma.UserWhereUniqueInput = { email: 'a' }
  const orderBy: Prisma.UserOrderByWithRelationInput[] = [{ name: 'asc' }, { image: { sort: 'desc', nulls: 'last' } }]
  const create: Prisma.UserCreateInput = { name: 'a', email: 'a' }
  const update: Prisma.UserUpdateInput = { workspaces: { create: { role: WorkspaceRole.owner, workspace: { connect: { slug: 's' } } } } }
  expectTypeOf(await db.user.findMany({ where, orderBy, cursor: unique })).toEqualTypeOf<User[]>()
  expectTypeOf(await db.user.upsert({ where: unique, create, update })).toEqualTypeOf<User>()
  await db.user.createMany({ data: [create] satisfies Prisma.UserCreateManyInput[] })
  const args: Prisma.UserFindManyArgs = { where, take: 1 }
  await db.user.findMany(args)
  // @ts-expect-error: not portable
  const search: Prisma.UserWhereInput = { name: { contains: 'a', search: 'a' } }
  // @ts-expect-error: not portable
  const level: Prisma.TransactionIsolationLevel = 'ReadCommitted'
  void [search, level]
})

test('payloads of arguments', async () => {
  const include = { sessions: { select: { token: true } } } satisfies Prisma.UserInclude
  type WithSessions = Prisma.UserGetPayload<{ include: typeof include }>
  expectTypeOf(await db.user.findFirstOrThrow({ include })).toEqualTypeOf<WithSessions>()
  expectTypeOf<WithSessions['sessions']>().toEqualTypeOf<{ token: string }[]>()
  expectTypeOf<Prisma.Result<PortableClient['user'], { select: { id: true } }, 'findFirstOrThrow'>>().toEqualTypeOf<{ id: string }>()
  expectTypeOf<Prisma.Args<PortableClient['user'], 'findMany'>['where']>().toEqualTypeOf<Prisma.UserWhereInput | undefined>()
})

test('arguments that are checked apart keep what was given', async () => {
  const select = Prisma.validator<Prisma.UserSelect>()({ id: true, sessions: { select: { token: true } } })
  expectTypeOf(await db.user.findFirstOrThrow({ select })).toEqualTypeOf<{ id: string; sessions: { token: string }[] }>()
  const args = Prisma.validator(db, 'user', 'findMany')({ where: { name: 'a' }, select: { email: true } })
  expectTypeOf(await db.user.findMany(args)).toEqualTypeOf<{ email: string }[]>()
  // @ts-expect-error: no such field
  Prisma.validator<Prisma.UserSelect>()({ id: true, nobody: true })
  // @ts-expect-error: not portable
  Prisma.validator<Prisma.UserWhereInput>()({ name: { contains: 'a', search: 'a' } })
})

test('values and classes', async () => {
  await db.subscription.updateMany({ where: { unitAmount: { gt: new Prisma.Decimal('1.5') } }, data: { unitAmount: 2 } })
  await db.workspace.updateMany({ where: { metadata: { equals: Prisma.AnyNull } }, data: { metadata: Prisma.DbNull } })
  await db.auditLog.findMany({ where: { before: { path: ['a', 'b'], equals: Prisma.JsonNull } } })
  const joined: Prisma.Sql = Prisma.sql`a IN (${Prisma.join([1, 2])}) ${Prisma.raw('x')} ${Prisma.empty}`
  const error: unknown = null
  if (error instanceof Prisma.PrismaClientKnownRequestError) expectTypeOf(error.code).toEqualTypeOf<string>()
  void joined
})

test('fields of a model stand for values', async () => {
  expectTypeOf(db.user.fields.email).toEqualTypeOf<Prisma.FieldRef<'User', 'String'>>()
  await db.user.findMany({ where: { name: { equals: db.user.fields.email }, createdAt: { lt: db.user.fields.updatedAt } } })
  await db.user.findMany({ where: { email: { contains: db.user.fields.name } } })
  // @ts-expect-error: a text is not compared with a date
  db.user.findMany({ where: { name: { equals: db.user.fields.createdAt } } })
  // @ts-expect-error: of another model
  db.user.findMany({ where: { name: { equals: db.session.fields.token } } })
})
