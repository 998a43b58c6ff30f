import { isWriteConflict } from '../error-guards.js'
import { type RetryOptions, resolveRetry, runRetrying } from '../retry.js'

interface Options {
  readonly retry?: RetryOptions
}

type Transact = (this: object, work: unknown, options?: Options) => Promise<unknown>

/** Where Prisma keeps, in the client of a transaction, which one it is. */
const SCOPE = Symbol.for('prisma.client.transaction.scope_context')

/**
 * Lets both forms of `$transaction` run again after a conflict. A transaction within another passes its conflict on: the engines
 * undo the outer one as well, and to see what others have changed it must begin anew.
 *
 * @param byDefault where a transaction says nothing; undefined for never again
 */
export function retryTransactions(client: unknown, byDefault: RetryOptions | undefined): void {
  const transacting = client as { $transaction: Transact }
  const { $transaction: transact } = transacting
  transacting.$transaction = async function (work, { retry = byDefault, ...options } = {}) {
    // Checked wherever it is given, so that a function says the same for a client and for a transaction.
    const settings = retry === undefined ? undefined : resolveRetry(retry, '$transaction')
    // Prisma writes into its options.
    const run = () => transact.call(this, work, { ...options })
    return settings === undefined || SCOPE in this ? run() : runRetrying(run, settings, isWriteConflict)
  }
}
