import type { SqlQuery } from '@prisma/driver-adapter-utils'

/** How Prisma ends a write to a limited number of rows: with the choice of these. */
const CHOICE = / LIMIT \?(?=\) AS `tmp_subselect_table`\)$)/

/** Rows that a write chooses by its limit are locked when they are chosen: else two at once choose the same ones. */
export function lockLimited(query: SqlQuery): SqlQuery {
  return query.sql.endsWith(' LIMIT ?) AS `tmp_subselect_table`)') ? { ...query, sql: query.sql.replace(CHOICE, '$& FOR UPDATE') } : query
}
