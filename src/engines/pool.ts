import { RefractError } from '../contract/errors.js'
import type { PoolOptions, PoolSettings } from '../contract/options.js'
import { showWord } from './address.js'

/** Milliseconds without a word after which the system asks whether the server is still there. */
export const KEEP_ALIVE = 10_000

/**
 * What the caller says wins over what the address says, which wins over the defaults.
 *
 * @throws {RefractError} `REFRACT_OPTIONS`
 */
export function resolvePool(defaults: PoolSettings, fromAddress: PoolOptions, options: PoolOptions = {}): PoolSettings {
  const settings = { ...defaults, ...withoutUndefined(fromAddress), ...withoutUndefined(options) }
  for (const [name, least] of [
    ['max', 1],
    ['acquireTimeout', 0],
    ['idleTimeout', 0],
  ] as const) {
    const value = settings[name]
    if (Number.isInteger(value) && value >= least) continue
    throw new RefractError('REFRACT_OPTIONS', `pool.${name} must be a whole number of at least ${least}, not ${showWord(value)}.`)
  }
  return settings
}

function withoutUndefined(options: PoolOptions): PoolOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
}
