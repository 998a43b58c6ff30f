import type { SqlDriverAdapter, SqlDriverAdapterFactory, SqlQuery, SqlQueryable, Transaction } from '@prisma/driver-adapter-utils'
import type { Capabilities } from '../../contract/capabilities.js'
import { failWhole } from './whole-transactions.js'

/** An adapter with the repairs that a portable client's statements need, where an engine needs them. */
export function createPortableAdapter(factory: SqlDriverAdapterFactory, capabilities: Capabilities): SqlDriverAdapterFactory {
  const repair = capabilities.escapesLike ? (query: SqlQuery) => query : sayEscape
  return { ...factory, connect: async () => repairAdapter(await factory.connect(), repair) }
}

type Repair = (query: SqlQuery) => SqlQuery

function repairAdapter(adapter: SqlDriverAdapter, repair: Repair): SqlDriverAdapter {
  const startTransaction = adapter.startTransaction.bind(adapter)
  return Object.assign(repairQueries(adapter, repair), {
    startTransaction: async (...args: Parameters<typeof startTransaction>): Promise<Transaction> =>
      failWhole(repairQueries(await startTransaction(...args), repair)),
  })
}

function repairQueries<Q extends SqlQueryable>(queryable: Q, repair: Repair): Q {
  const [queryRaw, executeRaw] = [queryable.queryRaw.bind(queryable), queryable.executeRaw.bind(queryable)]
  return Object.assign(queryable, {
    queryRaw: (query: SqlQuery) => queryRaw(repair(query)),
    executeRaw: (query: SqlQuery) => executeRaw(repair(query)),
  })
}

/** A pattern as Prisma writes it, for `contains`, `startsWith` and `endsWith`. */
const PATTERN = / LIKE \((?:'%' \|\| )?\?(?: \|\| '%')?\)/g

/** The client puts a backslash before a user's wildcards (values.ts). */
function sayEscape(query: SqlQuery): SqlQuery {
  return query.sql.includes(' LIKE ') ? { ...query, sql: query.sql.replace(PATTERN, "$& ESCAPE '\\'") } : query
}
