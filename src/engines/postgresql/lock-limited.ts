import type { SqlQuery } from '@prisma/driver-adapter-utils'

const NAME = '"(?:[^"]|"")*"'
/** A write to a limited number of rows as Prisma writes it: what stands before the choice of these, the choice, and what stands behind. */
const LIMITED = new RegExp(
  `^((?:UPDATE|DELETE FROM) (${NAME}\\.${NAME})(?: SET .*?)? WHERE \\(\\2\\.[^()]*\\) IN \\()(SELECT \\2\\..* LIMIT \\$\\d+)(\\)(?: RETURNING \\2\\..*)?)$`,
  's',
)

/**
 * Rows that a write chooses by its limit are locked when they are chosen: else two at once choose the same ones, and both
 * write them. They are chosen once and kept: chosen anew for each row, those that the statement has written were passed over.
 */
export function lockLimited(query: SqlQuery): SqlQuery {
  if (!query.sql.includes(' LIMIT $') || query.sql.startsWith('SELECT ')) return query
  const sql = query.sql.replace(
    LIMITED,
    (_, before: string, _table: string, choice: string, behind: string) =>
      `${before}WITH "chosen" AS MATERIALIZED (${choice} FOR UPDATE) SELECT * FROM "chosen"${behind}`,
  )
  return { ...query, sql }
}
