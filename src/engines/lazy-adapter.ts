import type { SqlDriverAdapter, SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import { toKnownError } from './known-errors.js'
import { mapTransactions } from './map-transactions.js'
import { sealTransaction } from './seal-transaction.js'
import { translateErrors } from './translate-errors.js'

/**
 * An adapter factory that costs nothing until Prisma connects: the driver is imported in `connect`,
 * so that creating a client is synchronous and choosing one engine loads no other engine's driver.
 * Prisma translates an adapter's errors when a query fails, but not when connecting does, or the end of a transaction.
 *
 * @param flavour the provider in Prisma's own spelling
 */
export function createLazyAdapter(
  flavour: SqlDriverAdapterFactory['provider'],
  connect: () => Promise<SqlDriverAdapter>,
): SqlDriverAdapterFactory {
  const connectSealed = async () => mapTransactions(await connect(), sealTransaction)
  return {
    provider: flavour,
    adapterName: 'refract-db',
    connect: () => translateErrors(connectSealed(), toKnownError),
  }
}
