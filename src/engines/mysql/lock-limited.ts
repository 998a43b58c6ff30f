import type { SqlQuery } from '@prisma/driver-adapter-utils'
import { readLimitedWrite } from '../limited-writes.js'

/** Rows that a write chooses by its limit are locked when they are chosen: else two at once choose the same ones. */
export function lockLimited(query: SqlQuery): SqlQuery {
  const write = readLimitedWrite(query.sql)
  return write === null ? query : { ...query, sql: `${write.before}${write.choice}${write.limit} FOR UPDATE${write.behind}` }
}
