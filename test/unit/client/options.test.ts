import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { assertOptions } from '../../../src/client/options.js'
import { PROVIDERS, type Provider } from '../../../src/engines/index.js'
import { createClient } from '../../../src/index.js'
import * as mysql from '../../../src/mysql.js'
import * as postgresql from '../../../src/postgresql.js'
import * as sqlite from '../../../src/sqlite.js'

const URLS: Record<Provider, string> = { postgresql: 'postgres://db/app', mysql: 'mysql://db/app', sqlite: ':memory:' }

/** The forms of the call that users without types can write anything into. */
const entries = { postgresql, mysql, sqlite } as unknown as Record<Provider, { createClient(options?: object): object }>
const create = createClient as unknown as (first?: unknown, second?: unknown) => object

beforeEach(() => {
  for (const name of ['PROVIDER', 'URL', ...PROVIDERS.map((provider) => `URL_${provider.toUpperCase()}`)])
    vi.stubEnv(`DATABASE_${name}`, undefined)
})
afterEach(() => vi.unstubAllEnvs())

describe('assertOptions', () => {
  it('takes every option there is', () => {
    const all = {
      provider: 'sqlite',
      url: ':memory:',
      pool: { max: 1, acquireTimeout: 1, idleTimeout: 1 },
      log: ['query'],
      transactionOptions: { maxWait: 1 },
      omit: {},
      errorFormat: 'minimal',
    }
    expect(() => assertOptions(all)).not.toThrow()
    expect(() => assertOptions({})).not.toThrow()
  })

  it.each([
    [{ Url: 'x' }, 'createClient has no option Url.\n  Known are: provider, url, pool, log, transactionOptions, omit, errorFormat.'],
    [
      { url: 'x', adapter: {} },
      'createClient has no option adapter.\n  Known are: provider, url, pool, log, transactionOptions, omit, errorFormat.',
    ],
    [{ pool: { size: 1 } }, 'createClient has no option pool.size.\n  Known are: max, acquireTimeout, idleTimeout.'],
  ])('refuses %j, which would be ignored in silence', (options, message) => {
    expect(() => assertOptions(options)).toThrow(expect.objectContaining({ code: 'REFRACT_OPTIONS', message }))
  })
})

const ADDRESS = 'postgres://me:secret@host/db'

describe('an address that stands where no address belongs', () => {
  it.each<[string, object]>([
    ['an option', { [ADDRESS]: 1 }],
    ['the pool', { pool: ADDRESS }],
    ['a setting of the pool', { pool: { max: ADDRESS } }],
    ['the name of a setting', { pool: { [ADDRESS]: 1 } }],
    ['the limits of transactions', { transactionOptions: ADDRESS }],
    ['retry', { transactionOptions: { retry: ADDRESS } }],
    ['a setting of retry', { transactionOptions: { retry: { attempts: ADDRESS } } }],
    ['the name of a setting of retry', { transactionOptions: { retry: { [ADDRESS]: 1 } } }],
    ['a list of addresses', { url: [ADDRESS] }],
    ['an object', { url: new URL(ADDRESS) }],
    ['the provider', { provider: ADDRESS }],
  ])('is not shown: as %s', (_, options) => {
    let error: unknown
    try {
      create({ url: 'file:./app.db', ...options })
    } catch (caught) {
      error = caught
    }
    expect(error).toMatchObject({ code: expect.stringMatching(/^REFRACT_/) })
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('secret')
  })
})

describe.each(PROVIDERS)('every form of createClient, for %s', (provider) => {
  const url = URLS[provider]
  const forms: [string, (options: object) => object][] = [
    ['createClient(provider, options)', (options) => create(provider, { url, ...options })],
    ['createClient({ provider })', (options) => create({ provider, url, ...options })],
    ['createClient({ url })', (options) => create({ url, ...options })],
    ['the entry of the engine', (options) => entries[provider].createClient({ url, ...options })],
  ]

  it.each(forms)('%s makes a client, synchronously and without a server', (_, make) => {
    const client = make({
      pool: { max: 5 },
      transactionOptions: { timeout: 1000 },
      omit: { user: { email: true } },
      errorFormat: 'minimal',
    })
    expect(client).toHaveProperty('user.findMany')
    expect(client).toHaveProperty('$transaction')
  })

  it.each(forms)('%s refuses what is not an option', (_, make) => {
    expect(() => make({ poolSize: 5 })).toThrow(expect.objectContaining({ code: 'REFRACT_OPTIONS' }))
    expect(() => make({ pool: { min: 5 } })).toThrow(expect.objectContaining({ code: 'REFRACT_OPTIONS' }))
    expect(() => make({ pool: { max: 0 } })).toThrow(expect.objectContaining({ code: 'REFRACT_OPTIONS' }))
  })

  it.each(forms.filter(([name]) => name !== 'createClient({ url })'))('%s refuses the address of another engine', (_, make) => {
    const other = provider === 'mysql' ? 'postgres://me:secret@db/app' : 'mysql://me:secret@db/app'
    expect(() => make({ url: other })).toThrow(expect.objectContaining({ code: 'REFRACT_ENVIRONMENT' }))
    expect(() => make({ url: other })).not.toThrow('secret')
  })

  it('reads its own variable of the environment', () => {
    vi.stubEnv(`DATABASE_URL_${provider.toUpperCase()}`, 'nonsense')
    for (const make of [() => create(provider), () => create({ provider }), () => entries[provider].createClient()]) {
      expect(make).toThrow(`DATABASE_URL_${provider.toUpperCase()} is an address without a scheme`)
    }
  })

  it('guards the portable client', async () => {
    const portable = create({ provider, url }) as { user: { findMany(args: object): Promise<unknown> } }
    await expect(portable.user.findMany({ where: { name: { contains: 'a', search: 'a' } } })).rejects.toMatchObject({
      code: 'REFRACT_NOT_PORTABLE',
    })
  })
})

describe('createClient', () => {
  it('leaves an exact client to Prisma, unguarded', async () => {
    const exact = create('sqlite', { url: ':memory:' }) as {
      user: { findMany(args: object): Promise<unknown> }
      $disconnect(): Promise<void>
    }
    await expect(exact.user.findMany({ where: { name: { contains: 'a', mode: 'insensitive' } } })).rejects.toMatchObject({
      name: 'PrismaClientValidationError',
    })
    await exact.$disconnect()
  })

  it.each(['oracle', 'postgres', ''])('lists the known providers where it is given %j', (provider) => {
    const message = `The option provider is "${provider}". Known providers: postgresql, mysql, sqlite.`
    expect(() => create(provider)).toThrow(expect.objectContaining({ code: 'REFRACT_ENVIRONMENT', message }))
    expect(() => create({ provider })).toThrow(message)
  })

  it('follows the environment where it is given nothing', () => {
    vi.stubEnv('DATABASE_PROVIDER', 'mysql')
    expect(() => create()).toThrow('No address is given: set DATABASE_URL_MYSQL or DATABASE_URL')
    vi.stubEnv('DATABASE_URL', 'mysql://db/app')
    expect(create()).toHaveProperty('user.findMany')
  })
})
