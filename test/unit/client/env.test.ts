import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isProduction, readLocation } from '../../../src/client/env.js'
import { RefractError } from '../../../src/contract/errors.js'
import { engineOf, PROVIDERS, type Provider } from '../../../src/engines/index.js'

const engines = PROVIDERS.map(engineOf)
const start = process.cwd()
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'refract-env-')))

type Settings = Partial<Record<'PROVIDER' | 'URL' | 'URL_POSTGRESQL' | 'URL_MYSQL' | 'URL_SQLITE', string>>

/** Sets the variables of the environment that begin with `DATABASE_`. */
function setEnv(settings: Settings): void {
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(`DATABASE_${name}`, value)
}

function locate(settings: Settings, options: { provider?: string; url?: string } = {}): [string, string] {
  setEnv(settings)
  const { engine, url } = readLocation(engines, options)
  return [engine.provider, url]
}

/** The problems that are told, one a line. */
function problemsOf(settings: Settings, options: { provider?: string; url?: string } = {}): string[] {
  try {
    locate(settings, options)
  } catch (error) {
    expect(error).toBeInstanceOf(RefractError)
    expect((error as RefractError).code).toBe('REFRACT_ENVIRONMENT')
    const [first = '', ...others] = (error as RefractError).message.split('\n')
    if (!first.endsWith(' problems:')) return [first]
    const problems = others.filter((line) => line.startsWith('  - '))
    expect(first).toBe(`The database settings have ${problems.length} problems:`)
    return problems.map((line) => line.slice('  - '.length))
  }
  throw new Error('no problem was told')
}

beforeEach(() => {
  for (const name of ['PROVIDER', 'URL', ...PROVIDERS.map((provider) => `URL_${provider.toUpperCase()}`)])
    vi.stubEnv(`DATABASE_${name}`, undefined)
  vi.stubEnv('NODE_ENV', 'development')
  process.chdir(folder)
})
afterEach(() => {
  vi.unstubAllEnvs()
  process.chdir(start)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the engine', () => {
  it.each<[Provider, string]>([
    ['postgresql', 'postgres://db/app'],
    ['mysql', 'mysql://db/app'],
    ['sqlite', 'file:app.db'],
  ])('is what DATABASE_PROVIDER names: %s', (provider, url) => {
    expect(locate({ PROVIDER: provider, URL: url })).toEqual([provider, url])
  })

  it.each([
    ['postgres://db/app', 'postgresql'],
    ['postgresql://db/app', 'postgresql'],
    ['POSTGRES://db/app', 'postgresql'],
    ['mysql://db/app', 'mysql'],
    ['mariadb://db/app', 'mysql'],
    ['file:app.db', 'sqlite'],
    ['file:/srv/app.db', 'sqlite'],
    [':memory:', 'sqlite'],
  ])('is decided by the scheme of the address where nothing names it: %s', (url, provider) => {
    expect(locate({ URL: url })).toEqual([provider, url])
    expect(locate({ URL: '' }, { url })).toEqual([provider, url])
  })

  it('is the option before the environment', () => {
    expect(locate({ PROVIDER: 'mysql', URL_MYSQL: 'mysql://db/app', URL_SQLITE: 'file:a.db' }, { provider: 'sqlite' })).toEqual([
      'sqlite',
      'file:a.db',
    ])
  })

  it('is the owner of the only address there is', () => {
    expect(locate({ URL_MYSQL: 'mysql://db/app' })).toEqual(['mysql', 'mysql://db/app'])
  })

  it('is found with white space around its name', () => {
    expect(locate({ PROVIDER: ' sqlite ', URL: ' file:app.db\n' })).toEqual(['sqlite', 'file:app.db'])
  })
})

describe('the address', () => {
  const all = {
    URL: 'file:common.db',
    URL_POSTGRESQL: 'postgres://db/app',
    URL_MYSQL: 'mysql://db/app',
    URL_SQLITE: 'file:own.db',
  }

  it('of the engine wins over the common one, so that the swap is one variable', () => {
    expect(locate({ ...all, PROVIDER: 'postgresql' })).toEqual(['postgresql', 'postgres://db/app'])
    expect(locate({ ...all, PROVIDER: 'mysql' })).toEqual(['mysql', 'mysql://db/app'])
    expect(locate({ ...all, PROVIDER: 'sqlite' })).toEqual(['sqlite', 'file:own.db'])
  })

  it('is the option before all others, even before wrong ones', () => {
    expect(locate({ ...all, PROVIDER: 'sqlite', URL_SQLITE: 'nonsense' }, { url: 'file:option.db' })).toEqual(['sqlite', 'file:option.db'])
  })

  it('common to all decides on the engine where nothing names one, and its own address wins still', () => {
    expect(locate(all)).toEqual(['sqlite', 'file:own.db'])
    expect(locate({ ...all, URL_SQLITE: '' })).toEqual(['sqlite', 'file:common.db'])
  })

  it('is not shown where it stands for a provider', () => {
    const address = 'postgresql://u:S3cret@h/db'
    expect(() => locate({ PROVIDER: address })).toThrow('DATABASE_PROVIDER is "…". Known providers')
    expect(() => locate({ URL: 'S3cret:pw@host/db' })).toThrow('DATABASE_URL is an address without a scheme')
  })

  it.each(['', '  '])('%j in a variable is none', (empty) => {
    expect(locate({ PROVIDER: empty, URL: empty, URL_SQLITE: empty, URL_MYSQL: 'mysql://db/app' })).toEqual(['mysql', 'mysql://db/app'])
  })
})

describe('with no address', () => {
  it('is an SQLite file beside the nearest package.json', () => {
    mkdirSync(join(folder, 'project/src/deep'), { recursive: true })
    writeFileSync(join(folder, 'project/package.json'), '{}')
    process.chdir(join(folder, 'project/src/deep'))
    expect(locate({})).toEqual(['sqlite', `file:${folder}/project/refract.db`])
    expect(locate({ PROVIDER: 'sqlite' })).toEqual(['sqlite', `file:${folder}/project/refract.db`])
    expect(locate({ PROVIDER: '' }, { provider: 'sqlite' })).toEqual(['sqlite', `file:${folder}/project/refract.db`])
  })

  it('is in the working folder where there is no package.json above it', () => {
    expect(locate({})).toEqual(['sqlite', `file:${folder}/refract.db`])
  })

  it.each([undefined, 'development', 'test', 'staging'])('is the same with NODE_ENV=%s', (value) => {
    vi.stubEnv('NODE_ENV', value)
    expect(isProduction()).toBe(false)
    expect(locate({})[0]).toBe('sqlite')
  })

  it('is an error in production', () => {
    vi.stubEnv('NODE_ENV', 'production')
    expect(isProduction()).toBe(true)
    const reason = '(in production no database is chosen by default).'
    expect(problemsOf({})).toEqual([`No address is given: set DATABASE_URL, or pass the option url ${reason}`])
    expect(problemsOf({ PROVIDER: 'sqlite' })).toEqual([
      `No address is given: set DATABASE_URL_SQLITE or DATABASE_URL, or pass the option url ${reason}`,
    ])
  })

  it.each([
    ['postgresql', 'PostgreSQL'],
    ['mysql', 'MySQL'],
  ])('is an error for an engine that needs a server: %s', (provider, title) => {
    const problem = `No address is given: set DATABASE_URL_${provider.toUpperCase()} or DATABASE_URL, or pass the option url (${title} needs a server).`
    expect(problemsOf({ PROVIDER: provider })).toEqual([problem])
    // Another engine's own address is not for this one.
    expect(problemsOf({ PROVIDER: provider, URL_SQLITE: 'file:a.db' })).toEqual([problem])
  })
})

describe('what is told', () => {
  it.each(['postgres', 'mariadb', 'SQLite', 'oracle', 'toString'])('of the unknown provider %s: the known ones', (provider) => {
    expect(problemsOf({ PROVIDER: provider })).toEqual([`DATABASE_PROVIDER is "${provider}". Known providers: postgresql, mysql, sqlite.`])
    expect(problemsOf({}, { provider })).toEqual([`The option provider is "${provider}". Known providers: postgresql, mysql, sqlite.`])
  })

  it('of a scheme that contradicts the provider: both', () => {
    expect(problemsOf({ PROVIDER: 'mysql', URL: 'postgres://me:secret@db/app' })).toEqual([
      'DATABASE_URL is an address of PostgreSQL (postgres:), but the provider is mysql, whose addresses begin with mysql: or mariadb:.',
    ])
    expect(problemsOf({ PROVIDER: 'postgresql', URL: ':memory:' })).toEqual([
      'DATABASE_URL is an address of SQLite (:memory:), but the provider is postgresql, whose addresses begin with postgresql: or postgres:.',
    ])
    expect(problemsOf({ PROVIDER: 'sqlite', URL: '' }, { url: 'mysql://db/app' })).toEqual([
      'The option url is an address of MySQL (mysql:), but the provider is sqlite, whose addresses begin with file:.',
    ])
    expect(problemsOf({ PROVIDER: '' }, { provider: 'sqlite', url: 'oracle://db/app' })).toEqual([
      'The option url is an address with the scheme oracle:, but the provider is sqlite, whose addresses begin with file:.',
    ])
    expect(problemsOf({}, { provider: 'sqlite', url: 'app.db' })).toEqual([
      'The option url is an address without a scheme, but the provider is sqlite, whose addresses begin with file:.',
    ])
  })

  it('of a variable that is named for another engine: both', () => {
    expect(problemsOf({ URL_MYSQL: 'postgres://db/app' })).toEqual([
      'DATABASE_URL_MYSQL is an address of PostgreSQL (postgres:), but the provider is mysql, whose addresses begin with mysql: or mariadb:.',
    ])
  })

  it('of a scheme that nobody knows: the known ones', () => {
    const known = 'Known are postgresql:, postgres:, mysql:, mariadb:, file: and :memory:.'
    expect(problemsOf({ URL: 'mongodb://db/app' })).toEqual([`DATABASE_URL is an address with the scheme mongodb:. ${known}`])
    expect(problemsOf({ URL: '' }, { url: 'db/app' })).toEqual([`The option url is an address without a scheme. ${known}`])
    expect(problemsOf({}, { url: '' })).toEqual([`The option url is an address without a scheme. ${known}`])
  })

  it('of several addresses and no word which: their names', () => {
    expect(problemsOf({ URL_MYSQL: 'mysql://db/app', URL_SQLITE: 'file:a.db' })).toEqual([
      'DATABASE_URL_MYSQL and DATABASE_URL_SQLITE are set and nothing says which to use: set DATABASE_PROVIDER.',
    ])
  })

  it('of an address that cannot be read: what its engine says', () => {
    const [problem = ''] = problemsOf({ URL: 'postgres://db/app?sslmod=require' })
    expect(problem).toBe('DATABASE_URL: The PostgreSQL address postgres://… has unknown parameters: sslmod')
  })

  it('is everything at once, without a password', () => {
    const problems = problemsOf({
      PROVIDER: 'oracle',
      URL: 'mongodb://me:secret@db/app',
      URL_POSTGRESQL: 'mysql://me:secret@db/app',
      URL_MYSQL: 'mysql://me:sec/ret@db/app',
      URL_SQLITE: 'file:',
    })
    expect(problems).toEqual([
      'DATABASE_PROVIDER is "oracle". Known providers: postgresql, mysql, sqlite.',
      'DATABASE_URL is an address with the scheme mongodb:. Known are postgresql:, postgres:, mysql:, mariadb:, file: and :memory:.',
      'DATABASE_URL_POSTGRESQL is an address of MySQL (mysql:), but the provider is postgresql, whose addresses begin with postgresql: or postgres:.',
      'DATABASE_URL_MYSQL: The MySQL address mysql://… cannot be read',
      'DATABASE_URL_SQLITE: The SQLite address names no file.',
    ])
    expect(problems.join('\n')).not.toContain('sec')
  })

  it('is nothing about the common address where an own one wins over it', () => {
    expect(locate({ PROVIDER: 'sqlite', URL: 'nonsense', URL_SQLITE: 'file:a.db' })).toEqual(['sqlite', 'file:a.db'])
  })

  it('is nothing about other engines where the option names one', () => {
    expect(locate({ URL_MYSQL: 'nonsense', URL_SQLITE: 'file:a.db' }, { provider: 'sqlite' })).toEqual(['sqlite', 'file:a.db'])
  })
})

describe('an entry that holds one engine', () => {
  it('reads that engine alone', () => {
    setEnv({ URL_SQLITE: 'file:a.db', URL_MYSQL: 'nonsense' })
    expect(readLocation([engineOf('sqlite')], { provider: 'sqlite' }).url).toBe('file:a.db')
  })

  it('tells an address of an engine it does not hold by its scheme', () => {
    setEnv({ URL: 'mysql://me:secret@db/app' })
    expect(() => readLocation([engineOf('sqlite')], { provider: 'sqlite' })).toThrow(
      'DATABASE_URL is an address with the scheme mysql:, but the provider is sqlite, whose addresses begin with file:.',
    )
  })
})
