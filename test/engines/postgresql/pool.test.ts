import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createClient } from '../../../src/index.js'
import { useDatabase } from '../database.js'
import { createDatabase } from './server.js'

describe.skipIf(inject('server').notRun !== undefined)('the pool', () => {
  const database = useDatabase('postgresql', createDatabase, 'prisma/migrations')
  let outside: pg.Client

  beforeAll(async () => {
    if (inject('server').notRun !== undefined) return
    outside = new pg.Client({ connectionString: database.url })
    await outside.connect()
  })
  afterAll(() => outside?.end())

  const open = (name: string, pool = {}) => createClient('postgresql', { url: `${database.url}?application_name=${name}`, pool })
  const pids = async (name: string): Promise<number[]> =>
    (await outside.query('SELECT pid FROM pg_stat_activity WHERE application_name = $1 ORDER BY pid', [name])).rows.map(({ pid }) => pid)
  const terminate = (name: string) =>
    outside.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1', [name])

  it('says that all connections are busy, when they have been for as long as a query may wait', async () => {
    const db = open('busy', { max: 1, acquireTimeout: 300 })
    const slow = db.$queryRaw`SELECT pg_sleep(1.5)::text`.then()
    await new Promise((resolve) => setTimeout(resolve, 100))
    const start = performance.now()
    await expect(db.user.count()).rejects.toMatchObject({ code: 'P2024', message: expect.stringContaining('at most 1 open (pool.max)') })
    expect(performance.now() - start).toBeLessThan(1_000)
    await expect(db.$transaction((tx) => tx.user.count())).rejects.toMatchObject({ code: 'P2024' })
    await slow
    expect(await db.user.count()).toBe(0)
    await db.$disconnect()
  })

  it('outlives connections that the server closes while nobody uses them', async () => {
    const db = open('idle', { max: 3 })
    await Promise.all(Array.from({ length: 3 }, () => db.$queryRaw`SELECT pg_sleep(0.1)::text`))
    expect(await pids('idle')).toHaveLength(3)
    await terminate('idle')
    await expect.poll(() => pids('idle')).toEqual([])
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(await Promise.all(Array.from({ length: 6 }, () => db.user.count()))).toEqual(Array(6).fill(0))
    await db.$disconnect()
  })

  it('says that the server closed the connection of a running query or transaction, and goes on with another', async () => {
    const db = open('active', { max: 2 })
    const cut = async (work: Promise<unknown>) => {
      const ended = work.catch((error: unknown) => error)
      await expect
        .poll(
          async () =>
            (await outside.query("SELECT 1 FROM pg_stat_activity WHERE application_name = 'active' AND query LIKE '%pg_sleep%'")).rowCount,
        )
        .toBe(1)
      await terminate('active')
      return ended
    }
    const slow = () => db.$executeRaw`UPDATE core_user SET name = pg_sleep(20)::text`
    await db.user.create({ data: { name: 'Ada', email: 'ada@example.com' } })
    expect(await cut(slow())).toMatchObject({ code: 'P2010', meta: { driverAdapterError: { cause: { kind: 'ConnectionClosed' } } } })
    expect(await db.user.count()).toBe(1)
    const inTransaction = db.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT pg_sleep(20)::text`
    })
    expect(await cut(inTransaction)).toMatchObject({ message: expect.stringMatching(/closed the connection|terminat/i) })
    expect(await db.user.count()).toBe(1)
    await db.$disconnect()
  })

  it('says P1017 for a query of a model whose connection is cut', async () => {
    const db = open('model', { max: 1 })
    await outside.query('BEGIN; LOCK TABLE core_user')
    const ended = db.user.count().catch((error: unknown) => error)
    const other = new pg.Client({ connectionString: database.url })
    await other.connect()
    await expect
      .poll(
        async () =>
          (await other.query("SELECT 1 FROM pg_stat_activity WHERE application_name = 'model' AND wait_event_type = 'Lock'")).rowCount,
      )
      .toBe(1)
    await other.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'model'")
    expect(await ended).toMatchObject({ code: 'P1017' })
    await Promise.all([other.end(), outside.query('ROLLBACK')])
    expect(await db.user.count()).toBeGreaterThanOrEqual(0)
    await db.$disconnect()
  })

  it('keeps the connection of a query that fails for what it says', async () => {
    const db = open('failing', { max: 1 })
    await db.user.create({ data: { name: 'Ada', email: 'twice@example.com' } })
    const before = await pids('failing')
    for (let time = 0; time < 3; time++) {
      await expect(db.user.create({ data: { name: 'Ada', email: 'twice@example.com' } })).rejects.toMatchObject({ code: 'P2002' })
    }
    expect(await pids('failing')).toEqual(before)
    await db.$disconnect()
  })

  it('keeps no connection that raw SQL left inside a transaction', async () => {
    const db = open('left', { max: 1 })
    await db.user.deleteMany()
    const data = { name: 'Ada', email: 'left@example.com' }
    await expect(db.$executeRawUnsafe('BEGIN; SELECT 1; SELECT 1/0; COMMIT')).rejects.toMatchObject({ code: 'P2010' })
    expect(await db.user.count()).toBe(0)
    await db.$executeRawUnsafe('BEGIN')
    await db.user.create({ data })
    expect((await outside.query('SELECT name FROM core_user')).rows).toEqual([{ name: 'Ada' }])
    await db.$disconnect()
  })
})

describe.skipIf(inject('server').notRun !== undefined)('COMMIT', () => {
  const database = useDatabase('postgresql', createDatabase, 'prisma/migrations')
  const open = () => createClient('postgresql', { url: database.url })

  it('of a transaction in which a statement failed tells why, though its error was caught: nothing was committed', async () => {
    const db = open()
    const create = (client: Pick<typeof db, 'user'>, email: string) => client.user.create({ data: { name: 'Ada', email } })
    await create(db, 'there@example.com')
    const transaction = db.$transaction(async (tx) => {
      await create(tx, 'lost@example.com')
      await create(tx, 'there@example.com').catch(() => undefined)
      await tx.user.count().catch(() => undefined)
    })
    await expect(transaction).rejects.toMatchObject({ code: 'P2002', name: 'PrismaClientKnownRequestError' })
    expect(await db.user.count({ where: { email: 'lost@example.com' } })).toBe(0)
    // What failed in a transaction within is undone by itself.
    await db.$transaction(async (tx) => {
      await create(tx, 'kept@example.com')
      await tx.$transaction((inner) => create(inner, 'there@example.com')).catch(() => undefined)
    })
    expect(await db.user.count({ where: { email: 'kept@example.com' } })).toBe(1)
    await db.user.deleteMany()
    await db.$disconnect()
  })

  it('tells a conflict that serializable transactions find there as P2034, and the connection is free again', async () => {
    const db = open()
    await db.user.createMany({ data: [1, 2].map((at) => ({ name: 'on call', email: `${at}@example.com` })) })
    let arrived = 0
    let open_: () => void = () => undefined
    const both = new Promise<void>((resolve) => {
      open_ = resolve
    })
    // Each sees both on call and leaves: the second to commit must not.
    const leave = (email: string) =>
      db.$transaction(
        async (tx) => {
          expect(await tx.user.count({ where: { name: 'on call' } })).toBe(2)
          if (++arrived === 2) open_()
          await both
          await tx.user.update({ where: { email }, data: { name: 'off' } })
          if (++arrived === 4) open_()
          while (arrived < 4) await new Promise((resolve) => setTimeout(resolve, 10))
        },
        { isolationLevel: 'Serializable' },
      )
    const ends = await Promise.allSettled([leave('1@example.com'), leave('2@example.com')])
    const failures = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []))
    expect(failures).toEqual([expect.objectContaining({ code: 'P2034', name: 'PrismaClientKnownRequestError' })])
    expect(await db.user.count({ where: { name: 'on call' } })).toBe(1)
    await db.$disconnect()
  })

  it('tells constraints that are deferred as P2002 and P2003, in every form of transaction', async () => {
    const db = open()
    await db.$executeRawUnsafe('ALTER TABLE core_session ALTER CONSTRAINT "core_session_user_id_fkey" DEFERRABLE INITIALLY DEFERRED')
    await db.$executeRawUnsafe('CREATE TABLE late (n INTEGER, CONSTRAINT late_n_key UNIQUE (n) DEFERRABLE INITIALLY DEFERRED)')
    const orphan = { userId: '00000000-0000-7000-8000-000000000000', token: 't', expiresAt: new Date() }
    const create = (tx: Pick<typeof db, 'session'>) => tx.session.createMany({ data: [orphan] })
    const foreign = { code: 'P2003', message: expect.stringContaining('core_session_user_id_fkey') }
    await expect(db.$transaction((tx) => create(tx))).rejects.toMatchObject(foreign)
    await expect(db.$transaction([create(db), db.user.count()])).rejects.toMatchObject(foreign)
    await expect(create(db)).rejects.toMatchObject({ code: 'P2003' })
    const twice = () => db.$executeRaw`INSERT INTO late VALUES (1)`
    await expect(db.$transaction([twice(), twice()])).rejects.toMatchObject({
      code: 'P2002',
      message: expect.stringContaining('late_n_key'),
    })
    expect(await db.session.count()).toBe(0)
    await db.$disconnect()
  })
})
