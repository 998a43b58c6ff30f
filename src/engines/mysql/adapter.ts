import type { SqlDriverAdapter, SqlDriverAdapterFactory, SqlQuery, SqlQueryable } from '@prisma/driver-adapter-utils'
import type { PoolSettings } from '../../contract/options.js'
import { sortJsonKeys } from '../json.js'
import { createLazyAdapter } from '../lazy-adapter.js'
import { connectAdapter } from './connect.js'
import type { MysqlTarget } from './url.js'

/** Prisma's adapter, with the keys of Json in one order: MariaDB keeps Json as the text it was given. */
export function createAdapter(target: MysqlTarget, pool: PoolSettings): SqlDriverAdapterFactory {
  return createLazyAdapter('mysql', async () => repairAdapter(await connectAdapter(target, pool)))
}

function repairAdapter(adapter: SqlDriverAdapter): SqlDriverAdapter {
  const startTransaction = adapter.startTransaction.bind(adapter)
  return Object.assign(repairQueries(adapter), {
    startTransaction: async (...args: Parameters<typeof startTransaction>) => repairQueries(await startTransaction(...args)),
  })
}

function repairQueries<Q extends SqlQueryable>(queryable: Q): Q {
  const [queryRaw, executeRaw] = [queryable.queryRaw.bind(queryable), queryable.executeRaw.bind(queryable)]
  return Object.assign(queryable, {
    queryRaw: (query: SqlQuery) => queryRaw(repairArguments(query)),
    executeRaw: (query: SqlQuery) => executeRaw(repairArguments(query)),
  })
}

function repairArguments(query: SqlQuery): SqlQuery {
  if (!query.argTypes.some(({ scalarType }) => scalarType === 'json')) return query
  const args = query.args.map((argument, index) =>
    query.argTypes[index]?.scalarType === 'json' && typeof argument === 'string' ? sortJsonKeys(argument) : argument,
  )
  return { ...query, args }
}
