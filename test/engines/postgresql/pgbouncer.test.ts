import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest'
import { deployMigrations } from '../../../src/commands/migrate-deploy.js'
import { engineOf } from '../../../src/engines/index.js'
import { createClient } from '../../../src/index.js'
import { useDatabase } from '../database.js'
import { type Bouncer, notRun, startBouncer } from './pgbouncer.js'
import { createDatabase, query } from './server.js'

const server = inject('server')
const skipped = server.notRun ?? notRun

/** Enough at once that every connection behind PgBouncer is used by several clients. */
const AT_ONCE = 12

describe.skipIf(skipped !== undefined)(`PgBouncer in transaction mode${skipped === undefined ? '' : ` (not run: ${skipped})`}`, () => {
  const database = useDatabase('postgresql', createDatabase, 'prisma/migrations')
  let bouncer: Bouncer
  const through = (parameters = '') => bouncer.through(`${database.url}?${parameters}`)

  const run = (sql: string, url = database.url) => query(url, sql)

  beforeAll(async () => {
    if (server.notRun !== undefined) return
    // A session that is not set to UTC is seen at once.
    await run(`ALTER DATABASE "${new URL(database.url).pathname.slice(1)}" SET TimeZone TO 'Asia/Kolkata'`)
    bouncer = await startBouncer(server.url)
  })
  afterAll(() => bouncer?.stop())

  /** The same few queries again and again, from two clients, in and outside of transactions. */
  async function work(...urls: string[]): Promise<void> {
    await run('DELETE FROM core_user')
    const clients = urls.map((url) => createClient('postgresql', { url, pool: { max: 5 } }))
    for (let round = 0; round < 4; round++) {
      await Promise.all(
        clients.flatMap((db, of) =>
          Array.from({ length: AT_ONCE }, async (_, at) => {
            const email = `${of}-${round}-${at}@example.com`
            await db.user.create({ data: { name: 'Ada', email } })
            await db.user.findMany({ where: { email }, include: { sessions: true } })
            if (at > 3) return
            const rename = async (tx: Parameters<Parameters<typeof db.$transaction>[0]>[0]) => {
              await tx.user.update({ where: { email }, data: { name: 'Grace' } })
              return tx.user.findUnique({ where: { email } })
            }
            expect(await db.$transaction(rename, { maxWait: 20_000, timeout: 20_000 })).toMatchObject({ name: 'Grace' })
          }),
        ),
      )
    }
    await Promise.all(clients.map((db) => db.$disconnect()))
  }

  it.each(['', 'pgbouncer=true'])('serves every query and transaction without names, with the parameters %j', async (parameters) => {
    await work(through(parameters), through(parameters))
    // Asked through PgBouncer: what was prepared is on the connections behind it.
    const rows = await run('SELECT name FROM pg_prepared_statements', through())
    expect(rows).toEqual([])
  })

  it('loses no query outside a transaction where somebody says wrongly that sessions are kept', async () => {
    const db = createClient('postgresql', { url: through('pgbouncer=false'), pool: { max: 6 } })
    for (let round = 0; round < 6; round++) {
      const found = await Promise.all(Array.from({ length: AT_ONCE }, (_, at) => db.user.count({ where: { name: `${round} ${at}` } })))
      expect(found).toEqual(Array(AT_ONCE).fill(0))
    }
    await db.$disconnect()
  })

  it('keeps every query in UTC, beside a client in another zone on the same connections', async () => {
    const other = new pg.Client({ connectionString: through() })
    await other.connect()
    const db = createClient('postgresql', { url: through('application_name=billing'), pool: { max: 6 } })
    for (let round = 0; round < 5; round++) {
      await other.query("SET TimeZone TO 'America/New_York'")
      const rows = await Promise.all(
        Array.from(
          { length: AT_ONCE },
          () => db.$queryRaw<{ zone: string; name: string }[]>`
            SELECT current_setting('TimeZone') AS zone, current_setting('application_name') AS name, pg_sleep(0.01)::text`,
        ),
      )
      expect(new Set(rows.flat().map(({ zone, name }) => `${zone} ${name}`))).toEqual(new Set(['UTC billing']))
    }
    await Promise.all([db.$disconnect(), other.end()])
  })

  it('keeps tables in the schema that the address names', async () => {
    const url = `${database.url}?schema=bounced`
    await deployMigrations({ engine: engineOf('postgresql'), url, folder: 'prisma/migrations/postgresql' })
    const [tenant, common] = [createClient({ url: through('schema=bounced') }), createClient({ url: through() })]
    const data = { name: 'Ada', email: 'schema@example.com' }
    await Promise.all([tenant.user.create({ data }), common.user.create({ data: { ...data, name: 'Eve' } })])
    for (let round = 0; round < 5; round++) {
      const find = { where: { email: data.email } }
      const names = await Promise.all([tenant.user.findUnique(find), common.user.findUnique(find)])
      expect(names.map((user) => user?.name)).toEqual(['Ada', 'Eve'])
    }
    await Promise.all([tenant.$disconnect(), common.$disconnect()])
  })

  it.each(['statement_timeout=100', 'lock_timeout=100', 'options=-c statement_timeout=100'])(
    'says what it cannot pass on: %s',
    async (parameters) => {
      const db = createClient({ url: through(parameters) })
      await expect(db.user.count()).rejects.toMatchObject({
        message: expect.stringMatching(/pooler at .* refuses .*, which the address asks for/),
      })
      await db.$disconnect()
    },
  )

  it('says so too where PgBouncer drops a limit in silence', async () => {
    const silent = await startBouncer(server.notRun === undefined ? server.url : '', { ignore_startup_parameters: 'statement_timeout' })
    onTestFinished(() => silent.stop())
    const db = createClient({ url: silent.through(`${database.url}?statement_timeout=100`) })
    await expect(db.user.count()).rejects.toThrow('does not pass on statement_timeout')
    await db.$disconnect()
  })

  it('is refused by migrations, whose lock it cannot hold', async () => {
    const deploy = (url: string) => deployMigrations({ engine: engineOf('postgresql'), url, folder: 'prisma/migrations/postgresql' })
    await expect(deploy(through())).rejects.toMatchObject({
      code: 'REFRACT_CONNECTION',
      message: expect.stringContaining('is a connection pooler'),
    })
    await expect(deploy(`${database.url}?pgbouncer=true`)).rejects.toMatchObject({ code: 'REFRACT_CONNECTION' })
    const sessions = await startBouncer(server.notRun === undefined ? server.url : '', { pool_mode: 'session' })
    onTestFinished(() => sessions.stop())
    expect(await deploy(sessions.through(`${database.url}?pgbouncer=false`))).toMatchObject({ applied: [] })
  })
})
