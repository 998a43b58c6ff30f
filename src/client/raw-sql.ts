import { RefractError } from '../contract/errors.js'
import { isObject } from './portability/args.js'

type RawMethod = (this: unknown, queries: unknown) => Promise<unknown>

interface Client {
  $queryRaw: RawMethod
  $executeRaw: RawMethod
}

const METHODS = ['$queryRaw', '$executeRaw'] as const

/** True for the methods that are given a statement for each engine. */
export function isMarkedRawSql(method: string): boolean {
  return (METHODS as readonly string[]).includes(method)
}

/**
 * Has the raw methods of a client take a statement for each engine, of which that of its own is run. All are required
 * whichever it is, so that a program written on one engine does not fail on another.
 *
 * @param providers the keys that are required, the client's own among them
 */
export function markRawSql(client: unknown, provider: string, providers: readonly string[]): void {
  const marked = client as Client
  for (const method of METHODS) {
    const run = marked[method]
    // Called on transactions and extended clients too, which inherit it.
    marked[method] = function (queries) {
      assertMarked(method, queries, providers)
      return run.call(this, queries[provider])
    }
  }
}

/** Raw SQL that is not marked. */
export function refuseRawSql(method: string, problem: string, providers: readonly string[]): never {
  const statements = providers.map((provider) => `${provider}: Prisma.sql\`…\``).join(', ')
  throw new RefractError('REFRACT_NOT_PORTABLE', `${method}: ${problem}.`, {
    hint: `Give each engine its statement: db.${method.replace('Unsafe', '')}({ ${statements} }); or use an engine's own client.`,
  })
}

function assertMarked(method: string, queries: unknown, providers: readonly string[]): asserts queries is Record<string, unknown> {
  if (!isObject(queries) || isStatement(queries)) return refuseRawSql(method, 'every engine has a dialect of its own', providers)
  const missing = providers.filter((provider) => !isStatement(queries[provider]))
  if (missing.length > 0) return refuseRawSql(method, `no statement made by Prisma.sql for ${missing.join(', ')}`, providers)
  const unknown = Object.keys(queries).filter((key) => !providers.includes(key))
  if (unknown.length > 0) return refuseRawSql(method, `no engine is named ${unknown.join(', ')}`, providers)
}

/** What `Prisma.sql`, `join` and `raw` make. Known by its form: the package may be installed twice. */
function isStatement(value: unknown): boolean {
  return isObject(value) && typeof value.sql === 'string' && Array.isArray(value.values)
}
