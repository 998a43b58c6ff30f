import type { SqlDriverAdapter, Transaction } from '@prisma/driver-adapter-utils'

/** Changes every transaction of an adapter when it begins. */
export function mapTransactions(adapter: SqlDriverAdapter, change: (transaction: Transaction) => Transaction): SqlDriverAdapter {
  const startTransaction = adapter.startTransaction.bind(adapter)
  return Object.assign(adapter, {
    startTransaction: async (...args: Parameters<typeof startTransaction>) => change(await startTransaction(...args)),
  })
}
