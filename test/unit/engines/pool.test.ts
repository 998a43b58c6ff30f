import { describe, expect, it } from 'vitest'
import { engineOf, type Provider } from '../../../src/engines/index.js'
import { resolvePool } from '../../../src/engines/pool.js'

const defaults = { max: 10, acquireTimeout: 10_000, idleTimeout: 60_000 }

describe('resolvePool', () => {
  it('takes the caller before the address, and the address before the defaults', () => {
    expect(resolvePool(defaults, {})).toEqual(defaults)
    expect(resolvePool(defaults, { max: 3, acquireTimeout: 5 }, { max: 4 })).toEqual({ max: 4, acquireTimeout: 5, idleTimeout: 60_000 })
  })

  it('passes over what is undefined', () => {
    expect(resolvePool(defaults, { max: 3 }, { max: undefined } as never)).toEqual({ ...defaults, max: 3 })
  })

  it('allows zero for times', () => {
    expect(resolvePool(defaults, {}, { acquireTimeout: 0, idleTimeout: 0 })).toEqual({ max: 10, acquireTimeout: 0, idleTimeout: 0 })
  })

  it.each([
    ['max', 0, 1],
    ['max', -1, 1],
    ['max', 1.5, 1],
    ['max', Number.NaN, 1],
    ['max', '5', 1],
    ['max', null, 1],
    ['acquireTimeout', -1, 0],
    ['acquireTimeout', Number.POSITIVE_INFINITY, 0],
    ['idleTimeout', -1, 0],
  ])('refuses %s: %s', (name, value, least) => {
    expect(() => resolvePool(defaults, {}, { [name]: value })).toThrow(
      expect.objectContaining({
        code: 'REFRACT_OPTIONS',
        message: `pool.${name} must be a whole number of at least ${least}, not ${value}.`,
      }),
    )
  })

  it('refuses what an address says in the same way', () => {
    const engine = engineOf('postgresql')
    expect(() => engine.resolvePool({}, engine.parseUrl('postgres://db/app?connection_limit=0'))).toThrow('pool.max must be')
  })
})

describe('the pools of the engines', () => {
  it.each<[Provider, string, object]>([
    ['postgresql', 'postgres://db/app', defaults],
    ['postgresql', 'postgres://db/app?connection_limit=3&pool_timeout=7', { max: 3, acquireTimeout: 7000, idleTimeout: 60_000 }],
    ['mysql', 'mysql://db/app', defaults],
    ['mysql', 'mysql://db/app?connection_limit=3&connect_timeout=7', { max: 3, acquireTimeout: 7000, idleTimeout: 60_000 }],
    ['sqlite', 'file:app.db', { ...defaults, max: 1 }],
  ])('%s: %s', (provider, url, settings) => {
    const engine = engineOf(provider)
    expect(engine.resolvePool(undefined, engine.parseUrl(url))).toEqual(settings)
  })

  it('of SQLite keeps one connection whatever is written for a server, and still refuses nonsense', () => {
    const engine = engineOf('sqlite')
    const target = engine.parseUrl(':memory:')
    expect(engine.resolvePool({ max: 20, acquireTimeout: 5 }, target)).toEqual({ max: 1, acquireTimeout: 5, idleTimeout: 60_000 })
    expect(() => engine.resolvePool({ max: 0 }, target)).toThrow('pool.max must be')
  })
})
