/**
 * Json with the keys of every object in the order in which PostgreSQL and MySQL keep them: shorter first,
 * then by bytes. Engines that keep text get it in that order, so that all read alike and compare alike.
 */
export function sortJsonKeys(text: string): string {
  return JSON.stringify(sortKeys(JSON.parse(text)))
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, member]) => ({ bytes: Buffer.from(key), key, member: sortKeys(member) }))
  entries.sort((a, b) => a.bytes.length - b.bytes.length || Buffer.compare(a.bytes, b.bytes))
  return Object.fromEntries(entries.map(({ key, member }) => [key, member]))
}
