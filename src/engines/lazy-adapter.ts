import type { SqlDriverAdapter, SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils'

/**
 * An adapter factory that costs nothing until Prisma connects: the driver is imported in `connect`,
 * so that creating a client is synchronous and choosing one engine loads no other engine's driver.
 *
 * @param flavour the provider in Prisma's own spelling
 */
export function createLazyAdapter(
  flavour: SqlDriverAdapterFactory['provider'],
  connect: () => Promise<SqlDriverAdapter>,
): SqlDriverAdapterFactory {
  return { provider: flavour, adapterName: 'refract-db', connect }
}
