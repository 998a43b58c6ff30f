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

/** Changes objects in place whose keys are in order: what comes from a database nearly always is. */
export function sortKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(sortKeys)
  const holder = value as Record<string, unknown>
  const keys = Object.keys(value)
  for (const key of keys) {
    const one = holder[key]
    if (typeof one === 'object' && one !== null) holder[key] = sortKeys(one)
  }
  if (areSorted(keys)) return value
  // Bytes are only made where they are not the characters themselves.
  keys.sort(keys.every(isAscii) ? compareCharacters : compareBytes)
  return Object.fromEntries(keys.map((key) => [key, holder[key]]))
}

function areSorted(keys: readonly string[]): boolean {
  return keys.every((key, at) => isAscii(key) && (at === 0 || compareCharacters(keys[at - 1] as string, key) < 0))
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are characters of one byte
const ASCII = /^[\x00-\x7f]*$/
const isAscii = (text: string) => ASCII.test(text)

function compareCharacters(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : 1)
}

function compareBytes(a: string, b: string): number {
  const [one, other] = [Buffer.from(a), Buffer.from(b)]
  return one.length - other.length || Buffer.compare(one, other)
}
