import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import type { Engine } from '../contract/engine.js'
import { setLocation } from './location.js'
import type { ClientOptions } from './options.js'

/** The constructor of a generated client, in the part that Refract uses. */
export type ClientConstructor<C> = new (options: {
  adapter: SqlDriverAdapterFactory
  log?: never
  transactionOptions?: { maxWait?: number; timeout?: number; isolationLevel?: never }
  omit?: never
  errorFormat?: 'colorless' | 'pretty' | 'minimal'
}) => C

export interface OpenParts {
  /** Whether the client's models are the core's. Default: true. */
  readonly isCore?: boolean
  /** What is to be changed of the adapter. Default: nothing. */
  readonly repair?: (adapter: SqlDriverAdapterFactory) => SqlDriverAdapterFactory
}

/** Makes a generated client over an engine. Connects to nothing and loads no driver. */
export function openClient<C extends object>(
  engine: Engine,
  Client: ClientConstructor<C>,
  url: string,
  options: ClientOptions,
  parts: OpenParts = {},
): C {
  const { isCore, repair } = { isCore: true, repair: (adapter: SqlDriverAdapterFactory) => adapter, ...parts }
  const { pool, log, transactionOptions, omit, errorFormat } = options
  const target = engine.parseUrl(url)
  const client = new Client({
    adapter: repair(engine.createAdapter(target, engine.resolvePool(pool, target))),
    transactionOptions: { maxWait: engine.transactionMaxWait, ...(transactionOptions as { isolationLevel?: never }) },
    // Prisma types these by the generated client; the caller's types have checked them.
    ...(log === undefined ? {} : { log: log as never }),
    ...(omit === undefined ? {} : { omit: omit as never }),
    ...(errorFormat === undefined ? {} : { errorFormat }),
  })
  setLocation(client, { engine, target, isCore })
  return client
}
