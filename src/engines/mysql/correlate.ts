import type { SqlQuery } from '@prisma/driver-adapter-utils'

const DERIVED = 'SELECT `tmp_subselect_table`.* FROM ('
const TOKENS = /(EXISTS\()?SELECT `tmp_subselect_table`\.\* FROM \(|\) AS `tmp_subselect_table`/g

/**
 * Prisma puts a subquery into a derived table where a write filters by its own table, which MySQL demands (1093). MariaDB does
 * not, and sees no column of the outer query from within a derived table (1054): there the subquery stands by itself.
 */
export function correlateWrites(query: SqlQuery): SqlQuery {
  if (!query.sql.includes(DERIVED)) return query
  // What stands behind `IN` has a limit, which both servers take in a derived table only.
  const correlated: boolean[] = []
  const sql = query.sql.replace(TOKENS, (token, exists: string | undefined) => {
    if (token.startsWith(')')) return correlated.pop() === true ? `/*!80017 ${token} */` : token
    correlated.push(exists !== undefined)
    return exists === undefined ? token : `${exists}/*!80017 ${DERIVED} */`
  })
  return { ...query, sql }
}
