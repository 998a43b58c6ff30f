import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { baselineDatabase } from '../../../src/commands/migrate-baseline.js'
import { deployMigrations } from '../../../src/commands/migrate-deploy.js'
import { createMigrations } from '../../../src/commands/migrate-dev.js'
import { diffSchemas } from '../../../src/commands/migrate-diff.js'
import { readStatus } from '../../../src/commands/migrate-status.js'
import { engineOf, type Provider } from '../../../src/engines/index.js'
import { createClient } from '../../../src/index.js'
import { runCli } from '../cli.js'
import type { CreateDatabase } from '../database.js'
import { makePlace, type Place } from './places.js'
import { CANONICAL, OWN, writeAsPrisma, writeRows } from './prisma-made.js'

/** `refract migrate baseline`, `diff` with a database, and the drift in `status`. */
export function testAdoption(provider: Provider, createDatabase: CreateDatabase): void {
  const engine = engineOf(provider)

  describe.skipIf(inject('server').notRun !== undefined)('a database that was there before', () => {
    let dir: string
    let place: Place
    let fresh: Place
    beforeEach(async () => {
      dir = await mkdtemp(join(tmpdir(), 'refract-adopt-'))
      place = await makePlace(provider, createDatabase)
      fresh = await makePlace(provider, createDatabase)
    })
    afterEach(async () => {
      await place.drop()
      await fresh.drop()
      await rm(dir, { recursive: true })
    })

    const at = () => ({ schema: join(dir, 'schema.prisma'), migrations: join(dir, 'migrations') })
    const target = ({ url } = place) => ({ engine, url, folder: join(dir, 'migrations', provider) })
    const write = async (text: string, name: string) => {
      await writeFile(at().schema, text)
      const report = await createMigrations({ ...at(), name, renames: [], fills: [], agree: async () => true, allowEmpty: false })
      return report.name ?? ''
    }
    const quote = (sql: string) => (provider === 'mysql' ? sql.replaceAll(/"(\w+)"(?!:)/g, '`$1`') : sql)
    const diff = async (from: string, to: string) => {
      const scripts = await diffSchemas({ ...at(), from, to, database: () => ({ engine, url: place.url }) })
      expect(Object.keys(scripts)).toEqual([provider])
      return scripts[provider] ?? ''
    }
    const query = async (sql: string) => {
      const db = createClient(provider as 'sqlite', { url: place.url })
      const rows = await db.$queryRawUnsafe<object[]>(quote(sql))
      await db.$disconnect()
      return rows.map((row) => Object.values(row).map((value) => (value instanceof Date ? value.toISOString() : String(value))))
    }
    const refuse = async () => false
    const catalogOf = (one: Place) => one.use((connection) => connection.readCatalog())

    it('made by Prisma Migrate, with rows, ends in step with its history', async () => {
      await place.run(await writeAsPrisma(provider))
      await place.run(quote(writeRows(provider)))
      await place.run(OWN[provider].make)
      await place.run(quote('CREATE TABLE "legacy" ("id" INTEGER NOT NULL PRIMARY KEY);'))
      const old = await place.use((connection) => connection.readRecords())
      const init = await write(CANONICAL, 'init')
      await expect(deployMigrations(target())).rejects.toThrow(/not in the history[\s\S]*refract migrate baseline/)

      const refusal = baselineDatabase({ ...target(), agree: refuse })
      await expect(refusal).rejects.toThrow(/The table legacy is known to no model\.[\s\S]*--from database --to schema/)
      await expect(refusal).rejects.toThrow(/The column User\.email is /)
      const script = await diff('database', 'schema')
      for (const other of OWN[provider].others) expect(script.slice(0, script.indexOf('*/'))).toContain(other)
      expect(script).toContain('The table legacy is dropped, with all that is in it.')
      expect(await place.use((connection) => connection.readRecords())).toHaveLength(old.length)

      await place.run(script)
      const report = await baselineDatabase({ ...target(), agree: refuse })
      expect(report).toMatchObject({ applied: [init], differences: [] })
      expect(report.replaced).toHaveLength(old.length + 1)
      for (const other of OWN[provider].others) expect(report.others.join()).toContain(other)
      expect(await baselineDatabase({ ...target(), agree: refuse })).toMatchObject({ applied: [], replaced: [] })
      expect(await diff('database', 'schema')).toBe('')
      expect(await diff('snapshot', 'database')).toBe('')

      const { migrations, drift } = await readStatus(target())
      expect(drift).toMatchObject({ migration: init, differences: [], unchecked: null })
      expect(migrations.filter(({ state }) => state !== 'replaced')).toEqual([{ name: init, state: 'applied', logs: null }])
      expect(migrations).toHaveLength(old.length + 2)
      expect(await deployMigrations(target())).toMatchObject({ applied: [] })
      const records = await place.use((connection) => connection.readRecords())
      expect(records).toEqual(expect.arrayContaining(old))

      const time = '2024-01-02T03:04:05.678'
      const [ada, bob] = await query('SELECT "id", "email", "name", "role", "createdAt" FROM "User" ORDER BY "id"')
      expect(ada).toEqual(['1', 'Ada@example.com', 'Ada', 'ADMIN', expect.stringMatching(`^${time}`)])
      expect(bob).toEqual(['2', 'bob@example.com', 'null', 'USER', expect.stringMatching('^2024-01-02T03:04:05.000')])
      expect(await query('SELECT "id", "title", "price", "authorId", "parentId" FROM "Post" ORDER BY "id"')).toEqual([
        ['p1', 'First', '1.25', '1', 'null'],
        ['p2', 'Second', '0', '2', 'p1'],
      ])
      expect(await query('SELECT "A", "B" FROM "_PostToTag" ORDER BY "A"')).toEqual([
        ['p1', 'red'],
        ['p2', 'blue'],
      ])

      await place.run(OWN[provider].remove)
      await deployMigrations(target(fresh))
      expect(await catalogOf(place)).toEqual(await catalogOf(fresh))
    }, 120_000)

    it('is taken as it is where somebody agrees, and not where a part of the history has run in it', async () => {
      await place.run(await writeAsPrisma(provider))
      const init = await write(CANONICAL, 'init')
      let asked = 0
      const agree = async ({ differences }: { readonly differences: readonly unknown[] }) => {
        asked = differences.length
        return true
      }
      expect(await baselineDatabase({ ...target(), agree })).toMatchObject({ applied: [init] })
      expect(asked).toBeGreaterThan(5)
      expect((await readStatus(target())).drift.differences).toHaveLength(asked)
      await write(CANONICAL.replace('model Tag {', 'model Tag {\n  hue Int?\n'), 'hue')
      await expect(baselineDatabase({ ...target(), agree })).rejects.toThrow(`has ${init} of this history already, and lacks`)
    })

    it('and is empty is not taken for one', async () => {
      await place.run('')
      await write(CANONICAL, 'init')
      await expect(baselineDatabase({ ...target(), agree: refuse })).rejects.toThrow('refract migrate deploy makes them')
    })

    it('and was changed by hand since is told so, and led back', async () => {
      await write(CANONICAL, 'init')
      await deployMigrations(target())
      const made = await catalogOf(place)
      const hand = [
        'CREATE TABLE "legacy" ("id" INTEGER NOT NULL PRIMARY KEY);',
        'ALTER TABLE "Tag" ADD COLUMN "hue" INTEGER NULL;',
        provider === 'mysql' ? 'DROP INDEX "Post_createdAt_idx" ON "Post";' : 'DROP INDEX "Post_createdAt_idx";',
        'CREATE INDEX "Post_title_idx" ON "Post"("published");',
      ]
      for (const statement of hand) await place.run(quote(statement))
      const history = await place.use((connection) => connection.readRecords())
      // Who changes by hand leaves no record.
      await place.use(async (connection) => {
        await connection.begin()
        for (const { id, name } of history) if (!name.endsWith('_init')) await connection.rollBackRecord(id)
      })
      const { drift } = await readStatus(target())
      expect(drift.differences.map(({ kind, table, name, found, wanted }) => [kind, table, name, found === null, wanted === null])).toEqual(
        expect.arrayContaining([
          ['table', 'legacy', 'legacy', false, true],
          ['column', 'Tag', 'hue', false, true],
          ['index', 'Post', 'Post_createdAt_idx', true, false],
          ['index', 'Post', 'Post_title_idx', false, true],
        ]),
      )
      expect(drift.differences).toHaveLength(4)
      const status = (...args: readonly string[]) =>
        runCli(['migrate', 'status', '--migrations', join(dir, 'migrations'), '--provider', provider, ...args], place.url)
      const failure = await status().catch((error: { code: number; stdout: string }) => error)
      expect(failure).toMatchObject({ code: 1, stdout: expect.stringContaining('The table legacy is known to no model.') })
      expect(failure).toMatchObject({ stdout: expect.stringContaining('The index Post_createdAt_idx of Post is missing: CREATE INDEX') })
      const json = await status('--json').catch((error: { stdout: string }) => error.stdout)
      expect(JSON.parse(String(json))).toMatchObject({ inStep: false, drift: { differences: expect.any(Array), unchecked: null } })

      const forth = await diff('snapshot', 'database')
      await place.run(await diff('database', 'snapshot'))
      expect(await diff('database', 'schema')).toBe('')
      expect(await catalogOf(place)).toEqual(made)
      await place.run(forth)
      expect(await diff('database', 'schema')).toContain('legacy')
    }, 120_000)
  })
}
