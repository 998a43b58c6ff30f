import type { SqlDriverAdapter, SqlDriverAdapterFactory, SqlQuery } from '@prisma/driver-adapter-utils'
import type { Capabilities } from '../../contract/capabilities.js'
import { repairQueries } from '../../engines/repair-queries.js'
import type { BindLimit } from './bind-limit.js'
import { sortRelatedNulls } from './null-order.js'
import { failWhole } from './whole-transactions.js'

/** An adapter with the repairs that a portable client's statements need, where an engine needs them. */
export function createPortableAdapter(
  factory: SqlDriverAdapterFactory,
  capabilities: Capabilities,
  limit: BindLimit,
): SqlDriverAdapterFactory {
  const repairs = [...(capabilities.escapesLike ? [] : [sayEscape]), ...(capabilities.sortsNullsLast ? [] : [sortRelatedNulls])]
  const repair = (adapter: SqlDriverAdapter) => repairs.reduce(repairQueries, adapter)
  return { ...factory, connect: async () => failWholeTransactions(limit.repair(repair(await factory.connect()))) }
}

function failWholeTransactions(adapter: SqlDriverAdapter): SqlDriverAdapter {
  const startTransaction = adapter.startTransaction.bind(adapter)
  return Object.assign(adapter, {
    startTransaction: async (...args: Parameters<typeof startTransaction>) => failWhole(await startTransaction(...args)),
  })
}

/** A pattern as Prisma writes it, for `contains`, `startsWith` and `endsWith`. */
const PATTERN = / LIKE \((?:'%' \|\| )?\?(?: \|\| '%')?\)/g

/** The client puts a backslash before a user's wildcards (values.ts). */
function sayEscape(query: SqlQuery): SqlQuery {
  return query.sql.includes(' LIKE ') ? { ...query, sql: query.sql.replace(PATTERN, "$& ESCAPE '\\'") } : query
}
