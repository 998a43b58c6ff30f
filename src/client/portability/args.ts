/** An object of a caller's arguments. Never changed, only replaced. */
export type Args = Readonly<Record<string, unknown>>

export function isObject(value: unknown): value is Args {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Prisma takes one where it takes a list. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value]
}
