import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bindMigrationAwareSqlAdapterFactory, type SqlQuery } from '@prisma/driver-adapter-utils'
import { expect, it } from 'vitest'
import { type SchemaEngine, startEngine } from '../../src/commands/load-schema-engine.js'
import { deployMigrations } from '../../src/commands/migrate-deploy.js'
import { readStatus } from '../../src/commands/migrate-status.js'
import { engineOf, type Provider } from '../../src/engines/index.js'

/** `refract migrate deploy` and Prisma's own schema engine on one history, in turns. The engine's WASM build has no MySQL. */
export function testTurns(provider: Provider, database: { readonly url: string }): void {
  it("takes turns with Prisma's own schema engine", async () => {
    const folder = await mkdtemp(join(tmpdir(), 'refract-turns-'))
    await cp(`prisma/migrations/${provider}`, folder, { recursive: true })
    const options = { engine: engineOf(provider), url: database.url, folder }
    const add = async (name: string) => {
      await mkdir(join(folder, name))
      await writeFile(join(folder, name, 'migration.sql'), `CREATE TABLE ${name} (id INTEGER);\n`)
    }
    const history = async () => ({ migrationsList: await readList(folder, provider), filters: NO_FILTERS })
    const prisma = <T>(use: (engine: SchemaEngine) => Promise<T>) => withPrisma(provider, database.url, use)
    const apply = () => prisma(async (engine) => (await engine.applyMigrations(await history())).appliedMigrationNames)

    await deployMigrations(options)
    await add('a_prisma')
    expect(await apply()).toEqual(['a_prisma'])
    await add('b_refract')
    expect(await deployMigrations(options)).toMatchObject({ applied: [{ name: 'b_refract' }], before: 2 })
    await add('c_prisma')
    expect(await apply()).toEqual(['c_prisma'])
    const question = { ...(await history()), optInToShadowDatabase: false }
    const diagnosis = await prisma((engine) => engine.diagnoseMigrationHistory(question))
    expect(diagnosis).toMatchObject({ editedMigrationNames: [], failedMigrationNames: [], history: null })
    expect((await readStatus(options)).migrations.map(({ state }) => state)).toEqual(['applied', 'applied', 'applied', 'applied'])
    await rm(folder, { recursive: true })
  })
}

const NO_FILTERS = { externalTables: [], externalEnums: [] }

/** The engine holds its lock until its connection ends. */
async function withPrisma<T>(provider: Provider, url: string, use: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  const engine = engineOf(provider)
  const target = engine.parseUrl(url)
  const factory = engine.createAdapter(target, engine.resolvePool(undefined, target))
  const adapter = await factory.connect()
  const executeRaw = adapter.executeRaw.bind(adapter)
  const connected = Object.assign(adapter, {
    executeRaw: async (query: SqlQuery) => {
      if (query.args.length > 0) return executeRaw(query)
      // It sends whole scripts where statements go. In this mode our adapter's second connection could not read.
      if (!query.sql.includes('locking_mode')) await adapter.executeScript(query.sql)
      return 0
    },
  })
  const connect = async () => connected
  try {
    return await use(await startEngine(bindMigrationAwareSqlAdapterFactory({ ...factory, connect, connectToShadowDb: connect })))
  } finally {
    await adapter.dispose()
  }
}

async function readList(folder: string, provider: Provider): Promise<object> {
  const names = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map(({ name }) => name)
  const read = async (path: string) => ({ tag: 'ok', value: await readFile(join(folder, path), 'utf8') })
  return {
    baseDir: folder,
    shadowDbInitScript: '',
    lockfile: { path: 'migration_lock.toml', content: `provider = "${engineOf(provider).lowering.datasource}"\n` },
    migrationDirectories: await Promise.all(
      names.sort().map(async (path) => ({ path, migrationFile: { path: 'migration.sql', content: await read(`${path}/migration.sql`) } })),
    ),
  }
}
