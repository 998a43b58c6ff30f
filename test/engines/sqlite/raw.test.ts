import { describe, expect, it } from 'vitest'
import { createClient } from '../../../src/index.js'
import { useDatabase } from '../database.js'
import { createDatabase } from './server.js'

describe('raw SQL on SQLite', () => {
  const database = useDatabase('sqlite', createDatabase)
  const open = (name: string) => createClient('sqlite', { url: `${database.url}-${name}`, pool: { acquireTimeout: 500 } })

  it.each(['BEGIN', 'BEGIN IMMEDIATE', 'SAVEPOINT a'])(
    'leaves no transaction open with %s, which would take in the writes of others',
    async (sql) => {
      const db = open(sql)
      await db.$executeRaw`CREATE TABLE t (a INTEGER)`
      await expect(db.$executeRawUnsafe(sql)).rejects.toThrow('use $transaction')
      await expect(db.$queryRawUnsafe(sql)).rejects.toThrow('use $transaction')
      await db.$executeRaw`INSERT INTO t VALUES (1)`
      await db.$transaction(async (tx) => void (await tx.$executeRaw`INSERT INTO t VALUES (2)`))
      await db.$disconnect()
      expect(await db.$queryRaw`SELECT a FROM t`).toEqual([{ a: 1 }, { a: 2 }])
      await db.$disconnect()
    },
  )

  it('may begin with a comment', async () => {
    const db = open('comment')
    await db.$executeRawUnsafe('-- the table\n /* of\n tests **/ CREATE TABLE t (a BIGINT)')
    expect(await db.$executeRaw`/* who */ INSERT INTO t VALUES (1), (2)`).toBe(2)
    const read = () => db.$queryRawUnsafe('-- what\nSELECT a FROM t WHERE a = 1')
    expect(await read()).toEqual([{ a: 1n }])
    await db.$transaction(async (tx) => {
      await tx.$executeRaw`INSERT INTO t VALUES (1)`
      // Neither waits for the transaction nor sees into it.
      expect(await read()).toEqual([{ a: 1n }])
    })
    await db.$executeRaw`/* again */ DROP TABLE t`
    await db.$executeRaw`/* again */ CREATE TABLE t (a INTEGER)`
    await db.$executeRaw`INSERT INTO t VALUES (1)`
    expect(await read()).toEqual([{ a: 1 }])
    await db.$executeRaw`/* two statements */ CREATE TRIGGER r AFTER DELETE ON t BEGIN SELECT 1; SELECT 2; END`
    await db.$disconnect()
  })

  it('reads an id of 64 bits that counts up, which is declared as one of 32', async () => {
    const db = open('large')
    await db.$executeRaw`CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, n INTEGER)`
    await db.$executeRaw`INSERT INTO t VALUES (1, 1), (${2n ** 53n + 1n}, 2)`
    await db.$executeRaw`INSERT INTO t (n) VALUES (3)`
    expect(await db.$queryRaw`SELECT id, n FROM t ORDER BY id LIMIT 1`).toEqual([{ id: 1, n: 1 }])
    expect(await db.$queryRaw`SELECT id, n FROM t WHERE n > 1 ORDER BY id`).toEqual([
      { id: 2n ** 53n + 1n, n: 2 },
      { id: 2n ** 53n + 2n, n: 3 },
    ])
    await db.$disconnect()
  })

  it('reads columns as they are after a change of the tables was undone', async () => {
    const db = open('undone')
    await db.$executeRaw`CREATE TABLE t (a BIGINT)`
    await db.$executeRaw`INSERT INTO t VALUES (1)`
    const undone = db.$transaction(async (tx) => {
      await tx.$executeRaw`DROP TABLE t`
      await tx.$executeRaw`CREATE TABLE t (a INTEGER)`
      await tx.$executeRaw`INSERT INTO t VALUES (1)`
      expect(await tx.$queryRaw`SELECT a FROM t`).toEqual([{ a: 1 }])
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect(await db.$transaction((tx) => tx.$queryRaw`SELECT a FROM t`)).toEqual([{ a: 1n }])
    await db.$disconnect()
  })
})
