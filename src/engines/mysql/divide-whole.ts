import type { SqlQuery } from '@prisma/driver-adapter-utils'

const WHOLE = new Set(['int', 'bigint'])
/** An update's division as Prisma writes it, among all placeholders and what may look like one. */
const TOKENS = /(\)| = \((?:`(?:[^`]|``)*`\.)*`(?:[^`]|``)*`) \/ \?|\?|`(?:[^`]|``)*`|'(?:[^']|'')*'/g

/** MySQL divides whole numbers with their rest, and rounds when it stores them; PostgreSQL cuts the rest off, as `DIV` does. */
export function divideWhole(query: SqlQuery): SqlQuery {
  if (!query.sql.includes(' / ?')) return query
  let index = -1
  const sql = query.sql.replace(TOKENS, (token, divided: string | undefined) => {
    if (!token.endsWith('?')) return token
    index += 1
    return divided !== undefined && WHOLE.has(query.argTypes[index]?.scalarType ?? '') ? `${divided} DIV ?` : token
  })
  return { ...query, sql }
}
