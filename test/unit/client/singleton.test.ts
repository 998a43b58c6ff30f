import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { deployMigrations } from '../../../src/commands/migrate-deploy.js'
import { renderSchemas } from '../../../src/commands/render.js'
import { engineOf } from '../../../src/engines/index.js'

const SCHEMA = 'prisma/schema.prisma'
const KEY = Symbol.for(`refract-db.prisma.${renderSchemas(readFileSync(SCHEMA, 'utf8'), SCHEMA).key}`)
const shared = globalThis as Record<symbol, object | undefined>
const folder = mkdtempSync(join(tmpdir(), 'refract-singleton-'))

/** The front door, loaded anew as a development server does. */
async function load(): Promise<typeof import('../../../src/index.js')> {
  vi.resetModules()
  return import('../../../src/index.js')
}

beforeEach(() => {
  delete shared[KEY]
  vi.stubEnv('NODE_ENV', 'development')
  for (const name of ['DATABASE_PROVIDER', 'DATABASE_URL_POSTGRESQL', 'DATABASE_URL_MYSQL', 'DATABASE_URL_SQLITE'])
    vi.stubEnv(name, undefined)
  vi.stubEnv('DATABASE_URL', `file:${join(folder, 'app.db')}`)
})
afterEach(() => {
  delete shared[KEY]
  vi.unstubAllEnvs()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('prisma', () => {
  it('touches nothing when it is imported, looked at or awaited', async () => {
    // Reading this environment would throw.
    vi.stubEnv('NODE_ENV', 'production')
    vi.stubEnv('DATABASE_PROVIDER', 'oracle')
    vi.stubEnv('DATABASE_URL', 'nonsense')
    const { prisma } = await load()
    expect(typeof prisma).toBe('object')
    expect(inspect(prisma, { showHidden: true, depth: 5 })).toBe('{}')
    expect(Object.keys(prisma)).toEqual([])
    expect((prisma as { then?: unknown }).then).toBeUndefined()
    await prisma
    expect(Symbol.toStringTag in prisma).toBe(false)
    expect(shared[KEY]).toBeUndefined()
    expect(readdirSync(folder)).toEqual([])
    expect(() => prisma.user).toThrow(expect.objectContaining({ code: 'REFRACT_ENVIRONMENT' }))
  })

  it('makes its client at the first use, from the environment as it then is', async () => {
    vi.stubEnv('DATABASE_URL', 'nonsense')
    const { prisma } = await load()
    vi.stubEnv('DATABASE_URL', ':memory:')
    expect(shared[KEY]).toBeUndefined()
    expect(prisma.user.findMany).toBeTypeOf('function')
    expect(shared[KEY]).toBeTypeOf('object')
    expect('user' in prisma).toBe(true)
    expect('nothing' in prisma).toBe(false)
  })

  it('tries again after the environment was wrong', async () => {
    vi.stubEnv('DATABASE_URL', 'nonsense')
    const { prisma } = await load()
    expect(() => prisma.user).toThrow('DATABASE_URL')
    vi.stubEnv('DATABASE_URL', ':memory:')
    expect(prisma.user.findMany).toBeTypeOf('function')
  })

  it('is one client across reloads of the module, outside production', async () => {
    const first = await load()
    const user = first.prisma.user
    const client = shared[KEY]
    for (let reload = 0; reload < 3; reload++) {
      const again = await load()
      expect(again.prisma).not.toBe(first.prisma)
      expect(again.prisma.user).toBe(user)
      expect(shared[KEY]).toBe(client)
    }
  })

  it('is a client of each module in production, and none is left where all can reach it', async () => {
    vi.stubEnv('NODE_ENV', 'production')
    const first = await load()
    const again = await load()
    expect(first.prisma.user).toBe(first.prisma.user)
    expect(again.prisma.user).not.toBe(first.prisma.user)
    expect(shared[KEY]).toBeUndefined()
  })

  it('works as the client does', async () => {
    await deployMigrations({ engine: engineOf('sqlite'), url: `file:${join(folder, 'app.db')}`, folder: 'prisma/migrations/sqlite' })
    const { prisma } = await load()
    await prisma.$connect()
    const user = await prisma.user.create({ data: { name: 'Ada', email: 'ada@example.com' } })
    const [found, count] = await prisma.$transaction([prisma.user.findUnique({ where: { id: user.id } }), prisma.user.count()])
    expect([found?.name, count]).toEqual(['Ada', 1])
    expect(await prisma.$transaction(async (tx) => tx.user.count())).toBe(1)
    // Another copy of the module sees the same connection, and closes it.
    await (await load()).prisma.$disconnect()
  })
})
