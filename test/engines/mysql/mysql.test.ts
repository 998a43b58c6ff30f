import { describe, expect, inject, it } from 'vitest'
import { createClient, Prisma } from '../../../src/index.js'
import { testConnection } from '../connection.js'
import { useDatabase } from '../database.js'
import { createDatabase } from './server.js'

testConnection('mysql')

describe.skipIf(inject('server').notRun !== undefined)('MySQL', () => {
  const database = useDatabase('mysql', createDatabase, 'prisma/migrations')

  it('gives every connection of the pool the same session', async () => {
    const db = createClient('mysql', { url: database.url, pool: { max: 3 } })
    const names = ['time_zone', 'transaction_isolation', 'tx_isolation', 'sql_mode', 'max_sort_length']
    // Three transactions at once hold three connections. MariaDB before 11.1 calls the isolation tx_isolation.
    const read = () =>
      db.$transaction(async (tx) => {
        await tx.$queryRaw`SELECT SLEEP(0.05)`
        return tx.$queryRaw<{ Variable_name: string; Value: string }[]>`
          SHOW SESSION VARIABLES WHERE Variable_name IN (${Prisma.join(names)})`
      })
    for (const rows of await Promise.all([read(), read(), read()])) {
      const session = Object.fromEntries(rows.map(({ Variable_name, Value }) => [Variable_name, Value]))
      expect(session.transaction_isolation ?? session.tx_isolation).toBe('READ-COMMITTED')
      expect(session).toMatchObject({
        time_zone: '+00:00',
        max_sort_length: '65535',
        sql_mode: expect.stringContaining('STRICT_TRANS_TABLES'),
      })
    }
    await db.$disconnect()
  })

  it('gives every text column the collation of code points without padding', async () => {
    const db = createClient('mysql', { url: database.url })
    // MariaDB's Json is text with a collation of its own.
    const others = await db.$queryRaw`
      SELECT table_name, column_name, collation_name FROM information_schema.columns
      WHERE table_schema = DATABASE() AND table_name LIKE 'core%' AND collation_name NOT IN ('utf8mb4_0900_bin', 'utf8mb4_nopad_bin')
        AND column_name NOT IN ('metadata', 'permissions', 'before', 'after')`
    expect(others).toEqual([])
    await db.$disconnect()
  })

  it('opens connections as they are needed, and no more than the pool may have', async () => {
    const db = createClient('mysql', { url: `${database.url}?connection_limit=2` })
    await Promise.all(Array.from({ length: 8 }, () => db.$queryRaw`SELECT SLEEP(0.05)`))
    const [row] = await db.$queryRaw<{ open: bigint }[]>`SELECT COUNT(*) AS open FROM information_schema.processlist WHERE db = DATABASE()`
    expect(Number(row?.open)).toBe(2)
    await db.$disconnect()
  })

  it('encrypts with sslmode=REQUIRED, and says so where the server cannot', async () => {
    const db = createClient('mysql', { url: `${database.url}?sslmode=REQUIRED` })
    const status = await db.$queryRaw<{ Value: string }[]>`SHOW STATUS LIKE 'Ssl_cipher'`.catch((error: Error) => error)
    if (status instanceof Error) expect(status).toMatchObject({ code: 'P1011' })
    else expect(status[0]?.Value).not.toBe('')
    await db.$disconnect()
  })

  it('connects with sslmode=PREFERRED whether the server has TLS or not', async () => {
    const db = createClient({ url: `${database.url}?sslmode=PREFERRED` })
    expect(await db.user.count()).toBe(0)
    await db.$disconnect()
  })
})
