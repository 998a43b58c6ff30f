import { isWriteConflict } from '../error-guards.js'
import { type RetryOptions, resolveRetry, runRetrying } from '../retry.js'

interface Options {
  readonly retry?: RetryOptions
  /** Milliseconds. */
  readonly timeout?: number
}

/** What a client's transactions do that say nothing. */
export interface TransactionDefaults extends Options {
  /** Tells that a transaction has taken too long, as Prisma does. */
  createError(code: string, message: string, meta: Record<string, unknown>): Error
}

type Transact = (this: object, work: unknown, options?: Options) => Promise<unknown>

/** Where Prisma keeps, in the client of a transaction, which one it is. */
const SCOPE = Symbol.for('prisma.client.transaction.scope_context')

/**
 * Lets both forms of `$transaction` run again after a conflict. A transaction within another passes its conflict on: the engines
 * undo the outer one as well, and to see what others have changed it must begin anew.
 *
 * A transaction that has taken too long is undone also where nothing could tell it meanwhile, since SQLite's queries, or the
 * function itself, kept the thread busy.
 */
export function retryTransactions(client: unknown, defaults: TransactionDefaults): void {
  const transacting = client as { $transaction: Transact }
  const { $transaction: transact } = transacting
  transacting.$transaction = async function (work, { retry = defaults.retry, ...options } = {}) {
    // Checked wherever it is given, so that a function says the same for a client and for a transaction.
    const settings = retry === undefined ? undefined : resolveRetry(retry, '$transaction')
    const nested = SCOPE in this
    const { timeout = defaults.timeout ?? TIMEOUT } = options
    const timed = typeof work === 'function' && !nested ? limitTime(work as Work, timeout, defaults) : work
    // Prisma writes into its options.
    const run = () => transact.call(this, timed, { ...options })
    return settings === undefined || nested ? run() : runRetrying(run, settings, isWriteConflict)
  }
}

type Work = (tx: unknown) => Promise<unknown>

/** Prisma's own default. */
const TIMEOUT = 5_000

function limitTime(work: Work, timeout: number, { createError }: TransactionDefaults): Work {
  return async (tx) => {
    const start = performance.now()
    const result = await work(tx)
    const timeTaken = Math.round(performance.now() - start)
    if (timeTaken <= timeout) return result
    const message =
      `Transaction API error: A commit cannot be executed on an expired transaction. The timeout for this transaction was ${timeout} ms, ` +
      `however ${timeTaken} ms passed since the start of the transaction. Consider increasing the interactive transaction timeout or ` +
      'doing less work in the transaction.'
    throw createError('P2028', message, { operation: 'commit', timeout, timeTaken })
  }
}
