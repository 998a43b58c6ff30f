import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { createClient } from '../../../src/index.js'
import { useDatabase } from '../database.js'
import { createDatabase, query } from './server.js'
import { StrippingProxy } from './stripping-proxy.js'

type Client = ReturnType<typeof open>

const open = (url: string, pool: { max: number; acquireTimeout?: number; idleTimeout?: number }) => createClient('mysql', { url, pool })

/** The kind of an error, also of raw SQL, which has one code for all. */
const kindOf = (error: unknown) =>
  (error as { meta?: { driverAdapterError?: { cause?: { kind?: string } } } }).meta?.driverAdapterError?.cause?.kind

/** What a session must be, whatever the server's own settings are. */
const SESSION: Readonly<Record<string, string>> = {
  autocommit: 'ON',
  div_precision_increment: '17',
  foreign_key_checks: 'ON',
  innodb_lock_wait_timeout: '5',
  max_sort_length: '65535',
  sql_mode: 'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION',
  sql_safe_updates: 'OFF',
  time_zone: '+00:00',
}

describe.skipIf(inject('server').notRun !== undefined)('connections', () => {
  const database = useDatabase('mysql', createDatabase, 'prisma/migrations')
  let db: Client
  afterEach(() => db.$disconnect())

  const readId = async () => Number((await db.$queryRaw<{ id: bigint }[]>`SELECT CONNECTION_ID() AS id`)[0]?.id)
  const readSession = async () => {
    const rows = await db.$queryRaw<{ Variable_name: string; Value: string }[]>`SHOW SESSION VARIABLES`
    const all = Object.fromEntries(rows.map(({ Variable_name, Value }) => [Variable_name, Value]))
    const names = Object.keys(SESSION).map((name) => [name, all[name]])
    // MariaDB before 11.1 calls it tx_isolation.
    return { id: await readId(), isolation: all.transaction_isolation ?? all.tx_isolation, session: Object.fromEntries(names) }
  }
  const expected = { isolation: 'READ-COMMITTED', session: SESSION }
  const kill = (id: number) => query(database.url, `KILL ${id}`)

  it('are all set alike: the first, one after it was idle, one after it was killed', async () => {
    db = open(database.url, { max: 1, idleTimeout: 300 })
    const first = await readSession()
    expect(first).toMatchObject(expected)
    await new Promise((resolve) => setTimeout(resolve, 600))
    const second = await readSession()
    expect(second).toMatchObject(expected)
    expect(second.id).not.toBe(first.id)
    await kill(second.id)
    await db.user.count().catch(() => undefined)
    const third = await readSession()
    expect(third).toMatchObject(expected)
    expect(third.id).not.toBe(second.id)
  })

  it('of a pool are all set alike', async () => {
    db = open(database.url, { max: 3 })
    const read = () => db.$queryRaw<{ zone: string; id: bigint }[]>`SELECT @@time_zone AS zone, CONNECTION_ID() AS id, SLEEP(0.05)`
    const rows = (await Promise.all([read(), read(), read()])).flat()
    expect(new Set(rows.map(({ id }) => id)).size).toBe(3)
    expect(rows.map(({ zone }) => zone)).toEqual(['+00:00', '+00:00', '+00:00'])
  })

  it('that are killed fail their query with P1017 and are not used again', async () => {
    db = open(database.url, { max: 1 })
    const id = await readId()
    const slow = db.$queryRaw`SELECT SLEEP(5)`.catch((error: unknown) => error)
    await new Promise((resolve) => setTimeout(resolve, 200))
    await kill(id)
    expect(kindOf(await slow)).toBe('ConnectionClosed')
    expect(await db.user.count()).toBe(0)
    expect(await readId()).not.toBe(id)
  })

  it('that are killed inside a transaction fail it with P1017 and keep nothing of it', async () => {
    db = open(database.url, { max: 1 })
    const transaction = db.$transaction(async (tx) => {
      await tx.user.create({ data: { name: 'killed', email: 'killed@example.com' } })
      const [row] = await tx.$queryRaw<{ id: bigint }[]>`SELECT CONNECTION_ID() AS id`
      await kill(Number(row?.id))
      await tx.user.count()
    })
    await expect(transaction).rejects.toMatchObject({ code: 'P1017' })
    expect(await db.user.count()).toBe(0)
  })

  it('that are all in use are waited for as long as the pool says, which is P2024', async () => {
    db = open(database.url, { max: 1, acquireTimeout: 300 })
    await db.user.count()
    // A query runs once somebody waits for it.
    const busy = db.$queryRaw`SELECT SLEEP(1)`.then(() => undefined)
    const start = performance.now()
    await expect(db.user.count()).rejects.toMatchObject({
      code: 'P2024',
      message: expect.stringContaining('300 ms (pool.acquireTimeout) with at most 1 open (pool.max)'),
    })
    expect(performance.now() - start).toBeLessThan(900)
    await busy
    expect(await db.user.count()).toBe(0)
  })

  it('that somebody left inside a transaction are out of it for the next one', async () => {
    db = open(database.url, { max: 1 })
    await db.user.create({ data: { name: 'new', email: 'kept@example.com' } })
    await db.$executeRawUnsafe('BEGIN')
    await db.user.updateMany({ data: { name: 'kept' } })
    expect(await query(database.url, 'SELECT name FROM core_user')).toEqual([{ name: 'kept' }])
    await db.user.deleteMany()
  })

  it('that somebody left with autocommit off are not used again', async () => {
    db = open(database.url, { max: 1 })
    await db.$executeRawUnsafe('SET autocommit = 0')
    await db.user.create({ data: { name: 'new', email: 'kept@example.com' } })
    expect(await query(database.url, 'SELECT name FROM core_user')).toEqual([{ name: 'new' }])
    await db.user.deleteMany()
  })

  it('that are still in use ten seconds after $disconnect fail what runs on them', async () => {
    db = open(database.url, { max: 1 })
    const slow = db.$queryRaw`SELECT SLEEP(14)`.catch((error: unknown) => error)
    await new Promise((resolve) => setTimeout(resolve, 200))
    await db.$disconnect()
    expect(kindOf(await slow)).toBe('ConnectionClosed')
  })

  describe('to a server that goes away', () => {
    let proxy: StrippingProxy
    beforeEach(async () => {
      proxy = await new StrippingProxy(new URL(database.url)).open()
    })
    afterEach(() => proxy.close())

    it('fail at once with P1001, for as many as ask, and come back by themselves', async () => {
      proxy.strips = false
      db = open(proxy.url.href, { max: 3 })
      const start = await readSession()
      expect(start).toMatchObject(expected)
      await proxy.close()
      await db.user.count().catch(() => undefined)
      for (const ask of [() => db.user.count(), () => db.$transaction(async (tx) => tx.user.count())]) {
        const began = performance.now()
        const outcomes = await Promise.allSettled(Array.from({ length: 20 }, ask))
        expect(performance.now() - began).toBeLessThan(2_000)
        for (const outcome of outcomes) expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'P1001' } })
      }
      await proxy.open()
      expect(await db.user.count()).toBe(0)
      expect(await readSession()).toMatchObject(expected)
    })
  })
})
