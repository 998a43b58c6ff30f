import type { Engine } from '../contract/engine.js'
import type { Facts } from '../contract/facts.js'
import { PROVIDERS } from '../engines/index.js'
import { composeQueries } from './compose-queries.js'
import { isWriteConflict } from './error-guards.js'
import { guardClient } from './guard.js'
import { interceptRequests } from './intercept.js'
import { type ClientConstructor, openClient } from './open-client.js'
import type { PortableClientOptions } from './options.js'
import { createPortableAdapter } from './portability/adapter.js'
import { assertPortableBulk } from './portability/bulk.js'
import { describeConstraint } from './portability/errors.js'
import { Ordering } from './portability/order.js'
import { mayDeadlock, mayRace, runRacing } from './portability/races.js'
import { type GlobalOmit, runInOrder } from './portability/returned-order.js'
import { Rewriter } from './portability/rewrite.js'
import { createRuntime } from './portability/runtime.js'
import { retryTransactions } from './portability/transactions.js'
import { createRules } from './portability/values.js'
import { markRawSql } from './raw-sql.js'

/** The part of a generated client's module that holds Prisma's classes. */
type Namespace = Parameters<typeof createRuntime>[0]

/**
 * Makes a client that answers as PostgreSQL does, whatever its engine, and refuses what cannot be made the same.
 *
 * @param prisma the namespace `Prisma` of any generated client
 */
export function openPortableClient(
  engine: Engine,
  Client: ClientConstructor<object>,
  url: string,
  options: PortableClientOptions,
  { facts, prisma }: { facts: Facts; prisma: Namespace },
): unknown {
  const { retry, ...transactionOptions } = options.transactionOptions ?? {}
  const client = openClient(engine, Client, url, { ...options, transactionOptions }, (adapter) =>
    createPortableAdapter(adapter, engine.capabilities),
  )
  composeQueries(client, engine.createComposer(facts))
  const runtime = createRuntime(prisma)
  const ordering = new Ordering(facts)
  const rewriter = new Rewriter(facts, createRules(runtime, engine.capabilities))
  const omit = (options.omit ?? {}) as GlobalOmit
  const hasCode = (code: string) => (error: unknown) => runtime.isKnownError(error) && error.code === code

  interceptRequests(client, async ({ model, operation, args, inTransaction }, execute) => {
    if (model === undefined) return execute(args)
    assertPortableBulk(facts, model, operation, args)
    const given = ordering.complete(model, operation, rewriter.args(model, args))
    const run = operation === 'updateManyAndReturn' ? () => runInOrder(facts, omit, model, given, execute) : () => execute(given)
    try {
      // In a transaction the whole of it would have to run again.
      if (!inTransaction && mayRace(operation, given)) return await runRacing(run, hasCode('P2002'))
      if (!inTransaction && mayDeadlock(operation, given)) return await runRacing(run, hasCode('P2034'))
      return await run()
    } catch (error) {
      if (runtime.isKnownError(error)) describeConstraint(facts, error, model)
      throw error
    }
  })
  markRawSql(client, engine.provider, PROVIDERS)
  retryTransactions(client, { retry, mayRetry: isWriteConflict, toError: (error) => error })
  // The last to be put before the queries is the first to be asked.
  return guardClient(client, facts, PROVIDERS)
}
