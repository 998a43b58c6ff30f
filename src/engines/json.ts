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
  if (keys.every((key, at) => at === 0 || compareKeys(keys[at - 1] as string, key) < 0)) return value
  return Object.fromEntries(keys.sort(compareKeys).map((key) => [key, holder[key]]))
}

/** The order in which {@link sortJsonKeys} puts keys: those that JavaScript takes for places of a list come first, whoever sorts them. */
export function compareKeys(a: string, b: string): number {
  const [aIsPlace, bIsPlace] = [isPlace(a), isPlace(b)]
  if (aIsPlace !== bIsPlace) return aIsPlace ? -1 : 1
  // Bytes are only made where they are not the characters themselves.
  if (!isAscii(a) || !isAscii(b)) return compareBytes(a, b)
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)
}

const [ZERO, NINE] = [0x30, 0x39]
/** https://tc39.es/ecma262/#array-index */
const MOST_PLACES = 2 ** 32 - 1

function isPlace(key: string): boolean {
  const first = key.charCodeAt(0)
  return first >= ZERO && first <= NINE && String(Number(key)) === key && Number(key) < MOST_PLACES && Number.isInteger(Number(key))
}

const LAST_ASCII = 0x7f

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > LAST_ASCII) return false
  return true
}

function compareBytes(a: string, b: string): number {
  const [one, other] = [Buffer.from(a), Buffer.from(b)]
  return one.length - other.length || Buffer.compare(one, other)
}
