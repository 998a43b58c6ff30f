import type { SqlQuery, Transaction } from '@prisma/driver-adapter-utils'
import { toKnownError } from '../../engines/known-errors.js'
import { isEnd } from '../../engines/seal-transaction.js'

/**
 * A transaction that fails whole, as PostgreSQL's do: after a statement that failed it takes nothing but its end, and
 * its end is a rollback, which the caller who caught the error is told. The other engines would keep the rest, and
 * PostgreSQL would say nothing. Back at a savepoint the transaction is as it was there. After a conflict with another
 * transaction it is told the conflict again, whatever became of the first error: the whole may run again.
 */
export function failWhole(transaction: Transaction): Transaction {
  const original = {
    queryRaw: transaction.queryRaw.bind(transaction),
    executeRaw: transaction.executeRaw.bind(transaction),
    commit: transaction.commit.bind(transaction),
    rollback: transaction.rollback.bind(transaction),
    createSavepoint: transaction.createSavepoint?.bind(transaction),
    rollbackToSavepoint: transaction.rollbackToSavepoint?.bind(transaction),
  }
  let failed = false
  let conflict: unknown

  const createError = async (what: string) => (conflict === undefined ? createFailedError(what) : toKnownError(conflict))
  const run = async <T>(statement: () => Promise<T>): Promise<T> => {
    if (failed) throw await createError('takes no more queries')
    try {
      return await statement()
    } catch (error) {
      failed = true
      if (isConflict(error)) conflict = error
      throw error
    }
  }
  const goBack = async <T>(statement: () => Promise<T>): Promise<T> => {
    const result = await statement()
    failed = false
    conflict = undefined
    return result
  }
  const refuseCommit = async (rollBack: () => Promise<unknown>): Promise<never> => {
    await rollBack()
    throw await createError('cannot commit')
  }

  return Object.assign(transaction, {
    queryRaw: (query: SqlQuery) => run(() => original.queryRaw(query)),
    executeRaw: (query: SqlQuery) => {
      // Some adapters go back to a savepoint by a statement of their own.
      if (query.sql.startsWith('ROLLBACK TO ')) return goBack(() => original.executeRaw(query))
      // Where Prisma itself runs the statement, it calls `commit` or `rollback` after it.
      if (query.sql === 'COMMIT' && failed) return refuseCommit(() => original.executeRaw({ ...query, sql: 'ROLLBACK' }))
      return isEnd(query) ? original.executeRaw(query) : run(() => original.executeRaw(query))
    },
    commit: () => (failed && transaction.options.usePhantomQuery ? refuseCommit(original.rollback) : original.commit()),
    ...(original.createSavepoint && { createSavepoint: (name: string) => run(async () => original.createSavepoint?.(name)) }),
    ...(original.rollbackToSavepoint && {
      rollbackToSavepoint: (name: string) => goBack(async () => original.rollbackToSavepoint?.(name)),
    }),
  })
}

function isConflict(error: unknown): boolean {
  return (error as { cause?: { kind?: unknown } } | null)?.cause?.kind === 'TransactionWriteConflict'
}

async function createFailedError(what: string): Promise<Error> {
  const { PrismaClientKnownRequestError } = await import('@prisma/client/runtime/client')
  const message =
    `Transaction API error: the transaction ${what}: a query in it has failed, and the error was caught. ` +
    'Let the error out, or put the query into a tx.$transaction of its own.'
  return new PrismaClientKnownRequestError(message, { code: 'P2028', clientVersion: '' })
}
