import type { SqlDriverAdapter, SqlQuery, Transaction } from '@prisma/driver-adapter-utils'
import { isEnd } from './seal-transaction.js'

type Translate = (error: unknown) => unknown

/** Waits for a connection, and translates the errors that Prisma passes on as they are: its own, and those of a transaction's beginning and end. */
export async function translateErrors(connecting: Promise<SqlDriverAdapter>, translate: Translate): Promise<SqlDriverAdapter> {
  const attempt = async <T>(task: Promise<T>): Promise<T> => {
    try {
      return await task
    } catch (error) {
      throw await translate(error)
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

  const adapter = await attempt(connecting)
  const startTransaction = adapter.startTransaction.bind(adapter)
  return Object.assign(adapter, {
    startTransaction: async (...args: Parameters<typeof startTransaction>) => translateEnd(await attempt(startTransaction(...args))),
  })
}
