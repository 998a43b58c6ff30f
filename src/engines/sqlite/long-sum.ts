/** The name of our function in SQLite's SQL, whose own `sum` ends at 64 bits. */
export const LONG_SUM = 'refract_sum'

/** A sum on its way: an integer as text, since the driver keeps 64 bits of one. */
type Sum = string | number | null

/** Integers come as BigInt. A text is what is given back as well: an integer of SQLite's has no room for it. */
function add(sum: Sum, value: unknown): Sum {
  if (typeof value === 'bigint') return typeof sum === 'number' ? sum + Number(value) : String(BigInt(sum ?? 0) + value)
  return typeof value === 'number' ? Number(sum) + value : sum
}

export const longSum = { start: null, useBigIntArguments: true, step: add }

/** The same query with sums that do not overflow, where one did: calling out for each row is slow. */
export function lengthenSums(sql: string, error: unknown): string | null {
  const overflown = error instanceof Error && error.message.includes('integer overflow') && sql.includes('SUM(')
  return overflown ? sql.replace(/\bSUM\(/g, `${LONG_SUM}(`) : null
}
