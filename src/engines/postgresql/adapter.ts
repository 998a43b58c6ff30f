import type { SqlDriverAdapter, SqlDriverAdapterFactory, SqlQuery, SqlQueryable } from '@prisma/driver-adapter-utils'
import type { PoolSettings } from '../../contract/options.js'
import { type Fold, foldMarked } from '../fold-marked.js'
import { createLazyAdapter } from '../lazy-adapter.js'
import { connectAdapter } from './connect.js'
import { toAdapterError } from './errors.js'
import { writeJsonFilters } from './json-filters.js'
import { lockLimited } from './lock-limited.js'
import type { PostgresqlTarget } from './url.js'

/** Prisma's adapter: PostgreSQL is the reference, few statements need repair. What it does not know of lost connections is added. */
export function createAdapter(target: PostgresqlTarget, pool: PoolSettings): SqlDriverAdapterFactory {
  const attempt = async <T>(task: () => Promise<T>): Promise<T> => {
    try {
      return await task()
    } catch (error) {
      throw await toAdapterError(error, target, pool)
    }
  }
  const repair = <Q extends SqlQueryable>(queryable: Q, fold: Fold): Q => {
    const [queryRaw, executeRaw] = [queryable.queryRaw.bind(queryable), queryable.executeRaw.bind(queryable)]
    const rewrite = (query: SqlQuery) => lockLimited(writeJsonFilters(foldMarked(query, fold), fold))
    return Object.assign(queryable, {
      queryRaw: (query: SqlQuery) => attempt(() => queryRaw(rewrite(query))),
      executeRaw: (query: SqlQuery) => attempt(() => executeRaw(rewrite(query))),
    })
  }
  const connect = async (): Promise<SqlDriverAdapter> => {
    const { adapter, serverVersion } = await attempt(() => connectAdapter(target, pool))
    const fold = createFold(serverVersion)
    const startTransaction = adapter.startTransaction.bind(adapter)
    return Object.assign(repair(adapter, fold), {
      startTransaction: async (...args: Parameters<typeof startTransaction>) =>
        repair(await attempt(() => startTransaction(...args)), fold),
    })
  }
  return createLazyAdapter('postgres', connect)
}

/**
 * Our columns are in the collation "C", which knows no letters but ASCII's. Before PostgreSQL 17 ICU's is the only one that
 * every server has, which folds İ to two code points and Σ by its place in the word.
 */
function createFold(serverVersion: number): Fold {
  const collation = serverVersion >= 17 ? '"pg_catalog"."pg_c_utf8"' : '"pg_catalog"."und-x-icu"'
  return (text) => `LOWER(${text} COLLATE ${collation}) COLLATE "C"`
}
