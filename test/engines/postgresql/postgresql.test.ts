import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { deployMigrations } from '../../../src/commands/migrate-deploy.js'
import { readStatus } from '../../../src/commands/migrate-status.js'
import { engineOf } from '../../../src/engines/index.js'
import { createClient } from '../../../src/index.js'
import { testConnection } from '../connection.js'
import { databaseName, useDatabase } from '../database.js'
import { testTurns } from '../take-turns.js'
import { createDatabase } from './server.js'

testConnection('postgresql')

describe.skipIf(inject('server').notRun !== undefined)('PostgreSQL', () => {
  const database = useDatabase('postgresql', createDatabase, 'prisma/migrations')
  testTurns('postgresql', useDatabase('postgresql', createDatabase))
  const withParameters = (parameters: string) => `${database.url}?${parameters}`

  it('keeps every connection of the pool in UTC, with the name that the address gives', async () => {
    const db = createClient('postgresql', { url: withParameters('application_name=billing'), pool: { max: 3 } })
    const rows = await Promise.all(
      Array.from(
        { length: 6 },
        () => db.$queryRaw<{ zone: string; name: string }[]>`
        SELECT current_setting('TimeZone') AS zone, current_setting('application_name') AS name, pg_sleep(0.05)::text`,
      ),
    )
    expect(rows.flat().map(({ zone, name }) => `${zone} ${name}`)).toEqual(Array(6).fill('UTC billing'))
    await db.$disconnect()
  })

  it('opens no more connections than the pool may have', async () => {
    const db = createClient('postgresql', { url: withParameters('application_name=small&connection_limit=2') })
    await Promise.all(Array.from({ length: 8 }, () => db.$queryRaw`SELECT pg_sleep(0.05)::text`))
    const [row] = await db.$queryRaw<{ open: bigint }[]>`SELECT count(*) AS open FROM pg_stat_activity WHERE application_name = 'small'`
    expect(Number(row?.open)).toBe(2)
    await db.$disconnect()
  })

  it('gives every text column the collation of code points', async () => {
    const db = createClient('postgresql', { url: database.url })
    const others = await db.$queryRaw`
      SELECT table_name, column_name, collation_name FROM information_schema.columns
      WHERE table_name LIKE 'core_%' AND data_type IN ('text', 'character varying') AND collation_name IS DISTINCT FROM 'C'`
    expect(others).toEqual([])
    await db.$disconnect()
  })

  it('keeps tables in the schema that the address names', async () => {
    const url = withParameters('schema=tenant one')
    await deployMigrations({ engine: engineOf('postgresql'), url, folder: 'prisma/migrations/postgresql' })
    const [tenant, common] = [createClient({ url }), createClient({ url: database.url })]
    await tenant.user.create({
      data: { name: 'Ada', email: 'ada@example.com', sessions: { create: { token: 't', expiresAt: new Date() } } },
    })
    expect(await tenant.user.count({ where: { sessions: { some: {} } } })).toBe(1)
    expect(await common.user.count()).toBe(0)
    await tenant.workspaceMember.findMany({ where: { role: 'owner' } })
    await tenant.$disconnect()
    await common.$disconnect()
  })

  it('runs a migration that may not be in a transaction, where it is alone', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'refract-alone-'))
    const write = async (name: string, sql: string) => {
      await mkdir(join(folder, name), { recursive: true })
      await writeFile(join(folder, name, 'migration.sql'), sql)
    }
    await write('3_index', 'CREATE INDEX CONCURRENTLY "by_name" ON "core_user" ("name");\n')
    await write('4_path', "SELECT pg_catalog.set_config('search_path', '', false);\nSET lock_timeout = '1s';\n")
    await write('5_table', 'CREATE TABLE after_path (id INTEGER);')
    await write('6_two', 'CREATE TABLE never (id INTEGER);\nCREATE INDEX CONCURRENTLY ON core_user (email);')
    const server = inject('server')
    if (server.notRun !== undefined) return
    const own = await createDatabase(server.url, databaseName())
    const options = { engine: engineOf('postgresql'), url: own.url }
    await deployMigrations({ ...options, folder: 'prisma/migrations/postgresql' })
    await cp('prisma/migrations/postgresql', folder, { recursive: true })
    await expect(deployMigrations({ ...options, folder })).rejects.toThrow('6_two failed: CREATE INDEX CONCURRENTLY cannot')
    const { migrations } = await readStatus({ ...options, folder })
    expect(migrations.map(({ name, state }) => `${name} ${state}`)).toEqual([
      '20261122000000_init applied',
      '3_index applied',
      '4_path applied',
      '5_table applied',
      '6_two failed',
    ])
    await own.drop()
    await rm(folder, { recursive: true })
  })

  it('falls back to a plain connection with sslmode=prefer, and not with require', async (context) => {
    const plain = createClient('postgresql', { url: withParameters('sslmode=disable') })
    const [row] = await plain.$queryRaw<{ ssl: string }[]>`SHOW ssl`
    await plain.$disconnect()
    if (row?.ssl === 'on') return context.skip('this server has TLS')
    const preferring = createClient({ url: withParameters('sslmode=prefer') })
    expect(await preferring.user.count()).toBe(0)
    await preferring.$disconnect()
    const requiring = createClient({ url: withParameters('sslmode=require') })
    await expect(requiring.user.count()).rejects.toThrow(/SSL|TLS/)
    await requiring.$disconnect()
  })

  it('ends a statement at the time that the address allows', async () => {
    const db = createClient('postgresql', { url: withParameters('statement_timeout=100') })
    await expect(db.$queryRaw`SELECT pg_sleep(5)::text`).rejects.toThrow(/statement timeout/)
    await db.$disconnect()
  })
})
