import type { SqlDriverAdapterFactory, SqlQuery, Transaction } from '@prisma/driver-adapter-utils'
import type { Capabilities } from '../../contract/capabilities.js'
import { mapTransactions } from '../../engines/map-transactions.js'
import { type Repair, repairQueries } from '../../engines/repair-queries.js'
import type { BindLimit } from './bind-limit.js'
import { sortRelatedNulls } from './null-order.js'
import { failWhole } from './whole-transactions.js'

/** An adapter with the repairs that a portable client's statements need, where an engine needs them. */
export function createPortableAdapter(
  factory: SqlDriverAdapterFactory,
  capabilities: Capabilities,
  limit: BindLimit,
): SqlDriverAdapterFactory {
  const repairs: readonly Repair[] = [
    (query) => limit.shorten(query),
    ...(capabilities.escapesLike ? [] : [sayEscape]),
    ...(capabilities.sortsNullsLast ? [] : [sortRelatedNulls]),
  ]
  // One layer for all of them: each costs every query some promises.
  const repair: Repair = (query) => repairs.reduce((repaired, one) => one(repaired), query)
  const open = (transaction: Transaction) => failWhole(limit.divide(transaction))
  return { ...factory, connect: async () => mapTransactions(limit.announce(repairQueries(await factory.connect(), repair)), open) }
}

/** A pattern as Prisma writes it, for `contains`, `startsWith` and `endsWith`. */
const PATTERN = / LIKE \((?:'%' \|\| )?\?(?: \|\| '%')?\)/g

/** The client puts a backslash before a user's wildcards (values.ts). */
function sayEscape(query: SqlQuery): SqlQuery {
  return query.sql.includes(' LIKE ') ? { ...query, sql: query.sql.replace(PATTERN, "$& ESCAPE '\\'") } : query
}
