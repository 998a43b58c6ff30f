import type { Engine } from '../contract/engine.js'
import { readLocation } from './env.js'
import { type ClientConstructor, openClient } from './open-client.js'
import { assertOptions, type ClientOptions } from './options.js'

/** Makes an engine's own client, for the entries that hold one engine alone. */
export function createExactClient<C extends object>(engine: Engine, Client: ClientConstructor<C>, options: ClientOptions = {}): C {
  assertOptions(options)
  const { url } = readLocation([engine], { ...options, provider: engine.provider })
  return openClient(engine, Client, url, options)
}
