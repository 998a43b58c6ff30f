import assert from 'node:assert/strict'
import type { PortableClient } from '../../client/portable.js'
import { Prisma } from '../../index.js'
import type { CaseGroup } from '../case.js'
import { assertCode } from '../expect.js'
import { createTenant, createUser } from './samples.js'

export const namespace: CaseGroup<PortableClient> = {
  name: 'the namespace Prisma',
  cases: [
    {
      name: 'its classes are those of errors and values, whatever the engine',
      async run({ db }) {
        const { user } = await createTenant(db)
        const duplicate: unknown = await createUser(db, { email: user.email }).catch((error: unknown) => error)
        assert.ok(duplicate instanceof Prisma.PrismaClientKnownRequestError)
        const unknown: unknown = await db.user.findMany({ where: { nobody: 1 } as object }).catch((error: unknown) => error)
        assert.ok(unknown instanceof Prisma.PrismaClientValidationError)
        const { unitAmount } = await db.subscription.findFirstOrThrow()
        assert.ok(unitAmount instanceof Prisma.Decimal)
        assert.ok(unitAmount.equals(new Prisma.Decimal('9.9')))
      },
    },
    {
      name: 'its types and nulls fit the client',
      async run({ db }) {
        await createTenant(db)
        const where: Prisma.UserWhereInput = { workspaces: { some: { workspace: { slug: { contains: 'ENGINES', mode: 'insensitive' } } } } }
        assert.equal(await db.user.count({ where }), 1)
        assert.equal((await db.auditLog.updateMany({ data: { before: Prisma.JsonNull, after: Prisma.DbNull } })).count, 1)
        for (const [before, count] of [
          [Prisma.AnyNull, 1],
          [Prisma.JsonNull, 1],
          [Prisma.DbNull, 0],
        ] as const) {
          assert.equal(await db.auditLog.count({ where: { before: { equals: before } } }), count)
        }
      },
    },
    {
      name: 'arguments that were checked apart are used as they are',
      async run({ db }) {
        const { name } = await createUser(db)
        const select = Prisma.validator<Prisma.UserSelect>()({ name: true })
        assert.deepEqual(await db.user.findMany({ select }), [{ name }])
      },
    },
    {
      name: "fields of a model stand for values, a pattern's too",
      async run({ db }) {
        const email = 'x@example.com'
        await createUser(db, { name: email, email })
        await createUser(db, { name: 'y', email: 'y@example.com' })
        const { fields } = db.user
        assert.equal(await db.user.count({ where: { name: { equals: fields.email } } }), 1)
        assert.equal(await db.user.count({ where: { email: { contains: fields.name } } }), 2)
        assert.equal(await db.user.count({ where: { email: { startsWith: fields.name } } }), 2)
        assert.equal(await db.user.count({ where: { createdAt: { lte: fields.updatedAt } } }), 2)
        await assertCode(db.user.count({ where: { name: { equals: fields.createdAt as never } } }), 'P2019')
      },
    },
  ],
}
