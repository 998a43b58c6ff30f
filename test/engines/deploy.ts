import { createHash } from 'node:crypto'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { type DeployOptions, deployMigrations } from '../../src/commands/migrate-deploy.js'
import { engineOf, type Provider } from '../../src/engines/index.js'
import { type CreateDatabase, databaseName } from './database.js'

/** What `refract migrate deploy` promises, on any engine. */
export function testDeploy(provider: Provider, createDatabase: CreateDatabase): void {
  const engine = engineOf(provider)

  describe.skipIf(inject('server').notRun !== undefined)('migrate deploy', () => {
    let options: DeployOptions
    let folder: string
    let cleanUp: () => Promise<void>

    beforeEach(async () => {
      const server = inject('server')
      if (server.notRun !== undefined) return
      const database = await createDatabase(server.url, databaseName())
      folder = await mkdtemp(join(tmpdir(), 'refract-history-'))
      await cp(`prisma/migrations/${provider}`, folder, { recursive: true })
      options = { engine, url: database.url, folder }
      cleanUp = async () => {
        await database.drop()
        await rm(folder, { recursive: true })
      }
    })
    afterEach(() => cleanUp())

    const addMigration = async (name: string, sql: string) => {
      await mkdir(join(folder, name), { recursive: true })
      await writeFile(join(folder, name, 'migration.sql'), sql)
    }
    const readRecords = async () => {
      const connection = await engine.connectForMigrations(engine.parseUrl(options.url))
      try {
        await connection.begin()
        return await connection.readRecords()
      } finally {
        await connection.end()
      }
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

    it('refuses the history of another engine', async () => {
      await writeFile(join(folder, 'migration_lock.toml'), 'provider = "sqlserver"\n')
      await expect(deployMigrations(options)).rejects.toThrow('this history is for sqlserver, not for')
    })

    it('says which folder has no history', async () => {
      await expect(deployMigrations({ ...options, folder: join(folder, 'none') })).rejects.toThrow('none does not exist')
    })
  })
}
