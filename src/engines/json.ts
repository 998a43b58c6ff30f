import { DriverAdapterError } from '@prisma/driver-adapter-utils'

/**
 * Json with the keys of every object in the order in which PostgreSQL and MySQL keep them: shorter first,
 * then by bytes. Engines that keep text get it in that order, so that all read alike and compare alike.
 *
 * @throws {DriverAdapterError} for the character U+0000, which PostgreSQL cannot store
 */
export function sortJsonKeys(text: string): string {
  const sorted = JSON.stringify(sortKeys(JSON.parse(text)))
  // A backslash before the u may be one that stands for itself.
  if (sorted.includes('\\u0000') && holdsNul(JSON.parse(sorted))) {
    throw new DriverAdapterError({ kind: 'InvalidInputValue', message: 'Json cannot hold the character U+0000' })
  }
  return sorted
}

function holdsNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0')
  return typeof value === 'object' && value !== null && Object.entries(value).some((entry) => entry.some(holdsNul))
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, member]) => ({ bytes: Buffer.from(key), key, member: sortKeys(member) }))
  entries.sort((a, b) => a.bytes.length - b.bytes.length || Buffer.compare(a.bytes, b.bytes))
  return Object.fromEntries(entries.map(({ key, member }) => [key, member]))
}
