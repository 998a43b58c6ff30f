import { createHash } from 'node:crypto'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { type DeployOptions, deployMigrations } from '../../src/commands/migrate-deploy.js'
import { resetDatabase } from '../../src/commands/migrate-reset.js'
import { resolveMigration } from '../../src/commands/migrate-resolve.js'
import { readStatus } from '../../src/commands/migrate-status.js'
import { withMigrations } from '../../src/commands/migration-connection.js'
import { engineOf, type Provider } from '../../src/engines/index.js'
import { createClient, migrate } from '../../src/index.js'
import { runCli } from './cli.js'
import { type CreateDatabase, databaseName } from './database.js'

/** What `refract migrate deploy` promises, on any engine. */
export function testDeploy(provider: Provider, createDatabase: CreateDatabase): void {
  const engine = engineOf(provider)

  describe.skipIf(inject('server').notRun !== undefined)('migrate deploy', () => {
    let options: DeployOptions
    /** With a history for each provider, of which this is the engine's. */
    let dir: string
    let folder: string
    let cleanUp: () => Promise<void>

    beforeEach(async () => {
      const server = inject('server')
      if (server.notRun !== undefined) return
      const database = await createDatabase(server.url, databaseName())
      dir = await mkdtemp(join(tmpdir(), 'refract-history-'))
      folder = join(dir, provider)
      await cp(`prisma/migrations/${provider}`, folder, { recursive: true })
      options = { engine, url: database.url, folder }
      cleanUp = async () => {
        await database.drop()
        await rm(dir, { recursive: true })
      }
    })
    afterEach(() => cleanUp())

    const addMigration = async (name: string, sql: string) => {
      await mkdir(join(folder, name), { recursive: true })
      await writeFile(join(folder, name, 'migration.sql'), sql)
    }
    const byName = (one: { name: string }, other: { name: string }) => (one.name < other.name ? -1 : 1)
    const readRecords = () => {
      return withMigrations(options, async (connection) => (await connection.readRecords()).sort(byName))
    }
    const runByHand = async (...statements: readonly string[]) => {
      const db = createClient(provider as 'sqlite', { url: String(options.url) })
      for (const statement of statements) await db.$executeRawUnsafe(statement)
      await db.$disconnect()
    }
    const namesOf = (migrations: readonly { name: string }[]) => migrations.map(({ name }) => name)

    it('applies what is pending in order, records it as Prisma does, and then does nothing', async () => {
      await addMigration('20990101000000_one', 'CREATE TABLE one (id INTEGER);')
      await addMigration('20990102000000_two', 'CREATE TABLE two (id INTEGER);\nDROP TABLE one;')
      const names = ['20261122000000_init', '20990101000000_one', '20990102000000_two']
      expect(namesOf((await deployMigrations(options)).applied)).toEqual(names)
      const records = await readRecords()
      expect(namesOf(records)).toEqual(names)
      for (const { name, checksum, finished, rolledBack, logs } of records) {
        const sql = await readFile(join(folder, name, 'migration.sql'))
        expect({ checksum, finished, rolledBack, logs }).toEqual({
          checksum: createHash('sha256').update(sql).digest('hex'),
          finished: true,
          rolledBack: false,
          logs: null,
        })
      }
      expect(await deployMigrations(options)).toMatchObject({ applied: [], before: 3 })
      await addMigration('20990103000000_three', 'CREATE TABLE one (id INTEGER);')
      expect(await deployMigrations(options)).toMatchObject({ applied: [{ name: '20990103000000_three' }], before: 3 })
    })

    it('stops at a script that fails, says what is left of it, and goes no further until that is settled', async () => {
      await addMigration(
        '20990101000000_bad',
        "CREATE TABLE kept (id INTEGER);\nINSERT INTO missing VALUES (';');\nCREATE TABLE never (id INTEGER);",
      )
      await addMigration('20990102000000_after', 'CREATE TABLE after_it (id INTEGER);')
      const left = engine.capabilities.transactionalDdl
        ? 'The database is as it was before this migration.'
        : '1 statements before it ran and stay'
      await expect(deployMigrations(options)).rejects.toMatchObject({
        code: 'REFRACT_MIGRATION',
        message: expect.stringMatching(new RegExp(`20990101000000_bad failed: [\\s\\S]*missing[\\s\\S]*${left}`)),
      })
      const [, bad, ...rest] = await readRecords()
      expect(bad).toMatchObject({
        name: '20990101000000_bad',
        finished: false,
        rolledBack: false,
        logs: expect.stringContaining('missing'),
      })
      expect(rest).toEqual([])
      await expect(deployMigrations(options)).rejects.toMatchObject({
        code: 'REFRACT_MIGRATION',
        message: expect.stringContaining('20990101000000_bad failed before'),
      })
    })

    it('does not claim to have undone a script that commits a part of itself', async () => {
      const parts = ['CREATE TABLE part (id INTEGER);', 'COMMIT;', 'BEGIN;', "INSERT INTO missing VALUES (';');"]
      await addMigration('20990101000000_parts', parts.join('\n'))
      const failure = deployMigrations(options)
      await expect(failure).rejects.toThrow('20990101000000_parts failed')
      await expect(failure).rejects.not.toThrow('as it was before')
      expect((await readRecords()).at(-1)).toMatchObject({ name: '20990101000000_parts', finished: false })
    })

    it('takes a script that begins with a byte order mark', async () => {
      await addMigration('20990101000000_mark', '\uFEFF-- marked\r\nCREATE TABLE marked (id INTEGER);\r\n')
      expect(namesOf((await deployMigrations(options)).applied)).toContain('20990101000000_mark')
    })

    it('applies each migration once when several processes start together', async () => {
      await addMigration('20990101000000_one', 'CREATE TABLE one (id INTEGER);')
      const reports = await Promise.all([1, 2, 3].map(() => deployMigrations(options)))
      expect(reports.flatMap(({ applied }) => namesOf(applied)).sort()).toEqual(['20261122000000_init', '20990101000000_one'])
      expect(await readRecords()).toHaveLength(2)
    })

    it('applies each migration once when ten processes start together', async () => {
      for (const number of [1, 2, 3]) await addMigration(`2099010${number}000000_step`, `CREATE TABLE step${number} (id INTEGER);`)
      const processes = Array.from({ length: 10 }, () => runCli(['migrate', 'deploy', '--migrations', dir], String(options.url)))
      const printed = (await Promise.all(processes)).join('')
      for (const name of ['20261122000000_init', '20990101000000_step', '20990102000000_step', '20990103000000_step']) {
        expect(printed.split(`${name} applied in`)).toHaveLength(2)
      }
      expect(await readRecords()).toHaveLength(4)
    }, 120_000)

    it('refuses a history that is not that of the database, and says which migration is another one', async () => {
      await addMigration('20990101000000_one', 'CREATE TABLE one (id INTEGER);\nCREATE TABLE two (id INTEGER);\n')
      await deployMigrations(options)
      await addMigration('20990101000000_one', 'CREATE TABLE one (id INTEGER);\r\nCREATE TABLE two (id INTEGER);\r\n')
      expect(await deployMigrations(options)).toMatchObject({ applied: [], before: 2 })
      await addMigration('20990101000000_one', 'CREATE TABLE one (id BIGINT);')
      await addMigration('20990102000000_two', 'CREATE TABLE three (id INTEGER);')
      await expect(deployMigrations(options)).rejects.toThrow('20990101000000_one was changed after it was applied')
      await rm(join(folder, '20990101000000_one'), { recursive: true })
      await expect(deployMigrations(options)).rejects.toThrow('20990101000000_one was applied to this database and is not in the history')
      expect(namesOf(await readRecords())).toEqual(['20261122000000_init', '20990101000000_one'])
    })

    it('says the status of each migration, and changes nothing', async () => {
      const stateOf = async () => Object.fromEntries((await readStatus(options)).migrations.map(({ name, state }) => [name, state]))
      const names = ['20990101000000_kept', '20990102000000_edited', '20990103000000_missing', '20990104000000_failed']
      const init = '20261122000000_init'
      await deployMigrations(options)
      for (const [index, name] of names.slice(0, 3).entries()) await addMigration(name, `CREATE TABLE made${index} (id INTEGER);`)
      expect(await stateOf()).toEqual({ [init]: 'applied', ...Object.fromEntries(names.slice(0, 3).map((name) => [name, 'pending'])) })
      await addMigration('20990104000000_failed', 'INSERT INTO missing VALUES (1);')
      await expect(deployMigrations(options)).rejects.toThrow('20990104000000_failed failed')
      await addMigration('20990102000000_edited', 'CREATE TABLE other (id INTEGER);')
      await rm(join(folder, '20990103000000_missing'), { recursive: true })
      const records = await readRecords()
      expect(await stateOf()).toEqual({
        [init]: 'applied',
        '20990101000000_kept': 'applied',
        '20990102000000_edited': 'edited',
        '20990103000000_missing': 'missing',
        '20990104000000_failed': 'failed',
      })
      expect(await readRecords()).toEqual(records)
    })

    it('goes on after a failure that was undone or finished by hand', async () => {
      const name = '20990101000000_bad'
      await addMigration(name, 'CREATE TABLE first (id INTEGER);\nCREATE TABLE first (id INTEGER);')
      await addMigration('20990102000000_after', 'CREATE TABLE after_it (id INTEGER);')
      await expect(deployMigrations(options)).rejects.toThrow(`refract migrate resolve --rolled-back ${name}`)
      if (!engine.capabilities.transactionalDdl) await runByHand('DROP TABLE first')
      await addMigration(name, 'CREATE TABLE first (id INTEGER);\nCREATE TABLE second (id INTEGER);\nCREATE TABLE second (id INTEGER);')
      await resolveMigration({ ...options, name, as: 'rolled back' })
      await expect(resolveMigration({ ...options, name, as: 'rolled back' })).rejects.toThrow('has not failed')
      await expect(deployMigrations(options)).rejects.toThrow(`${name} failed`)
      if (engine.capabilities.transactionalDdl) await runByHand('CREATE TABLE first (id INTEGER)', 'CREATE TABLE second (id INTEGER)')
      else expect((await readRecords()).find(({ rolledBack, finished }) => !rolledBack && !finished)?.logs).toContain('statement 3 of 3')
      await resolveMigration({ ...options, name, as: 'applied' })
      await expect(resolveMigration({ ...options, name, as: 'applied' })).rejects.toThrow('recorded as applied already')
      await expect(resolveMigration({ ...options, name: 'unknown', as: 'applied' })).rejects.toThrow('There is no migration unknown')
      expect(await deployMigrations(options)).toMatchObject({ applied: [{ name: '20990102000000_after' }], before: 2 })
    })

    it('takes what is there for the first migration, where that is said', async () => {
      await runByHand('CREATE TABLE kept (id INTEGER)')
      await resolveMigration({ ...options, name: '20261122000000_init', as: 'applied' })
      expect(await deployMigrations(options)).toMatchObject({ applied: [], before: 1 })
      expect(await readRecords()).toMatchObject([{ name: '20261122000000_init', finished: true, logs: '' }])
    })

    it('empties a database and applies all of its history again', async () => {
      await addMigration('20990101000000_view', 'CREATE TABLE one (id INTEGER);\nCREATE VIEW seen AS SELECT id FROM one;')
      await deployMigrations(options)
      await runByHand('CREATE TABLE by_hand (id INTEGER)')
      const names = ['20261122000000_init', '20990101000000_view']
      for (const _ of [1, 2]) {
        expect(namesOf((await resetDatabase(options)).applied)).toEqual(names)
        expect(namesOf(await readRecords())).toEqual(names)
      }
      await runByHand('CREATE TABLE by_hand (id INTEGER)')
    })

    it('migrates the database of a client, portable or its own, before and after its first query', async () => {
      const db = createClient({ url: String(options.url) })
      expect(await migrate(db, { dir })).toMatchObject({ applied: [{ name: '20261122000000_init' }] })
      expect(await db.user.count()).toBe(0)
      await addMigration('20990101000000_one', 'CREATE TABLE one (id INTEGER);')
      expect(await migrate(db.$extends({}), { dir })).toMatchObject({ applied: [{ name: '20990101000000_one' }], before: 1 })
      const own = createClient(provider as 'sqlite', { url: String(options.url) })
      expect(await migrate(own, { dir })).toMatchObject({ applied: [], before: 2 })
      await expect(migrate({}, { dir })).rejects.toMatchObject({ code: 'REFRACT_OPTIONS' })
      await db.$disconnect()
      await own.$disconnect()
    })

    it('refuses the history of another engine', async () => {
      await writeFile(join(folder, 'migration_lock.toml'), 'provider = "sqlserver"\n')
      await expect(deployMigrations(options)).rejects.toThrow('this history is for sqlserver, not for')
    })

    it('says which folder has no history', async () => {
      await expect(deployMigrations({ ...options, folder: join(folder, 'none') })).rejects.toThrow('none does not exist')
    })
  })
}
