import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { createClient } from '../../../src/index.js'
import { useDatabase } from '../database.js'
import { createDatabase } from './server.js'

describe.skipIf(inject('server').notRun !== undefined)('prepared statements', () => {
  const database = useDatabase('postgresql', createDatabase, 'prisma/migrations')
  let migrator: pg.Client
  const open = (max: number) => createClient('postgresql', { url: database.url, pool: { max } })
  type Db = ReturnType<typeof open>

  const names = async (db: Pick<Db, '$queryRawUnsafe'>) => {
    const rows = await db.$queryRawUnsafe<{ statement: string }[]>(
      "SELECT statement FROM pg_prepared_statements WHERE name LIKE 'refract%'",
    )
    return rows.map(({ statement }) => statement)
  }
  /** Runs a task on all connections at once, so that each has prepared it. */
  const everywhere = (times: number, task: () => Promise<unknown>) => Promise.all(Array.from({ length: times }, task))
  /** A statement that takes long enough for every connection to be needed. */
  const slow = 'SELECT t.*, pg_sleep(0.05)::text AS slept FROM t WHERE n >= $1'

  beforeAll(async () => {
    if (inject('server').notRun !== undefined) return
    migrator = new pg.Client({ connectionString: database.url })
    await migrator.connect()
  })
  beforeEach(async () => void (await migrator.query('DROP TABLE IF EXISTS t; CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (1)')))
  afterAll(() => migrator?.end())

  it('are given to what is used again', async () => {
    const db = open(1)
    await db.user.findMany({ where: { name: 'Ada' } })
    expect(await names(db)).toEqual([])
    for (let time = 0; time < 3; time++) await db.user.findMany({ where: { name: 'Ada' } })
    expect(await names(db)).toEqual([expect.stringContaining('"core_user"')])
    await db.$disconnect()
  })

  it('never exceed 256 on a connection, whatever passes by', async () => {
    const db = open(1)
    for (let round = 0; round < 3; round++) {
      for (let at = 0; at < 400; at++)
        for (let use = 0; use <= round + 1; use++) await db.$queryRawUnsafe(`SELECT $1::int AS c${at}_${round}`, 1)
      expect((await names(db)).length).toBeLessThanOrEqual(256)
    }
    expect((await names(db)).filter((statement) => statement.endsWith('_2')).length).toBeGreaterThan(0)
    await db.$disconnect()
  })

  it('survive a migration that changes what a query returns, on every connection', async () => {
    const db = open(3)
    const read = () => db.$queryRawUnsafe<Record<string, unknown>[]>(slow, 1)
    for (let time = 0; time < 3; time++) await everywhere(6, read)
    await migrator.query('ALTER TABLE t ADD COLUMN added TEXT')
    for (const rows of (await everywhere(6, read)) as Record<string, unknown>[][]) expect(Object.keys(rows[0] ?? {})).toContain('added')
    await db.$disconnect()
  })

  it('survive a migration that gives a parameter another type', async () => {
    const db = open(1)
    const insert = (value: unknown) => db.$executeRawUnsafe('INSERT INTO t VALUES ($1)', value)
    for (let time = 0; time < 3; time++) await insert(time)
    await migrator.query('ALTER TABLE t ALTER COLUMN n TYPE BIGINT')
    expect(await insert(3_000_000_000n)).toBe(1)
    await migrator.query('ALTER TABLE t ALTER COLUMN n TYPE TEXT')
    expect(await insert('three')).toBe(1)
    const find = (value: unknown) => db.$queryRawUnsafe<unknown[]>('SELECT n FROM t WHERE n = $1', value)
    for (let time = 0; time < 3; time++) expect(await find('three')).toHaveLength(1)
    await migrator.query("DELETE FROM t WHERE n = 'three'; ALTER TABLE t ALTER COLUMN n TYPE BIGINT USING n::bigint")
    expect(await find(3_000_000_000n)).toHaveLength(1)
    await db.$disconnect()
  })

  it('fail a transaction once after a migration, and no other on any connection', async () => {
    const db = open(3)
    const read = () => db.$transaction((tx) => tx.$queryRawUnsafe<Record<string, unknown>[]>(slow, 1))
    for (let time = 0; time < 3; time++) await everywhere(3, read)
    await migrator.query('ALTER TABLE t ADD COLUMN added TEXT')
    await expect(read()).rejects.toThrow('cached plan must not change result type')
    for (const rows of (await everywhere(6, read)) as Record<string, unknown>[][]) expect(Object.keys(rows[0] ?? {})).toContain('added')
    await db.$disconnect()
  })

  it.each(['DEALLOCATE ALL', 'DISCARD ALL'])('are made anew when somebody runs %s', async (sql) => {
    const db = open(1)
    const read = () => db.user.count({ where: { name: 'Ada' } })
    for (let time = 0; time < 3; time++) await read()
    await db.$executeRawUnsafe(sql)
    expect(await read()).toBe(0)
    expect(await read()).toBe(0)
    await db.$disconnect()
  })

  it('are no reason to run twice what fails for another', async () => {
    const db = open(1)
    await migrator.query('CREATE SEQUENCE IF NOT EXISTS runs')
    const divide = (by: number) => db.$queryRawUnsafe(`SELECT nextval('runs') / $1::int AS run`, by)
    for (let time = 0; time < 3; time++) await divide(1)
    await expect(divide(0)).rejects.toMatchObject({ code: 'P2010' })
    const [row] = (await divide(1)) as { run: bigint }[]
    expect(row?.run).toBe(5n)
    await db.$disconnect()
  })
})
