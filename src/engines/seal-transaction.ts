import type { SqlQuery, Transaction } from '@prisma/driver-adapter-utils'

/**
 * A transaction that nothing outlives. When its timeout has passed, Prisma ends it beside an operation that is still
 * at work. That operation's statement on its way is waited for: half of it (MySQL prepares first) would run behind the
 * end. Its next statement is refused: it would be committed by itself, or in the transaction that has the connection by then.
 */
export function sealTransaction(transaction: Transaction): Transaction {
  const { queryRaw, executeRaw, commit, rollback } = bind(transaction)
  const running = new Set<Promise<unknown>>()
  let ended = false

  const run = async <T>(statement: () => Promise<T>): Promise<T> => {
    if (ended) throw await createClosedError()
    const result = statement()
    running.add(result)
    try {
      return await result
    } finally {
      running.delete(result)
    }
  }
  const end = async <T>(statement: () => Promise<T>): Promise<T> => {
    ended = true
    await Promise.allSettled(running)
    return statement()
  }

  return Object.assign(transaction, {
    queryRaw: (query: SqlQuery) => run(() => queryRaw(query)),
    executeRaw: (query: SqlQuery) => (isEnd(query) ? end : run)(() => executeRaw(query)),
    commit: () => end(commit),
    rollback: () => end(rollback),
  })
}

/** Some adapters end a transaction themselves; for others Prisma runs the statement. */
export function isEnd({ sql }: SqlQuery): boolean {
  return sql === 'COMMIT' || sql === 'ROLLBACK'
}

function bind(transaction: Transaction): Pick<Transaction, 'queryRaw' | 'executeRaw' | 'commit' | 'rollback'> {
  return {
    queryRaw: transaction.queryRaw.bind(transaction),
    executeRaw: transaction.executeRaw.bind(transaction),
    commit: transaction.commit.bind(transaction),
    rollback: transaction.rollback.bind(transaction),
  }
}

async function createClosedError(): Promise<Error> {
  const { PrismaClientKnownRequestError } = await import('@prisma/client/runtime/client')
  const message = 'Transaction API error: Transaction already closed: it ended, by its timeout perhaps, before this statement began.'
  return new PrismaClientKnownRequestError(message, { code: 'P2028', clientVersion: '' })
}
