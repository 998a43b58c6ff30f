import { appendFile, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { checkMigrations } from '../../../src/commands/migrate-check.js'
import { deployMigrations } from '../../../src/commands/migrate-deploy.js'
import { createMigrations } from '../../../src/commands/migrate-dev.js'
import { listSnapshots } from '../../../src/commands/snapshots.js'
import { engineOf, type Provider } from '../../../src/engines/index.js'
import { createClient } from '../../../src/index.js'
import { type CreateDatabase, databaseName } from '../database.js'
import { readCatalog } from './catalog.js'
import { type EvolutionStep, STEPS, schemaOf } from './steps.js'

/** A schema that changes a dozen times, with rows in its tables: `refract migrate dev` and `deploy`. */
export function testEvolution(provider: Provider, createDatabase: CreateDatabase): void {
  const engine = engineOf(provider)

  describe.skipIf(inject('server').notRun !== undefined)('a schema that changes', () => {
    let folder: string
    let database: { url: string; drop(): Promise<void> }
    beforeAll(async () => {
      const server = inject('server')
      if (server.notRun !== undefined) return
      folder = await mkdtemp(join(tmpdir(), 'refract-evolution-'))
      database = await createDatabase(server.url, databaseName())
    })
    afterAll(async () => {
      await database?.drop()
      if (folder !== undefined) await rm(folder, { recursive: true })
    })

    const placeOf = (name: string) => ({ schema: join(folder, name, 'schema.prisma'), migrations: join(folder, name, 'migrations') })
    const create = async (place: ReturnType<typeof placeOf>, { name, models, renames = [], fills = [], loses = false }: EvolutionStep) => {
      await mkdir(join(place.schema, '..'), { recursive: true })
      await writeFile(place.schema, schemaOf(models))
      let asked = false
      const agree = async () => {
        asked = true
        return loses
      }
      const report = await createMigrations({ ...place, name, renames, fills, agree, allowEmpty: false })
      expect(asked, `${name}: asked whether data may be lost`).toBe(loses)
      return report
    }
    const run = async (...statements: readonly string[]) => {
      const db = createClient(provider as 'sqlite', { url: database.url })
      const quoted = (sql: string) => (provider === 'mysql' ? sql.replaceAll('"', '`') : sql)
      let rows: readonly object[] = []
      try {
        for (const statement of statements) {
          if (statement.startsWith('SELECT')) rows = await db.$queryRawUnsafe<object[]>(quoted(statement))
          else await db.$executeRawUnsafe(quoted(statement))
        }
      } finally {
        await db.$disconnect()
      }
      return rows.map((row) => Object.values(row).map(plain))
    }

    it.each(STEPS.map((step, index) => [index + 1, step.name, step] as const))('step %i: %s', async (number, _name, step) => {
      const place = placeOf('lived')
      await run(...(step.sql ?? []))
      await create(place, step)
      const options = { engine, url: database.url, folder: join(place.migrations, provider) }
      expect(await deployMigrations(options)).toMatchObject({ applied: [{}], before: number - 1 })
      expect(await run(step.query)).toEqual(step.rows)

      const fresh = await createDatabase(
        inject('server').notRun === undefined ? (inject('server') as { url: string }).url : '',
        databaseName(),
      )
      const anew = placeOf(`fresh-${number}`)
      await create(anew, { ...step, renames: [], fills: [], loses: false })
      await deployMigrations({ engine, url: fresh.url, folder: join(anew.migrations, provider) })
      expect(await readCatalog(provider, database.url)).toEqual(await readCatalog(provider, fresh.url))
      await fresh.drop()
    })

    it('fails over a value that does not fit, and keeps the rows', async () => {
      const place = placeOf('short')
      const [first] = STEPS as [EvolutionStep]
      const server = inject('server') as { url: string }
      const own = await createDatabase(server.url, databaseName())
      const options = { engine, url: own.url, folder: join(place.migrations, provider) }
      await create(place, first)
      await deployMigrations(options)
      const db = createClient(provider as 'sqlite', { url: own.url })
      const [table, name] = provider === 'mysql' ? ['`Item`', '`name`'] : ['"Item"', '"name"']
      await db.$executeRawUnsafe(`INSERT INTO ${table} (${name}) VALUES ('too long')`)
      await create(place, { ...first, models: first.models.replace('VarChar(20)', 'VarChar(3)'), loses: true })
      await expect(deployMigrations(options)).rejects.toThrow('_begin failed')
      expect(await db.$queryRawUnsafe(`SELECT ${name} FROM ${table}`)).toEqual([{ name: 'too long' }])
      await db.$disconnect()
      await own.drop()
    })

    it('ends with histories that are in step, and says so where they are not', async () => {
      const place = placeOf('lived')
      const server = inject('server') as { url: string }
      const empty = await createDatabase(server.url, databaseName())
      const check = () => checkMigrations({ ...place, replays: [{ engine, url: empty.url }] })
      expect(await check()).toMatchObject({ problems: [], replayed: expect.arrayContaining(['PostgreSQL', engine.title, 'SQLite']) })
      const [first = '', second = ''] = await readdir(join(place.migrations, 'snapshots'))
      const path = join(place.migrations, provider, second, 'migration.sql')
      const script = await readFile(path, 'utf8')
      await rename(join(place.migrations, provider, first), join(place.migrations, provider, `${first}_other`))
      expect((await check()).problems.join()).toContain(`has no migration ${first}.`)
      await rename(join(place.migrations, provider, `${first}_other`), join(place.migrations, provider, first))
      await writeFile(path, script)
      await appendFile(path, 'CREATE TABLE forgotten (id INTEGER);\n')
      expect((await check()).problems.join()).toMatch(/does not lead to its snapshot[\s\S]*\+ table forgotten/)
      await writeFile(path, script)
      // What is read is not all that a replay sees.
      const last = join(place.migrations, provider, (await listSnapshots(place.migrations)).at(-1) ?? '', 'migration.sql')
      const lastScript = await readFile(last, 'utf8')
      await appendFile(
        last,
        provider === 'mysql' ? 'CREATE INDEX forgotten ON `Item` (`id`);\n' : 'CREATE INDEX forgotten ON "Item" ("id");\n',
      )
      expect((await check()).problems.join()).toMatch(/does not end in the tables that the schema asks for[\s\S]*forgotten/)
      await writeFile(last, lastScript)
      await empty.drop()
    })

    it('writes nothing where nothing has changed', async () => {
      const last = STEPS.at(-1) as EvolutionStep
      expect(await create(placeOf('lived'), { ...last, loses: false })).toMatchObject({ name: null, files: [] })
    })
  })
}

function plain(value: unknown): unknown {
  if (value === null || typeof value === 'string') return value
  return Number(value)
}
