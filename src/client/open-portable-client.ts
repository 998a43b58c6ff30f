import type { Engine } from '../contract/engine.js'
import type { Facts } from '../contract/facts.js'
import { translateErrors } from '../engines/translate-errors.js'
import { composeQueries } from './compose-queries.js'
import { guardClient } from './guard.js'
import { interceptRequests } from './intercept.js'
import { type ClientConstructor, openClient } from './open-client.js'
import type { PortableClientOptions } from './options.js'
import { createPortableAdapter } from './portability/adapter.js'
import { BindLimit } from './portability/bind-limit.js'
import { assertPortableBulk } from './portability/bulk.js'
import { CalculatedResults } from './portability/calculated-results.js'
import { composeEmptyUpdates } from './portability/empty-updates.js'
import { ErrorLanguage } from './portability/errors.js'
import { ListResults } from './portability/list-results.js'
import { repairLog } from './portability/log.js'
import { Ordering } from './portability/order.js'
import { mayDeadlock, mayRace, runRacing } from './portability/races.js'
import { keepRefusals } from './portability/refused-arguments.js'
import { type GlobalOmit, runInOrder } from './portability/returned-order.js'
import { Rewriter } from './portability/rewrite.js'
import { createRuntime } from './portability/runtime.js'
import { retryTransactions } from './portability/transactions.js'
import { separateFilters } from './portability/unique-filters.js'
import { createRules } from './portability/values.js'
import { markRawSql } from './raw-sql.js'

/** The part of a generated client's module that holds Prisma's classes. */
export type Namespace = Parameters<typeof createRuntime>[0]

/** What a portable client is made of besides the generated one. */
export interface PortableParts {
  readonly facts: Facts
  /** The namespace `Prisma` of any generated client. */
  readonly prisma: Namespace
  /** Those that raw SQL must be given for. */
  readonly providers: readonly string[]
  /** Whether the models are the core's. */
  readonly isCore: boolean
}

/**
 * Makes a client that answers as PostgreSQL does, whatever its engine, and refuses what cannot be made the same.
 */
export function openPortableClient(
  engine: Engine,
  Client: ClientConstructor<object>,
  url: string,
  options: PortableClientOptions,
  { facts, prisma, providers, isCore }: PortableParts,
): unknown {
  const { retry: _, ...transactionOptions } = options.transactionOptions ?? {}
  const runtime = createRuntime(prisma)
  const errors = new ErrorLanguage(facts, runtime, engine.title)
  const limit = new BindLimit(engine, runtime)
  const client = openClient(
    engine,
    Client,
    url,
    { ...options, transactionOptions },
    {
      isCore,
      repair: (factory) => {
        const portable = createPortableAdapter(factory, engine.capabilities, limit)
        return { ...portable, connect: () => translateErrors(portable.connect(), (error) => errors.translate(error)) }
      },
    },
  )
  const logError = repairLog(client)
  const tellByArguments = keepRefusals(client)
  composeQueries(client, composeEmptyUpdates(engine.createComposer(facts)), () => limit.lift())
  const ordering = new Ordering(facts)
  const rewriter = new Rewriter(facts, createRules(runtime, engine.capabilities, facts))
  const calculated = new CalculatedResults(facts, runtime)
  const lists = engine.capabilities.scalarLists ? null : new ListResults(facts, runtime)
  const omit = (options.omit ?? {}) as GlobalOmit
  const hasCode = (code: string) => (error: unknown) => runtime.isKnownError(error) && error.code === code

  interceptRequests(client, async ({ model, operation, method, args, inTransaction }, request) => {
    const execute = (given: unknown) =>
      request(given).catch(async (error) => {
        const told = errors.translate(await tellByArguments(error, args, given, request), { model, args: given })
        logError(told, method)
        throw told
      })
    if (model === undefined) return execute(args)
    assertPortableBulk(runtime, facts, model, operation, args)
    const separated = operation.startsWith('findUnique') ? separateFilters(facts[model], args) : args
    const given = ordering.complete(model, operation, rewriter.args(model, separated, operation))
    const run = operation === 'updateManyAndReturn' ? () => runInOrder(facts, omit, model, given, execute) : () => execute(given)
    // In a transaction the whole of it would have to run again.
    const racing = !inTransaction && (mayRace(operation, given) ? 'P2002' : mayDeadlock(operation, given) ? 'P2034' : undefined)
    const result = calculated.repair(model, operation, await (racing ? runRacing(run, hasCode(racing)) : run()))
    return lists === null ? result : lists.read(model, result)
  })
  markRawSql(client, engine.provider, providers)
  retryTransactions(client, { ...options.transactionOptions, createError: runtime.createError })
  // The last to be put before the queries is the first to be asked.
  return guardClient(client, facts, providers)
}
