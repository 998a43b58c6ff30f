import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { deployMigrations } from '../../../src/commands/migrate-deploy.js'
import { engineOf } from '../../../src/engines/index.js'
import { createClient, migrate } from '../../../src/index.js'
import type { Client } from '../../../src/sqlite.js'
import { useDatabase } from '../database.js'
import { testTurns } from '../take-turns.js'
import { createDatabase } from './server.js'

const pathOf = (url: string) => fileURLToPath(url)

type UserData = { name: string; email: string }

/** journal_mode, synchronous, foreign_keys and cache_size of one of a client's connections. */
async function readSettings(db: Client, from: 'pragma' | 'function'): Promise<unknown[]> {
  const values: unknown[] = []
  for (const name of ['journal_mode', 'synchronous', 'foreign_keys', 'cache_size']) {
    const sql = from === 'pragma' ? `PRAGMA ${name}` : `SELECT * FROM pragma_${name}`
    const [row] = await db.$queryRawUnsafe<Record<string, bigint | string>[]>(sql)
    const [value] = Object.values(row ?? {})
    values.push(typeof value === 'bigint' ? Number(value) : value)
  }
  await db.$disconnect()
  return values
}

describe('SQLite', () => {
  const database = useDatabase('sqlite', createDatabase, 'prisma/migrations')

  it('loses nothing when four processes write to one file', async () => {
    const writer = fileURLToPath(new URL('./writer.ts', import.meta.url))
    const run = (name: string) => promisify(execFile)(process.execPath, ['--import', 'tsx', writer, database.url, name, '50'])
    await Promise.all(['a', 'b', 'c', 'd'].map(run))
    const db = createClient({ url: database.url })
    expect(await db.user.count({ where: { name: 'written by a process' } })).toBe(200)
    await db.$disconnect()
  }, 60_000)

  it('keeps everything in the one file when the last client disconnects', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'refract-file-'))
    const url = `file:${folder}/app.db`
    await deployMigrations({ engine: engineOf('sqlite'), url, folder: 'prisma/migrations/sqlite' })
    const db = createClient({ url })
    await db.user.create({ data: { name: 'Ada', email: 'ada@example.com' } })
    await db.$disconnect()
    // Without the log beside it, as a backup would copy it.
    await copyFile(join(folder, 'app.db'), join(folder, 'copy.db'))
    const copy = createClient({ url: `file:${folder}/copy.db` })
    expect(await copy.user.findMany({ select: { name: true } })).toEqual([{ name: 'Ada' }])
    await copy.$disconnect()
    await rm(folder, { recursive: true })
  })

  it('lets a write beside an open transaction wait as long as acquireTimeout says', async () => {
    const db = createClient({ url: database.url, pool: { acquireTimeout: 100 } })
    const late = { name: 'late', email: 'late@example.com' }
    await db.$transaction(async (tx) => {
      await tx.user.count()
      await expect(db.user.create({ data: late })).rejects.toMatchObject({ code: 'P2034' })
    })
    // Whoever gave up left the queue in order.
    await db.user.create({ data: late })
    await db.user.delete({ where: { email: late.email } })
    await db.$disconnect()
  })

  it('sets up both connections as the address says', async () => {
    const asked = 'journal_mode=truncate&synchronous=extra&foreign_keys=off&cache_size=-512'
    const shown = (url: string, from: 'pragma' | 'function') => readSettings(createClient('sqlite', { url }), from)
    // A pragma runs on the writer, a query of its function on the reader.
    for (const from of ['pragma', 'function'] as const) {
      expect(await shown(`${database.url}-set?${asked}`, from)).toEqual(['truncate', 3, 0, -512])
      // The log is synced beside the thread, so that SQLite itself is left at NORMAL.
      expect(await shown(`${database.url}-default`, from)).toEqual(['wal', 1, 1, -8192])
      expect(await shown(`${database.url}-default?synchronous=extra`, from)).toEqual(['wal', 3, 1, -8192])
    }
  })

  it('keeps readers out of an open transaction in every journal', async () => {
    for (const mode of ['wal', 'delete', 'truncate', 'persist']) {
      const db = createClient('sqlite', { url: `${database.url}-${mode}?journal_mode=${mode}` })
      const count = () => db.$queryRaw<[{ n: bigint }]>`SELECT count(*) AS n FROM t`
      await db.$executeRaw`CREATE TABLE t (a INTEGER)`
      let beside: unknown
      const undone = db.$transaction(async (tx) => {
        await tx.$executeRaw`INSERT INTO t VALUES (1)`
        expect(await count()).toEqual([{ n: 0n }])
        beside = db.$executeRaw`INSERT INTO t VALUES (2)`.then()
        throw new Error('undone')
      })
      await expect(undone).rejects.toThrow('undone')
      await beside
      await db.$executeRaw`INSERT INTO t VALUES (3)`
      expect(await db.$queryRaw`SELECT a FROM t ORDER BY a`).toEqual([{ a: 2 }, { a: 3 }])
      await db.$disconnect()
    }
  })

  it('does not change the journal of a file that somebody has open', async () => {
    // Not `-journal`: SQLite would take that file for the journal of the database beside it.
    const url = `${database.url}-open`
    const db = createClient('sqlite', { url })
    await db.$connect()
    const other = createClient('sqlite', { url: `${url}?journal_mode=delete&busy_timeout=100` })
    const reason = `The SQLite file ${pathOf(url)} cannot change to journal_mode=delete: somebody else has it open in another mode.`
    await expect(other.$connect()).rejects.toMatchObject({
      code: 'REFRACT_CONNECTION',
      message: expect.stringMatching(new RegExp(`^${reason}\n`)),
    })
    await db.$disconnect()
  })

  it('refuses what the driver would do in part', async () => {
    const db = createClient('sqlite', { url: `${database.url}-parts` })
    expect(await db.$executeRaw`CREATE TABLE "a;b" (a TEXT)`).toBe(0)
    expect(await db.$executeRaw`INSERT INTO "a;b" VALUES ('x;y'), ('z') ; -- done; really`).toBe(2)
    expect(await db.$executeRaw`PRAGMA user_version = 1`).toBe(0)
    await expect(db.$executeRaw`INSERT INTO "a;b" VALUES ('w'); DELETE FROM "a;b"`).rejects.toThrow('this text holds several')
    for (const nothing of ['', '-- nothing']) {
      await expect(db.$executeRawUnsafe(nothing)).rejects.toMatchObject({ code: 'P2010' })
    }
    await db.$executeRaw`CREATE TRIGGER t AFTER DELETE ON "a;b" BEGIN DELETE FROM "a;b" WHERE a = 'z'; SELECT 1; END`
    expect(await db.$queryRaw`SELECT count(*) AS n FROM "a;b"`).toEqual([{ n: 2n }])
    await db.$disconnect()
  })

  it('reads columns as they are after the tables have changed', async () => {
    const [db, other] = [1, 2].map(() => createClient('sqlite', { url: `${database.url}-changed` })) as [Client, Client]
    const read = () => db.$queryRaw`SELECT a FROM t`
    const readAll = () => db.$queryRaw`SELECT * FROM t`
    await db.$executeRaw`CREATE TABLE t (a BIGINT)`
    await db.$executeRaw`INSERT INTO t VALUES (1)`
    expect([await read(), await readAll()]).toEqual([[{ a: 1n }], [{ a: 1n }]])
    await db.$executeRaw`DROP TABLE t`
    await db.$executeRaw`CREATE TABLE t (a INTEGER)`
    await db.$executeRaw`INSERT INTO t VALUES (1)`
    expect([await read(), await readAll()]).toEqual([[{ a: 1 }], [{ a: 1 }]])
    await other.$executeRaw`ALTER TABLE t ADD COLUMN b INTEGER`
    expect([await read(), await readAll()]).toEqual([[{ a: 1 }], [{ a: 1, b: null }]])
    await db.$disconnect()
    await other.$disconnect()
  })

  it('says when a transaction waits longer than maxWait, and leaves the queue in order', async () => {
    const db = createClient({ url: database.url, transactionOptions: { maxWait: 100 } })
    const late = { name: 'late', email: 'late@example.com' }
    await db.$transaction(async (tx) => {
      await tx.user.count()
      const second = db.$transaction(async (tx) => void (await tx.user.create({ data: late })))
      await expect(second).rejects.toMatchObject({
        code: 'P2028',
        message: expect.stringContaining('Unable to start a transaction in the given time'),
      })
    })
    await db.user.create({ data: late })
    await db.user.delete({ where: { email: late.email } })
    await db.$disconnect()
  })

  it('takes no more queries in a transaction that SQLite has rolled back by itself', async () => {
    const db = createClient('sqlite', { url: database.url })
    const [first, second] = ['first', 'second'].map((name) => ({ name, email: `${name}@example.com` })) as [UserData, UserData]
    const { id } = await db.user.create({ data: first })
    const transaction = db.$transaction(async (tx) => {
      await tx.user.update({ where: { id }, data: { name: 'changed' } })
      await tx.$executeRaw`INSERT OR ROLLBACK INTO core_user (id, name, email, updated_at) VALUES (${id}, 'n', 'n', '2026-01-01T00:00:00.000+00:00')`.catch(
        () => undefined,
      )
      await tx.user.create({ data: second })
    })
    await expect(transaction).rejects.toThrow('SQLite has rolled the transaction back')
    expect(await db.user.findMany({ where: { email: { in: [first.email, second.email] } }, select: { name: true } })).toEqual([
      { name: 'first' },
    ])
    await db.user.delete({ where: { id } })
    await db.$disconnect()
  })

  it('says which file is no database', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'refract-other-'))
    await writeFile(join(folder, 'app.db'), 'not a database, but long enough to be taken for one if nobody looked'.repeat(20))
    for (const path of [folder, join(folder, 'app.db')]) {
      const db = createClient({ url: `file:${path}` })
      await expect(db.user.count()).rejects.toMatchObject({ code: 'REFRACT_CONNECTION', message: expect.stringContaining(path) })
      await db.$disconnect()
    }
    await rm(folder, { recursive: true })
  })

  it('holds what raw SQL writes to the types, too', async () => {
    const db = createClient('sqlite', { url: database.url })
    const insert = (columns: string, values: string) =>
      db.$executeRawUnsafe(
        `INSERT INTO core_user (id, name, email, updated_at, ${columns}) VALUES ('raw', 'n', 'raw@example.com', '2026-01-01T00:00:00.000+00:00', ${values})`,
      )
    await expect(insert('email_verified', '7')).rejects.toThrow('core_user.email_verified.type')
    // Filters would compare it as text, and miss it.
    await expect(insert('created_at', "'2026-01-01 00:00:00'")).rejects.toThrow('core_user.created_at.type')
    await expect(
      insert('image', "'x'").then(() => db.$executeRaw`UPDATE core_user SET name = ${'x'.repeat(192)} WHERE id = 'raw'`),
    ).rejects.toThrow()
    // The default of the database is in the form that Prisma writes, so that filters find it.
    const [row] = await db.$queryRaw<{ created_at: Date }[]>`SELECT created_at FROM core_user WHERE id = 'raw'`
    const createdAt = new Date(row?.created_at ?? 0)
    expect(await db.user.count({ where: { id: 'raw', createdAt } })).toBe(1)
    await db.user.delete({ where: { id: 'raw' } })
    await db.$disconnect()
  })

  it('refuses the character U+0000, as PostgreSQL does', async () => {
    const db = createClient({ url: database.url })
    await expect(db.user.create({ data: { name: 'a\0b', email: 'nul@example.com' } })).rejects.toMatchObject({ code: 'P2007' })
    await db.$disconnect()
  })

  it('says that the folder of a file does not exist', async () => {
    const db = createClient({ url: 'file:/no/such/folder/app.db' })
    await expect(db.user.count()).rejects.toThrow('/no/such/folder/app.db cannot be opened: its folder does not exist')
    await db.$disconnect()
  })

  it('connects when what kept it from connecting is gone', async () => {
    const folder = join(await mkdtemp(join(tmpdir(), 'refract-late-')), 'later')
    const db = createClient('sqlite', { url: `file:${folder}/app.db` })
    await expect(db.user.count()).rejects.toThrow('does not exist')
    await mkdir(folder)
    expect(await db.$queryRaw`SELECT 1 AS one`).toEqual([{ one: 1n }])
    await db.$disconnect()
    await rm(folder, { recursive: true })
  })

  it('gives each :memory: client a private database, removed at disconnect', async () => {
    const before = (await readdir(tmpdir())).filter((name) => name.startsWith('refract-'))
    const [one, two] = [createClient('sqlite', { url: ':memory:' }), createClient('sqlite', { url: ':memory:' })]
    for (const db of [one, two]) await db.$executeRaw`CREATE TABLE t (a INTEGER)`
    await one.$executeRaw`INSERT INTO t VALUES (1)`
    await one.$transaction(async (tx) => void (await tx.$executeRaw`INSERT INTO t VALUES (2)`))
    expect(await one.$queryRaw`SELECT a FROM t ORDER BY a`).toEqual([{ a: 1 }, { a: 2 }])
    expect(await two.$queryRaw`SELECT a FROM t`).toEqual([])
    await one.$disconnect()
    await two.$disconnect()
    const left = (await readdir(tmpdir())).filter((name) => name.startsWith('refract-') && !before.includes(name))
    expect(left.filter((name) => existsSync(join(tmpdir(), name, 'memory.db')))).toEqual([])
  })

  testTurns('sqlite', useDatabase('sqlite', createDatabase))

  it('makes the tables of a database in memory, which its clients alone have', async () => {
    const clients = [createClient({ url: ':memory:' }), createClient({ url: ':memory:' })] as const
    for (const db of clients) {
      expect(await migrate(db)).toMatchObject({ database: ':memory:', applied: [{ name: '20261122000000_init' }] })
      await db.user.create({ data: { name: 'Ada', email: 'ada@example.com' } })
      expect(await migrate(db)).toMatchObject({ applied: [], before: 1 })
      expect(await db.user.count()).toBe(1)
    }
    await clients[0].$disconnect()
    expect(await migrate(clients[0])).toMatchObject({ before: 0 })
    expect(await clients[0].user.count()).toBe(0)
    for (const db of clients) await db.$disconnect()
  })

  it('does not migrate a database in memory that no client has', async () => {
    const deploy = deployMigrations({ engine: engineOf('sqlite'), url: ':memory:', folder: 'prisma/migrations/sqlite' })
    await expect(deploy).rejects.toThrow('A database in memory is gone when this command ends.')
  })

  it('keeps child rows when a migration rebuilds their parent', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'refract-rebuild-'))
    const add = async (name: string, sql: string) => {
      await mkdir(join(folder, 'history', name), { recursive: true })
      await writeFile(join(folder, 'history', name, 'migration.sql'), sql)
    }
    await add(
      '1_init',
      `CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT);
       CREATE TABLE child (id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES parent (id) ON DELETE CASCADE);
       INSERT INTO parent VALUES (1, 'a'); INSERT INTO child VALUES (1, 1), (2, 1);`,
    )
    const url = `file:${folder}/app.db`
    const options = { engine: engineOf('sqlite'), url, folder: join(folder, 'history') }
    await deployMigrations(options)
    await add(
      '2_rebuild',
      `PRAGMA defer_foreign_keys=ON; PRAGMA foreign_keys=OFF;
       CREATE TABLE new_parent (id INTEGER PRIMARY KEY, name TEXT NOT NULL DEFAULT '');
       INSERT INTO new_parent SELECT id, name FROM parent; DROP TABLE parent; ALTER TABLE new_parent RENAME TO parent;
       PRAGMA foreign_keys=ON; PRAGMA defer_foreign_keys=OFF;`,
    )
    await deployMigrations(options)
    const db = createClient('sqlite', { url })
    expect(await db.$queryRaw`SELECT count(*) AS n FROM child`).toEqual([{ n: 2n }])
    await add('3_orphan', 'DELETE FROM parent;')
    await expect(deployMigrations(options)).rejects.toThrow('rows of child would point to rows of parent that do not exist')
    expect(await db.$queryRaw`SELECT count(*) AS n FROM parent`).toEqual([{ n: 1n }])
    await db.$disconnect()
    await rm(folder, { recursive: true })
  })

  it('reads a file by its path, relative and absolute', async () => {
    const db = createClient({ url: `file:${pathOf(database.url)}` })
    expect(await db.user.count({ where: { name: 'none' } })).toBe(0)
    await db.$disconnect()
  })
})
