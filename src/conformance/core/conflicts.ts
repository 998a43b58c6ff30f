import assert from 'node:assert/strict'
import type { PortableClient, PortableTransaction } from '../../client/portable.js'
import { isNullViolation, isTimeout, isUniqueViolation, Prisma } from '../../index.js'
import type { CaseGroup } from '../case.js'
import { assertCode } from '../expect.js'
import { createUser } from './samples.js'

/** Milliseconds in which the holder of a lock may be asked to keep it. */
const LONG = { maxWait: 30_000, timeout: 30_000 }

/** Changes a row in a transaction that ends when `task` has. */
async function whileHeld(db: PortableClient, id: string, task: () => Promise<unknown>): Promise<void> {
  const hold = async (tx: PortableTransaction) => {
    await tx.user.update({ where: { id }, data: { name: 'held' } })
    await task()
  }
  await db.$transaction(hold, LONG)
}

/** A second or so of work in the database itself. */
const SLOW = {
  postgresql: Prisma.sql`SELECT 1 FROM pg_sleep(1)`,
  mysql: Prisma.sql`SELECT SLEEP(1)`,
  sqlite: Prisma.sql`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6000000) SELECT max(i) FROM n`,
}

export const conflicts: CaseGroup<PortableClient> = {
  name: 'locks, time limits and raw SQL',
  cases: [
    {
      name: 'a write that waits for a lock gives up with P2034, and the one who holds it is not disturbed',
      rows: ['T13'],
      async run({ db }) {
        const { id } = await createUser(db)
        const other = await createUser(db)
        await whileHeld(db, id, async () => {
          const rename = db.user.update({ where: { id }, data: { name: 'late' } })
          await assertCode(rename, 'P2034')
        })
        assert.equal((await db.user.findUnique({ where: { id } }))?.name, 'held')
        assert.equal((await db.user.update({ where: { id: other.id }, data: { name: 'free' } })).name, 'free')
      },
    },
    {
      name: 'a transaction whose one query takes longer than its timeout is rolled back and says so',
      rows: ['T14', 'T15'],
      async run({ db }) {
        const run = db.$transaction(
          async (tx) => {
            await createUser(tx)
            await tx.$queryRaw(SLOW)
          },
          { timeout: 300 },
        )
        const error = await run.then(
          () => assert.fail('it was committed'),
          (caught: unknown) => caught,
        )
        assert.equal((error as { code?: string }).code, 'P2028')
        assert.ok(isTimeout(error))
        assert.equal(await db.user.count(), 0)
      },
    },
    {
      name: 'a transaction whose function keeps the thread busy for longer than its timeout is rolled back and says so',
      rows: ['T14'],
      async run({ db }) {
        const run = db.$transaction(
          async (tx) => {
            await createUser(tx)
            for (const end = performance.now() + 200; performance.now() < end; );
          },
          { timeout: 100 },
        )
        await assertCode(run, 'P2028')
        assert.equal(await db.user.count(), 0)
      },
    },
    {
      name: 'a conflict that a transaction catches is told again at its end, so that it can run again',
      rows: ['T4', 'T11'],
      async run({ db }) {
        const { id } = await createUser(db, { name: '0' })
        let runs = 0
        const count = () =>
          db.$transaction(
            async (tx) => {
              runs += 1
              const { name } = await tx.user.findUniqueOrThrow({ where: { id } })
              await tx.user.update({ where: { id }, data: { name: String(Number(name) + 1) } }).catch(() => undefined)
            },
            { ...LONG, isolationLevel: 'Serializable', retry: { attempts: 30 } },
          )
        await Promise.all(Array.from({ length: 4 }, count))
        assert.equal((await db.user.findUnique({ where: { id } }))?.name, '4')
        assert.ok(runs >= 4)
      },
    },
    {
      name: 'raw SQL fails with the codes of queries, and with P2010 where it is no SQL',
      rows: ['B.7:raw', 'B.7:null'],
      async run({ db }) {
        const [{ email: taken }, { email }] = [await createUser(db), await createUser(db)]
        const change = (statement: Prisma.Sql) =>
          db.$executeRaw({ postgresql: statement, mysql: statement, sqlite: statement }).then(
            () => assert.fail('it was done'),
            (error: unknown) => error as { code?: string; meta?: object },
          )
        const duplicate = await change(Prisma.sql`UPDATE core_user SET email = ${taken} WHERE email = ${email}`)
        assert.deepEqual(isUniqueViolation(duplicate), { model: 'User', fields: ['email'] })
        const none = await change(Prisma.sql`UPDATE core_user SET email_verified = NULL WHERE email = ${email}`)
        assert.deepEqual(isNullViolation(none), { model: 'User', fields: ['emailVerified'] })
        const nonsense = await change(Prisma.sql`UPDATE core_user SETTING nothing`)
        assert.equal(nonsense.code, 'P2010')
        assert.ok(!('driverAdapterError' in (nonsense.meta ?? {})))
      },
    },
  ],
}
