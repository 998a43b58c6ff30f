import type { SqlDriverAdapter, SqlDriverAdapterFactory, SqlQuery, Transaction } from '@prisma/driver-adapter-utils'
import { isEnd } from '../../engines/seal-transaction.js'

/** Translates errors that Prisma passes on as they are: those of connecting, and of a transaction's beginning and end. */
export function translateAdapterErrors(factory: SqlDriverAdapterFactory, translate: (error: unknown) => unknown): SqlDriverAdapterFactory {
  const attempt = async <T>(task: Promise<T>): Promise<T> => {
    try {
      return await task
    } catch (error) {
      throw translate(error)
    }
  }

  const translateEnd = (transaction: Transaction): Transaction => {
    const [commit, rollback] = [transaction.commit.bind(transaction), transaction.rollback.bind(transaction)]
    const executeRaw = transaction.executeRaw.bind(transaction)
    return Object.assign(transaction, {
      commit: () => attempt(commit()),
      rollback: () => attempt(rollback()),
      executeRaw: (query: SqlQuery) => (isEnd(query) ? attempt(executeRaw(query)) : executeRaw(query)),
    })
  }

  const translateBeginning = (adapter: SqlDriverAdapter): SqlDriverAdapter => {
    const startTransaction = adapter.startTransaction.bind(adapter)
    return Object.assign(adapter, {
      startTransaction: async (...args: Parameters<typeof startTransaction>) => translateEnd(await attempt(startTransaction(...args))),
    })
  }

  return { ...factory, connect: async () => translateBeginning(await attempt(factory.connect())) }
}
