import assert from 'node:assert/strict'
import type { PortableClient } from '../../client/portable.js'
import { Prisma } from '../../index.js'
import type { CaseGroup } from '../case.js'
import { assertCode } from '../expect.js'
import { createUser } from './samples.js'

const extend = (db: PortableClient) =>
  db.$extends({
    model: {
      user: {
        findNamed(name: string) {
          return Prisma.getExtensionContext(this).findFirst({ where: { name } })
        },
      },
    },
    result: { user: { shout: { needs: { name: true }, compute: ({ name }) => `${name}!` } } },
    client: { $greet: (name: string) => `hello ${name}` },
    query: {
      user: {
        findMany({ args, query }) {
          args.where = { AND: [args.where ?? {}, { name: { not: 'hidden' } }] }
          return query(args)
        },
      },
    },
  })

export const extensions: CaseGroup<PortableClient> = {
  name: 'extensions of the portable client',
  cases: [
    {
      name: 'models, results, clients and queries can be extended',
      async run({ db }) {
        for (const name of ['a', 'hidden']) await createUser(db, { name })
        const extended = extend(db)
        assert.equal((await extended.user.findNamed('a'))?.name, 'a')
        const users = await extended.user.findMany({ select: { shout: true } })
        assert.deepEqual(
          users.map(({ shout }) => shout),
          ['a!'],
        )
        assert.equal(extended.$greet('b'), 'hello b')
        assert.equal((await db.user.findMany()).length, 2)
      },
    },
    {
      name: 'a transaction of an extended client has its extensions, and rolls back',
      async run({ db }) {
        await createUser(db, { name: 'kept' })
        const extended = extend(db)
        const failed = extended.$transaction(async (tx) => {
          await tx.user.create({ data: { name: 'lost', email: 'lost@example.com' } })
          const [user] = await tx.user.findMany({ select: { shout: true }, where: { name: 'lost' } })
          assert.equal(user?.shout, 'lost!')
          assert.equal(tx.$greet('c'), 'hello c')
          throw new Error('roll back')
        })
        await assert.rejects(failed, /roll back/)
        assert.deepEqual(
          (await db.user.findMany()).map(({ name }) => name),
          ['kept'],
        )
      },
    },
    {
      name: 'behind an extension the arguments are repaired and guarded',
      async run({ db }) {
        await createUser(db, { name: '100%' })
        await createUser(db, { name: '100 euros' })
        assert.equal((await extend(db).user.findMany({ where: { name: { contains: '0%' } } })).length, 1)
        const searching = db.$extends({
          query: { user: { findMany: ({ query }) => query({ where: { name: { contains: 'a', search: 'a' } as object } }) } },
        })
        await assertCode(searching.user.findMany(), 'REFRACT_NOT_PORTABLE')
      },
    },
    {
      name: 'a key that neither the types nor the guard know is refused by Prisma',
      async run({ db }) {
        const filter: object = { contains: 'a', foo: 1 }
        for (const query of [
          db.user.findMany({ where: { name: filter } }),
          db.user.findMany({ where: { AND: [{ sessions: { some: { token: filter } } }] } }),
          db.user.create({ data: { name: 'a', email: 'a', foo: 1 } as { name: string; email: string } }),
          db.user.groupBy({ by: ['name'], having: { name: filter } }),
          db.user.findMany({ include: { sessions: { where: { token: filter } } } }),
        ]) {
          await assert.rejects(query as Promise<unknown>, { name: 'PrismaClientValidationError', message: /Unknown argument `foo`/ })
        }
      },
    },
  ],
}
