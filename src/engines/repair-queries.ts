import type { SqlDriverAdapter, SqlQuery, SqlQueryable } from '@prisma/driver-adapter-utils'
import { mapTransactions } from './map-transactions.js'

/** Gives a statement another text or other arguments; may refuse it by throwing. */
export type Repair = (query: SqlQuery) => SqlQuery

/** Puts a repair before every statement of an adapter, those of its transactions too. */
export function repairQueries(adapter: SqlDriverAdapter, repair: Repair): SqlDriverAdapter {
  return mapTransactions(repairQueryable(adapter, repair), (transaction) => repairQueryable(transaction, repair))
}

function repairQueryable<Q extends SqlQueryable>(queryable: Q, repair: Repair): Q {
  const [queryRaw, executeRaw] = [queryable.queryRaw.bind(queryable), queryable.executeRaw.bind(queryable)]
  return Object.assign(queryable, {
    queryRaw: async (query: SqlQuery) => queryRaw(repair(query)),
    executeRaw: async (query: SqlQuery) => executeRaw(repair(query)),
  })
}
