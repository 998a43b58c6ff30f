import type { Engine } from '../contract/engine.js'
import type { Facts } from '../contract/facts.js'
import { guardClient } from './guard.js'
import { interceptRequests } from './intercept.js'
import { type ClientConstructor, openClient } from './open-client.js'
import type { ClientOptions } from './options.js'
import { createPortableAdapter } from './portability/adapter.js'
import { describeConstraint } from './portability/errors.js'
import { Ordering } from './portability/order.js'
import { mayRace, runRacing } from './portability/races.js'
import { Rewriter } from './portability/rewrite.js'
import { createRuntime } from './portability/runtime.js'
import { createRules } from './portability/values.js'

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
  options: ClientOptions,
  { facts, prisma }: { facts: Facts; prisma: Namespace },
): unknown {
  const client = openClient(engine, Client, url, options, (adapter) => createPortableAdapter(adapter, engine.capabilities))
  const runtime = createRuntime(prisma)
  const ordering = new Ordering(facts)
  const rewriter = new Rewriter(facts, createRules(runtime))
  const isUniqueViolation = (error: unknown) => runtime.isKnownError(error) && error.code === 'P2002'

  interceptRequests(client, async ({ model, operation, args, inTransaction }, run) => {
    if (model === undefined) return run(args)
    const given = ordering.complete(model, operation, rewriter.args(model, args))
    try {
      // In a transaction the whole of it would have to run again.
      const racing = !inTransaction && mayRace(operation, given)
      return await (racing ? runRacing(() => run(given), isUniqueViolation) : run(given))
    } catch (error) {
      if (runtime.isKnownError(error)) describeConstraint(facts, error, model)
      throw error
    }
  })
  // The last to be put before the queries is the first to be asked.
  return guardClient(client, facts)
}
