import type { SqlDriverAdapter, SqlDriverAdapterFactory, SqlQuery, Transaction } from '@prisma/driver-adapter-utils'
import { toKnownError } from './known-errors.js'
import { isEnd, sealTransaction } from './seal-transaction.js'

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
  return {
    provider: flavour,
    adapterName: 'refract-db',
    connect: async () => tellFailedCommits(await attempt(connect())),
  }
}

/** Prisma translates an adapter's errors when a query fails, but not when connecting does, or the end of a transaction. */
async function attempt<T>(task: Promise<T>): Promise<T> {
  try {
    return await task
  } catch (error) {
    throw await toKnownError(error)
  }
}

function tellFailedCommits(adapter: SqlDriverAdapter): SqlDriverAdapter {
  const startTransaction = adapter.startTransaction.bind(adapter)
  return Object.assign(adapter, {
    startTransaction: async (...args: Parameters<typeof startTransaction>) =>
      tellFailedCommit(sealTransaction(await attempt(startTransaction(...args)))),
  })
}

function tellFailedCommit(transaction: Transaction): Transaction {
  const [commit, rollback] = [transaction.commit.bind(transaction), transaction.rollback.bind(transaction)]
  const executeRaw = transaction.executeRaw.bind(transaction)
  return Object.assign(transaction, {
    commit: () => attempt(commit()),
    rollback: () => attempt(rollback()),
    executeRaw: (query: SqlQuery) => (isEnd(query) ? attempt(executeRaw(query)) : executeRaw(query)),
  })
}
