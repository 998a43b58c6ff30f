import { createClient, type PortableClient, type PortableOptions } from '../../src/index.js'
import type { ServerKind } from './servers.js'

/** A client whose errors are one line, so that they can be counted. */
export function open(
  { provider }: ServerKind,
  url: string,
  options: Pick<PortableOptions, 'pool' | 'transactionOptions'> = {},
): PortableClient {
  return createClient({ provider, url, errorFormat: 'minimal', ...options })
}
