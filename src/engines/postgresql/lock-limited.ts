import type { SqlQuery } from '@prisma/driver-adapter-utils'
import { readLimitedWrite } from '../limited-writes.js'

/**
 * Rows that a write chooses by its limit are locked when they are chosen: else two at once choose the same ones, and both
 * write them. They are chosen once and kept: chosen anew for each row, those that the statement has written were passed over.
 */
export function lockLimited(query: SqlQuery): SqlQuery {
  const write = readLimitedWrite(query.sql)
  if (write === null) return query
  const { before, choice, limit, behind } = write
  return { ...query, sql: `${before}WITH "chosen" AS MATERIALIZED (${choice}${limit} FOR UPDATE) SELECT * FROM "chosen"${behind}` }
}
