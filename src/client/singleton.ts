import { createClient } from './create-client.js'
import { isProduction } from './env.js'
import type { PortableClient } from './portable.js'

const KEY = Symbol.for('refract-db.prisma')

/** Where the client is kept between two loads of this module, which development servers do on every change. */
const shared = globalThis as { [KEY]?: PortableClient }

let own: PortableClient | undefined

function getClient(): PortableClient {
  if (isProduction()) {
    own ??= createClient()
    return own
  }
  shared[KEY] ??= createClient()
  return shared[KEY]
}

/**
 * The client that the environment names, made when it is first used. Importing it reads no environment and
 * loads no driver. Outside production it is kept across hot reloads, so that they do not exhaust the
 * server's connections.
 *
 * @example
 * import { prisma } from 'refract-db'
 * const users = await prisma.user.findMany()
 */
export const prisma: PortableClient = new Proxy({} as PortableClient, {
  get(_target, property) {
    // Asked by `await`, JSON.stringify and inspection, not by a caller: answering would open the client.
    if (property === 'then' || property === 'toJSON' || typeof property === 'symbol') return undefined
    return Reflect.get(getClient(), property)
  },
  has: (_target, property) => typeof property === 'string' && Reflect.has(getClient(), property),
})
