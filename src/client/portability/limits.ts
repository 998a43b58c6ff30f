import type { FieldFacts } from '../../contract/facts.js'

/** Tells of a value that a field cannot hold. Throws. */
export type Refuse = (code: string, message: string) => never

const WHOLE: ReadonlySet<string> = new Set(['int', 'smallint', 'bigint'])

/**
 * Holds a value against the limits of its field before it is sent: of the engines MySQL alone says which field it is about, and
 * they draw the lines at different places.
 *
 * @param word the operation: `set`, `increment`, …
 */
export function limitValue({ storage }: FieldFacts, word: string, value: unknown, refuse: Refuse): unknown {
  if (word === 'divide' && isZero(value, WHOLE.has(storage.kind)))
    return refuse('P2020', 'Value out of range for the type: division by zero')
  if (word !== 'set' || value === null || value === undefined) return value
  switch (storage.kind) {
    case 'text':
      return typeof value === 'string' && storage.length !== null ? limitText(value, storage.length, refuse) : value
    case 'decimal':
      // What is no decimal Prisma refuses by itself.
      if (Math.abs(Number(value)) >= 10 ** (storage.precision - storage.scale)) refuse('P2020', `Value out of range for the type: ${value}`)
      return value
    default:
      return value
  }
}

/** As SQL has it, and PostgreSQL: spaces beyond the length are cut off. */
function limitText(text: string, length: number, refuse: Refuse): string {
  if (text.length <= length) return text
  const characters = [...text]
  if (characters.length <= length) return text
  const kept = characters.slice(0, length).join('')
  if (!/[^ ]/.test(text.slice(kept.length))) return kept
  return refuse('P2000', "The provided value for the column is too long for the column's type")
}

/** @param whole whether Prisma cuts off what is behind the point */
function isZero(value: unknown, whole: boolean): boolean {
  const isNumber = typeof value === 'number' || typeof value === 'bigint' || isNumeric(value)
  return isNumber && (whole ? Math.trunc(Number(value)) : Number(value)) === 0
}

/** A Decimal, or a text that is read as one. */
function isNumeric(value: unknown): boolean {
  return value !== null && (typeof value === 'object' || (typeof value === 'string' && value.trim() !== ''))
}
