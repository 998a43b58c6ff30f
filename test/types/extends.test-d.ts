// $extends on the portable client: what the extensions add is inferred, and what is not portable stays out.
import { expectTypeOf, test } from 'vitest'
import { createClient, Prisma, type User } from '../../src/index.js'

const db = createClient()

const extended = db.$extends({
  name: 'everything',
  model: {
    user: {
      async findByEmail(email: string) {
        return Prisma.getExtensionContext(this).findFirst({ where: { email } }) as Promise<User | null>
      },
    },
    $allModels: {
      async exists<T>(this: T, where: Prisma.Args<T, 'findFirst'>['where']): Promise<boolean> {
        return where !== undefined
      },
    },
  },
  result: {
    user: { initials: { needs: { name: true }, compute: (user) => user.name.slice(0, 2) } },
  },
  client: {
    $hello: (name: string) => `hello ${name}`,
  },
})

test('model extensions', async () => {
  expectTypeOf(await extended.user.findByEmail('a')).toEqualTypeOf<User | null>()
  expectTypeOf(await extended.session.exists({ token: 'a' })).toEqualTypeOf<boolean>()
  // @ts-expect-error: sessions have no name
  extended.session.exists({ name: 'a' })
  // @ts-expect-error: users alone have it
  extended.session.findByEmail
})

test('result extensions', async () => {
  const user = await extended.user.findFirstOrThrow({ include: { sessions: { include: { user: true } } } })
  expectTypeOf(user.initials).toEqualTypeOf<string>()
  expectTypeOf(user.sessions[0]?.user.initials).toEqualTypeOf<string | undefined>()
  expectTypeOf(await extended.user.findFirst({ select: { initials: true } })).toEqualTypeOf<{ initials: string } | null>()
  expectTypeOf(await extended.user.createManyAndReturn({ data: [], select: { initials: true, id: true } })).toEqualTypeOf<
    { initials: string; id: string }[]
  >()
  // @ts-expect-error: the portable client itself has none
  db.user.findFirst({ select: { initials: true } })
})

test('client extensions', () => {
  expectTypeOf(extended.$hello('a')).toEqualTypeOf<string>()
})

test('query extensions', async () => {
  const logged = db.$extends({
    query: {
      user: {
        async findMany({ args, query, model, operation }) {
          expectTypeOf(args.where).toEqualTypeOf<Prisma.UserWhereInput | undefined>()
          expectTypeOf(model).toEqualTypeOf<'User'>()
          expectTypeOf(operation).toEqualTypeOf<'findMany'>()
          args.take = 1
          return query(args)
        },
      },
      async $queryRaw({ args, query }) {
        expectTypeOf(args).toEqualTypeOf<Prisma.Sql>()
        return query(args)
      },
    },
  })
  expectTypeOf(await logged.user.findMany({ select: { id: true } })).toEqualTypeOf<{ id: string }[]>()
})

test('the same in a transaction, and in extensions of extensions', async () => {
  const initials = await extended.$transaction(async (tx) => {
    expectTypeOf(await tx.user.findByEmail('a')).toEqualTypeOf<User | null>()
    expectTypeOf(tx.$hello('a')).toEqualTypeOf<string>()
    // @ts-expect-error: a transaction cannot be disconnected
    tx.$disconnect
    return tx.$transaction(async (inner) => (await inner.user.findFirstOrThrow()).initials)
  })
  expectTypeOf(initials).toEqualTypeOf<string>()
  const [count, users] = await extended.$transaction([extended.user.count(), extended.user.findMany({ select: { initials: true } })])
  expectTypeOf(count).toEqualTypeOf<number>()
  expectTypeOf(users).toEqualTypeOf<{ initials: string }[]>()
  const twice = extended.$extends({ result: { user: { shout: { needs: { name: true }, compute: ({ name }) => `${name}!` } } } })
  expectTypeOf(await twice.user.findFirst({ select: { shout: true, initials: true } })).toEqualTypeOf<{
    shout: string
    initials: string
  } | null>()
  expectTypeOf(twice.$hello('a')).toEqualTypeOf<string>()
  // @ts-expect-error: the one level that every engine has
  twice.$transaction(async () => 1, { isolationLevel: 'ReadCommitted' })
})

test('an extension defined apart', async () => {
  const extension = Prisma.defineExtension({ result: { user: { letters: { needs: { name: true }, compute: ({ name }) => name.length } } } })
  expectTypeOf((await db.$extends(extension).user.findFirstOrThrow()).letters).toEqualTypeOf<number>()
  const wrapping = Prisma.defineExtension((client) => client.$extends({ client: { $answer: () => 42 } }))
  expectTypeOf(db.$extends(wrapping).$answer()).toEqualTypeOf<42>()
})

test('raw SQL is marked for each engine, on every client', async () => {
  const queries = { postgresql: Prisma.sql`SELECT 1`, mysql: Prisma.sql`SELECT 1`, sqlite: Prisma.sql`SELECT ${1}` }
  expectTypeOf(await db.$queryRaw(queries)).toEqualTypeOf<unknown>()
  expectTypeOf(await db.$queryRaw<{ id: string }[]>(queries)).toEqualTypeOf<{ id: string }[]>()
  expectTypeOf(await db.$executeRaw(queries)).toEqualTypeOf<number>()
  expectTypeOf(await extended.$queryRaw<{ id: string }[]>(queries)).toEqualTypeOf<{ id: string }[]>()
  expectTypeOf(await db.$transaction((tx) => tx.$queryRaw<1[]>(queries))).toEqualTypeOf<1[]>()
  expectTypeOf(await extended.$transaction((tx) => tx.$executeRaw(queries))).toEqualTypeOf<number>()
  const [rows] = await db.$transaction([db.$queryRaw<1[]>(queries), db.user.count()])
  expectTypeOf(rows).toEqualTypeOf<1[]>()
  // @ts-expect-error: one dialect
  db.$queryRaw`SELECT 1`
  // @ts-expect-error: one dialect
  extended.$executeRaw`SELECT 1`
  // @ts-expect-error: one dialect
  db.$queryRaw(Prisma.sql`SELECT 1`)
  // @ts-expect-error: MySQL's is missing
  db.$queryRaw({ postgresql: Prisma.sql`SELECT 1`, sqlite: Prisma.sql`SELECT 1` })
  // @ts-expect-error: not made by Prisma.sql
  db.$queryRaw({ ...queries, mysql: 'SELECT 1' })
  // @ts-expect-error: not portable
  db.$queryRawUnsafe
  // @ts-expect-error: not portable
  extended.$executeRawUnsafe
  // @ts-expect-error: not portable
  db.$transaction((tx) => tx.$executeRaw`SELECT 1`)
})
