import { createClient, type PortableClient, type PortableOptions } from '../../src/index.js'
import type { Place, RunningServer } from './running.js'
import { Wire } from './wire.js'

type Options = Pick<PortableOptions, 'pool' | 'transactionOptions'>

/** A client whose errors are one line, so that they can be counted. */
export function open({ provider }: Place['kind'], url: string, options: Options = {}): PortableClient {
  return createClient({ provider, url, errorFormat: 'minimal', ...options })
}

/** Gives a client with a wire between it and the server, for as long as the body runs. */
export async function withWire<T>(
  server: RunningServer,
  options: Options,
  body: (db: PortableClient, wire: Wire) => Promise<T>,
): Promise<T> {
  const wire = await Wire.open(server.url)
  const db = open(server.kind, wire.url, options)
  try {
    return await body(db, wire)
  } finally {
    wire.resume()
    await db.$disconnect()
    await wire.close()
  }
}
