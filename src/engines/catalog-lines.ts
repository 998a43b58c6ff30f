import { NOTES_TABLE } from '../contract/copy.js'

/** The rows of a catalog as sorted lines, but for the tables of records and notes. */
export function toLines(rows: readonly Readonly<Record<string, unknown>>[]): string[] {
  const lines = rows.map((row) => Object.values(row).map(String).join(' | '))
  return lines.filter((line) => !line.includes('_prisma_migrations') && !line.includes(NOTES_TABLE)).sort()
}
