import { describe, expect, it } from 'vitest'
import { engineOf, isProvider, PROVIDERS } from '../../../src/engines/index.js'

describe('the board', () => {
  it('holds the engines in order, each under its own key', () => {
    expect(PROVIDERS).toEqual(['postgresql', 'mysql', 'sqlite'])
    for (const provider of PROVIDERS) expect(engineOf(provider).provider).toBe(provider)
  })

  it('gives each scheme to one engine', () => {
    const schemes = PROVIDERS.flatMap((provider) => engineOf(provider).schemes)
    expect(schemes).toEqual(['postgresql', 'postgres', 'mysql', 'mariadb', 'file'])
    expect(new Set(schemes).size).toBe(schemes.length)
  })

  it('knows providers from other words, those of every object too', () => {
    expect(PROVIDERS.every(isProvider)).toBe(true)
    for (const other of ['postgres', 'mariadb', 'SQLITE', '', 'toString', '__proto__', 'constructor', undefined, null, 1]) {
      expect(isProvider(other)).toBe(false)
    }
  })

  it('has one engine that needs no server, which is the only one with a default address and a database in memory', () => {
    const local = PROVIDERS.filter((provider) => engineOf(provider).defaultUrl('/srv') !== null)
    expect(local).toEqual(['sqlite'])
    expect(PROVIDERS.filter((provider) => engineOf(provider).capabilities.inMemory)).toEqual(local)
  })

  it('has an adapter of each engine in the spelling of Prisma, made without connecting', () => {
    const urls = { postgresql: 'postgres://db/app', mysql: 'mysql://db/app', sqlite: ':memory:' } as const
    const spellings = PROVIDERS.map((provider) => {
      const engine = engineOf(provider)
      const target = engine.parseUrl(urls[provider])
      return engine.createAdapter(target, engine.resolvePool(undefined, target)).provider
    })
    expect(spellings).toEqual(['postgres', 'mysql', 'sqlite'])
  })
})
