import type { SqlQuery } from '@prisma/driver-adapter-utils'

/** What Prisma orders by where a relation leads to it. */
const RELATED = /(?<= ORDER BY .*)(`orderby_\d+`\.`[^`]+`) (ASC|DESC)/gs

/**
 * Puts rows that refer to nothing where PostgreSQL puts them. A field that is required has no `nulls` in Prisma's
 * arguments (order.ts), and yet is null behind a relation that is optional.
 */
export function sortRelatedNulls(query: SqlQuery): SqlQuery {
  if (!query.sql.includes('`orderby_')) return query
  const sql = query.sql.replace(RELATED, (_, column: string, direction: string) => `${column} IS NULL ${direction}, ${column} ${direction}`)
  return { ...query, sql }
}
