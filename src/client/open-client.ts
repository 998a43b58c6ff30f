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

/** Makes a generated client over an engine. Connects to nothing and loads no driver. */
export function openClient<C extends object>(
  engine: Engine,
  Client: ClientConstructor<C>,
  url: string,
  options: ClientOptions,
  repair: (adapter: SqlDriverAdapterFactory) => SqlDriverAdapterFactory = (adapter) => adapter,
): C {
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
  setLocation(client, { engine, target })
  return client
}
