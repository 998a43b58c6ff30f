import type { SqlQuery } from '@prisma/driver-adapter-utils'

/** An insert of rows that are all alike: what stands before them, the first, and what stands behind them. */
const INSERT = /^(INSERT [^?$]*? VALUES )(\([?$\d,]+\))(?:,\([?$\d,]+\))*([^()]*)$/

/** Divides an insert of many rows into statements with at most so many arguments; null for any other statement. */
export function splitInsert(query: SqlQuery, most: number): SqlQuery[] | null {
  const [, head, row, tail] = INSERT.exec(query.sql) ?? []
  if (head === undefined || row === undefined || tail === undefined) return null
  const width = row.split(',').length
  const size = Math.floor(most / width) * width
  const parts: SqlQuery[] = []
  for (let start = 0; start < query.args.length; start += size) {
    const args = query.args.slice(start, start + size)
    const sql = `${head}${writeRows(args.length / width, width, row.startsWith('($'))}${tail}`
    parts.push({ ...query, sql, args, argTypes: query.argTypes.slice(start, start + size) })
  }
  return parts
}

function writeRows(rows: number, width: number, numbered: boolean): string {
  let argument = 0
  const next = () => (numbered ? `$${++argument}` : '?')
  return Array.from({ length: rows }, () => `(${Array.from({ length: width }, next).join()})`).join()
}
