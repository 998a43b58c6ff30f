import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest'
import { HELP } from '../../../src/cli/args.js'
import { main } from '../../../src/cli/main.js'
import { HEAD } from '../schema/canonical.js'

const folder = mkdtempSync(join(tmpdir(), 'refract-cli-'))
let out: MockInstance<typeof console.log>
let err: MockInstance<typeof console.error>

beforeEach(() => {
  out = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  err = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  for (const name of ['PROVIDER', 'URL', 'URL_POSTGRESQL', 'URL_MYSQL', 'URL_SQLITE']) vi.stubEnv(`DATABASE_${name}`, undefined)
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const printed = (spy: typeof out | typeof err) => spy.mock.calls.map(([line]) => String(line)).join('\n')

describe('main', () => {
  it('prints help and version, and returns 0', async () => {
    expect(await main(['--help'])).toBe(0)
    expect(printed(out)).toBe(HELP)
    out.mockClear()
    expect(await main(['--version'])).toBe(0)
    expect(printed(out)).toBe((JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version)
    expect(err).not.toHaveBeenCalled()
  })

  it.each([
    [['nonsense']],
    [['generate', '--nope']],
    [['migrate', 'deploy', '--provider', 'oracle']],
    [['generate', '--schema', '/nowhere/schema.prisma']],
  ])('returns 2 for %j, and tells why on the error stream', async (args) => {
    expect(await main(args)).toBe(2)
    expect(out).not.toHaveBeenCalled()
    expect(printed(err)).not.toBe('')
    expect(printed(err)).not.toMatch(/\n\s+at /)
  })

  it('names the schema that is not there', async () => {
    await main(['generate', '--schema', '/nowhere/schema.prisma'])
    expect(printed(err)).toBe(
      'There is no canonical schema at /nowhere/schema.prisma.\n  Run the command in the folder that holds prisma/schema.prisma, name the schema with --schema, or begin with: refract init',
    )
  })

  it('returns 1 for a schema that is refused or wrong, and writes nothing', async () => {
    const schema = join(folder, 'refused.prisma')
    writeFileSync(schema, `${HEAD}model M {\n  id Int @id\n  a Decimal @db.Money\n}\n`)
    expect(await main(['generate', '--schema', schema])).toBe(1)
    expect(printed(err)).toBe(
      `${schema}:12:14: M.a: refused for mysql, sqlite: @db.Money depends on the locale of the server. Use @db.Decimal(12, 2).`,
    )
    err.mockClear()
    writeFileSync(schema, 'model M {\n')
    expect(await main(['generate', '--schema', schema])).toBe(1)
    expect(printed(err)).toBe(`${schema}:2:1: model M is not closed: expected }`)
    expect(() => readFileSync(join(folder, 'refused.sqlite.prisma'))).toThrow('ENOENT')
  })

  it('returns 1 where the environment is wrong, and shows no password', async () => {
    vi.stubEnv('DATABASE_PROVIDER', 'mysql')
    vi.stubEnv('DATABASE_URL', 'postgres://me:secret@db/app')
    expect(await main(['migrate', 'deploy'])).toBe(1)
    expect(printed(err)).toContain('DATABASE_URL is an address of PostgreSQL (postgres:), but the provider is mysql')
    expect(printed(err)).not.toContain('secret')
  })

  it('applies the migrations of a folder once, then has nothing to do', async () => {
    const database = join(folder, 'app.db')
    const migrations = join(folder, 'migrations')
    mkdirSync(join(migrations, 'sqlite/001_init'), { recursive: true })
    writeFileSync(join(migrations, 'sqlite/001_init/migration.sql'), 'CREATE TABLE t (a INTEGER);')
    vi.stubEnv('DATABASE_URL', `file:${database}`)
    expect(await main(['migrate', 'deploy', '--migrations', migrations])).toBe(0)
    const [first, applied, last] = printed(out).split('\n')
    expect(first).toBe(`Migrating SQLite with ${join(migrations, 'sqlite')}`)
    expect(applied).toMatch(/^ {2}001_init applied in \d+ ms$/)
    expect(last).toBe(`file:${database}: 1 applied, 0 applied before.`)
    out.mockClear()
    expect(await main(['migrate', 'deploy', '--migrations', migrations])).toBe(0)
    expect(printed(out).split('\n')[1]).toBe(`file:${database}: nothing to do, 1 applied before.`)
  })

  it('tells status and progress in words and in JSON, and resets when told', async () => {
    const migrations = join(folder, 'told')
    const write = (name: string, sql: string) => {
      mkdirSync(join(migrations, 'sqlite', name), { recursive: true })
      writeFileSync(join(migrations, 'sqlite', name, 'migration.sql'), sql)
    }
    write('001_init', 'CREATE TABLE t (a INTEGER);')
    const database = `file:${join(folder, 'told.db')}`
    vi.stubEnv('DATABASE_URL', database)
    const run = async (...args: string[]) => {
      out.mockClear()
      const code = await main(['migrate', ...args, '--migrations', migrations])
      return { code, lines: printed(out).split('\n') }
    }
    expect((await run('status')).code).toBe(1)
    expect(printed(err)).toContain('There is no SQLite file')
    const events = (await run('deploy', '--json')).lines.map((line) => JSON.parse(line) as object)
    expect(events).toMatchObject([
      { event: 'begin', provider: 'sqlite' },
      { event: 'start', name: '001_init' },
      { event: 'applied', name: '001_init', milliseconds: expect.any(Number) },
      { event: 'end', database, applied: 1, before: 0 },
    ])
    expect(await run('status')).toEqual({
      code: 0,
      lines: [
        `SQLite, ${database}, with ${join(migrations, 'sqlite')}`,
        '  applied  001_init',
        'The tables were not compared. The migration 001_init has no snapshot.',
        'All migrations are applied.',
      ],
    })
    write('002_more', 'CREATE TABLE u (a INTEGER);')
    const { code, lines } = await run('status', '--json')
    expect({ code, ...(JSON.parse(lines[0] ?? '') as object) }).toMatchObject({
      code: 1,
      inStep: false,
      migrations: [{ state: 'applied' }, { name: '002_more', state: 'pending' }],
    })
    expect((await run('status')).lines.at(-1)).toBe('1 pending: refract migrate deploy applies them.')
    err.mockClear()
    expect((await run('reset')).code).toBe(2)
    expect(printed(err)).toContain('nobody can be asked here')
    expect((await run('reset', '--force')).lines.at(-1)).toBe(`${database}: 2 applied, 0 applied before.`)
    write('003_bad', 'CREATE TABEL v (a INTEGER);')
    expect((await run('deploy')).code).toBe(1)
    expect((await run('status')).lines).toContain('  failed   003_bad')
    expect(await run('resolve', '--rolled-back', '003_bad')).toEqual({ code: 0, lines: [`${database}: 003_bad is rolled back.`] })
    expect((await run('status')).lines).toContain('  pending  003_bad')
  })

  it('returns 1 where a migration fails, and names it', async () => {
    const migrations = join(folder, 'failing')
    mkdirSync(join(migrations, 'sqlite/001_wrong'), { recursive: true })
    writeFileSync(join(migrations, 'sqlite/001_wrong/migration.sql'), 'CREATE TABEL t (a INTEGER);')
    vi.stubEnv('DATABASE_URL', `file:${join(folder, 'failing.db')}`)
    expect(await main(['migrate', 'deploy', '--migrations', migrations])).toBe(1)
    expect(printed(err)).toContain(
      'The migration 001_wrong failed: near "TABEL": syntax error\nThe database is as it was before this migration.',
    )
    err.mockClear()
    expect(await main(['migrate', 'deploy', '--migrations', migrations])).toBe(1)
    expect(printed(err)).toContain('The migration 001_wrong failed before, and no other is applied after it.')
  })

  it('returns 1 where there is no history for the engine, or it is that of another', async () => {
    vi.stubEnv('DATABASE_URL', `file:${join(folder, 'none.db')}`)
    expect(await main(['migrate', 'deploy', '--migrations', join(folder, 'none')])).toBe(1)
    expect(printed(err)).toBe(`There is no history for SQLite: ${join(folder, 'none/sqlite')} does not exist.`)
    err.mockClear()
    mkdirSync(join(folder, 'other/sqlite'), { recursive: true })
    writeFileSync(join(folder, 'other/sqlite/migration_lock.toml'), 'provider = "mysql"\n')
    expect(await main(['migrate', 'deploy', '--migrations', join(folder, 'other')])).toBe(1)
    expect(printed(err)).toContain('says that this history is for mysql, not for SQLite.')
  })
})

describe('the command', () => {
  it.concurrent.each([
    [['--version'], 0],
    [['nonsense'], 2],
  ])('refract %j ends with %i', async (args, status) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/index.ts', ...args], { stdio: 'ignore' })
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(status)
  })
})
