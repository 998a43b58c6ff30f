import { isProduction } from './env.js'

/**
 * A client that is made when it is first used. Outside production it is kept across loads of the module that made it,
 * which development servers do on every change: each would open connections of its own.
 *
 * @param key tells the clients of several schemas in one process apart
 */
export function createLazyClient<C extends object>(key: string, create: () => C): C {
  const shared = globalThis as Record<symbol, C | undefined>
  const place = Symbol.for(`refract-db.prisma.${key}`)
  let own: C | undefined
  const getClient = (): C => {
    if (isProduction()) {
      own ??= create()
      return own
    }
    shared[place] ??= create()
    return shared[place]
  }
  return new Proxy({} as C, {
    get(_target, property) {
      // Asked by `await`, JSON.stringify and inspection, not by a caller: answering would open the client.
      if (property === 'then' || property === 'toJSON' || typeof property === 'symbol') return undefined
      return Reflect.get(getClient(), property)
    },
    has: (_target, property) => typeof property === 'string' && Reflect.has(getClient(), property),
  })
}
