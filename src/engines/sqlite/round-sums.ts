const NAME = '`(?:[^`]|``)*`'
/** Sums and averages as Prisma writes them, and what may hold a text that looks like one. */
const TOKENS = new RegExp(`\\b(?:SUM|AVG)\\(\`main\`\\.${NAME}\\.${NAME}\\)|${NAME}|'(?:[^']|'')*'`, 'g')

/**
 * Compares sums and averages at the digits that a double keeps, whatever they are: SQLite has no other decimals, and its
 * doubles add 0.1 and 0.2 up to more than 0.3. Prisma writes such conditions and orders behind the groups.
 */
export function roundSums(sql: string): string {
  const start = sql.indexOf(' GROUP BY ')
  if (start === -1 || !sql.startsWith('SELECT ')) return sql
  return sql.slice(0, start) + sql.slice(start).replace(TOKENS, (token) => (/^(?:SUM|AVG)/.test(token) ? roundSum(token) : token))
}

/** A sum that is too long for an integer is a text (long-sum.ts). One without end has no digits. */
function roundSum(sum: string): string {
  return `CASE WHEN typeof(${sum}) IN ('real', 'text') AND abs(${sum}) < 1e300 THEN CAST(printf('%.15g', ${sum}) AS REAL) ELSE ${sum} END`
}
