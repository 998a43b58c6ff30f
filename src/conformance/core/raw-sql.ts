import assert from 'node:assert/strict'
import type { PortableClient } from '../../client/portable.js'
import { Prisma } from '../../index.js'
import type { CaseGroup } from '../case.js'
import { assertCode } from '../expect.js'
import { createUser } from './samples.js'

/** The same statement for every engine, where the dialects agree on it. */
const everywhere = (statement: Prisma.Sql): Prisma.SqlPerEngine => ({ postgresql: statement, mysql: statement, sqlite: statement })

const selectName = (id: string) => ({
  postgresql: Prisma.sql`SELECT name FROM core_user WHERE id = ${id}::uuid`,
  mysql: Prisma.sql`SELECT name FROM core_user WHERE id = ${id}`,
  sqlite: Prisma.sql`SELECT name FROM core_user WHERE id = ${id}`,
})

const rename = (from: string, to: string) => everywhere(Prisma.sql`UPDATE core_user SET name = ${to} WHERE name = ${from}`)

/** The client without its types, as JavaScript sees it. */
// biome-ignore lint/suspicious/noExplicitAny: what is tested here is what the types forbid
type Untyped = any

const select = Prisma.sql`SELECT 1`

const UNMARKED: readonly (readonly [string, (db: Untyped) => unknown])[] = [
  ['a template', (db) => db.$queryRaw`SELECT 1`],
  ['a statement', (db) => db.$executeRaw(select)],
  ['a text', (db) => db.$queryRawUnsafe('SELECT 1')],
  ['a text that writes', (db) => db.$executeRawUnsafe('SELECT 1')],
  ['a text in place of an object', (db) => db.$queryRaw('SELECT 1')],
  ['nothing', (db) => db.$queryRaw()],
  ['a statement that is missing', (db) => db.$queryRaw({ ...everywhere(select), mysql: undefined })],
  ['a text among statements', (db) => db.$queryRaw({ ...everywhere(select), sqlite: 'SELECT 1' })],
  ['a statement for an unknown engine', (db) => db.$queryRaw({ ...everywhere(select), oracle: select })],
  ['a template in a transaction', (db) => db.$transaction((tx: Untyped) => tx.$queryRaw`SELECT 1`)],
  ['a text in a transaction', (db) => db.$transaction((tx: Untyped) => tx.$executeRawUnsafe('SELECT 1'))],
  ['a template on an extended client', (db) => db.$extends({}).$queryRaw`SELECT 1`],
]

/** What a dialect says in its own way can be said in that dialect alone. */
const RAW = ['B.8:untyped', 'B.8:placeholder', 'B.8:quotes', 'B.8:concatenation', 'B.8:boolean', 'B.8:aggregates', 'T17'] as const

export const rawSql: CaseGroup<PortableClient> = {
  name: 'raw SQL that is marked for each engine',
  cases: [
    {
      name: 'reads with parameters, which are no SQL',
      rows: ['B.8:template'],
      async run({ db }) {
        const name = "O'Hara'); DROP TABLE core_user; --"
        const { id } = await createUser(db, { name })
        assert.deepEqual(await db.$queryRaw<{ name: string }[]>(selectName(id)), [{ name }])
        assert.equal(await db.$executeRaw(rename(name, 'b')), 1)
        assert.equal((await db.user.findUniqueOrThrow({ where: { id } })).name, 'b')
      },
    },
    {
      name: 'belongs to the transaction it is run in, of either form',
      async run({ db }) {
        const { id } = await createUser(db, { name: 'a' })
        const failed = db.$transaction(async (tx) => {
          assert.equal(await tx.$executeRaw(rename('a', 'b')), 1)
          assert.deepEqual(await tx.$queryRaw(selectName(id)), [{ name: 'b' }])
          throw new Error('roll back')
        })
        await assert.rejects(failed, /roll back/)
        assert.deepEqual(await db.$queryRaw(selectName(id)), [{ name: 'a' }])
        const [count, rows] = await db.$transaction([db.$executeRaw(rename('a', 'c')), db.$queryRaw(selectName(id))])
        assert.deepEqual([count, rows], [1, [{ name: 'c' }]])
        await assertCode(db.$transaction([db.$executeRaw(rename('c', 'd')), db.user.delete({ where: { email: 'nobody' } })]), 'P2025')
        assert.deepEqual(await db.$queryRaw(selectName(id)), [{ name: 'c' }])
      },
    },
    {
      name: 'runs on extended clients, whose extensions see the statement',
      async run({ db }) {
        const seen: string[] = []
        const extended = db.$extends({
          query: {
            $queryRaw({ args, query }) {
              seen.push(...args.values.map(String))
              return query(args)
            },
          },
        })
        const { id } = await createUser(db, { name: 'a' })
        assert.deepEqual(await extended.$queryRaw(selectName(id)), [{ name: 'a' }])
        assert.deepEqual(await extended.$transaction((tx) => tx.$queryRaw(selectName(id))), [{ name: 'a' }])
        assert.deepEqual(seen, [id, id])
      },
    },
    ...UNMARKED.map(([what, call]) => ({
      name: `refuses ${what}`,
      rows: RAW,
      async run({ db }: { db: PortableClient }) {
        // Some are refused at once and some in a promise.
        await assertCode((async () => call(db))(), 'REFRACT_NOT_PORTABLE')
      },
    })),
  ],
}
