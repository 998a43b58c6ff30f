import { readLimitedWrite } from '../limited-writes.js'

/** SQLite chooses the rows of a limited write in the order of any index. */
export function orderLimited(sql: string): string {
  const write = readLimitedWrite(sql)
  return write === null ? sql : `${write.before}${write.choice}${write.limit}${write.behind}`
}
