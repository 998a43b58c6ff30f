import type { Engine } from '../contract/engine.js'
import type { Facts } from '../contract/facts.js'
import { readLocation } from './env.js'
import { assertPortableIsolation } from './guard.js'
import { type ClientConstructor, openClient } from './open-client.js'
import { type Namespace, openPortableClient } from './open-portable-client.js'
import { assertOptions, type ClientOptions, type PortableClientOptions } from './options.js'

/** What `refract generate` makes of a schema, and the engines that it is for. */
export interface FactoryParts {
  /** The engines in use. */
  readonly engines: readonly Engine[]
  /** The generated clients, by provider. */
  readonly clients: Readonly<Record<string, unknown>>
  /** What the clients must know of the models. */
  readonly facts: Facts
  /** The namespace `Prisma` of any of the clients. */
  readonly prisma: object
  /** Whether the models are the core's, whose migrations come with the package. Default: false. */
  readonly isCore?: boolean
}

const HINT = 'Engines come into use by engines in refract.config.ts, and refract generate.'

/** `createClient` without its types, which the generated entry adds. */
export type Factory = (first?: string | (PortableClientOptions & { provider?: string }), second?: object) => unknown

/**
 * Makes the `createClient` of a schema. The entry that `refract generate` writes calls it; programs use that entry.
 *
 * @param parts what was generated, and the engines it is for
 */
export function createFactory({ engines, clients, facts, prisma, isCore = false }: FactoryParts): Factory {
  return (first, second: ClientOptions = {}) => {
    const exact = typeof first === 'string'
    // The form without a provider has one argument: a second would be dropped in silence.
    const options = exact ? { ...second, provider: first } : { ...second, ...first }
    assertOptions(options, { portable: !exact })
    if (!exact) assertPortableIsolation(options.transactionOptions)
    const { engine, url } = readLocation(engines, { ...options, ...(isCore ? {} : { hint: HINT }) })
    const Client = clients[engine.provider] as ClientConstructor<object>
    if (exact) return openClient(engine, Client, url, options, { isCore })
    const providers = engines.map(({ provider }) => provider)
    return openPortableClient(engine, Client, url, options, { facts, prisma: prisma as Namespace, providers, isCore })
  }
}
