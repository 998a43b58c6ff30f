import type { SqlDriverAdapter, SqlDriverAdapterFactory, SqlQueryable } from '@prisma/driver-adapter-utils'
import type { PoolSettings } from '../../contract/options.js'
import { createLazyAdapter } from '../lazy-adapter.js'
import { connectAdapter } from './connect.js'
import { toAdapterError } from './errors.js'
import type { PostgresqlTarget } from './url.js'

/** Prisma's adapter: PostgreSQL is the reference, no statement needs repair. What it does not know of lost connections is added. */
export function createAdapter(target: PostgresqlTarget, pool: PoolSettings): SqlDriverAdapterFactory {
  const attempt = async <T>(task: Promise<T>): Promise<T> => {
    try {
      return await task
    } catch (error) {
      throw await toAdapterError(error, target, pool)
    }
  }
  const repair = <Q extends SqlQueryable>(queryable: Q): Q => {
    const [queryRaw, executeRaw] = [queryable.queryRaw.bind(queryable), queryable.executeRaw.bind(queryable)]
    return Object.assign(queryable, {
      queryRaw: (query: Parameters<typeof queryRaw>[0]) => attempt(queryRaw(query)),
      executeRaw: (query: Parameters<typeof executeRaw>[0]) => attempt(executeRaw(query)),
    })
  }
  const connect = async (): Promise<SqlDriverAdapter> => {
    const adapter = repair(await attempt(connectAdapter(target, pool)))
    const startTransaction = adapter.startTransaction.bind(adapter)
    return Object.assign(adapter, {
      startTransaction: async (...args: Parameters<typeof startTransaction>) => repair(await attempt(startTransaction(...args))),
    })
  }
  return createLazyAdapter('postgres', connect)
}
