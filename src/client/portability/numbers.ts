import type { FieldFacts } from '../../contract/facts.js'
import type { Runtime } from './runtime.js'

const INT_RANGES: Readonly<Record<string, readonly [number, number]>> = {
  smallint: [-32_768, 32_767],
  int: [-2_147_483_648, 2_147_483_647],
}
const BIGINTS = [-(2n ** 63n), 2n ** 63n - 1n] as const
/** Prisma writes floats with 16 digits: beyond this, what it writes is no double any more. */
const LARGEST_FLOAT = 1.797693134862315e308
/** Digits that every engine keeps and compares, whatever they are. */
const DECIMAL_DIGITS = 15
/** Decimals whose digits need no counting: an integer of Prisma's own is one. */
const DIGITS = /^[-+]?\d{1,15}$/

type Refuse = (field: FieldFacts, code: string, message: string, name: string) => never

/** Makes numbers of every kind what each engine stores and compares alike, or refuses them as PostgreSQL does. */
export function createNumberRules(runtime: Runtime, refuse: Refuse) {
  const refuseRange = (field: FieldFacts, value: unknown, name: string): never =>
    refuse(field, 'P2020', `Value out of range for the type: ${value}`, name)

  const readBigInt = (field: FieldFacts, value: number | bigint, name: string): number | bigint => {
    // Prisma would write a number of JavaScript's with 16 digits.
    const read = typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value) ? BigInt(value) : value
    if (read < BIGINTS[0] || read > BIGINTS[1]) refuseRange(field, value, name)
    return read
  }

  /** What is no number, or without end, has no digits to be counted. */
  const checkFinite = (field: FieldFacts, value: unknown, name: string): void => {
    if (Number.isNaN(runtime.countDigits(value))) {
      refuse(field, 'P2007', `Invalid input value: ${value} is not a number that every engine stores`, name)
    }
  }

  const checkDigits = (field: FieldFacts, value: unknown, name: string): void => {
    if (typeof value === 'string' && DIGITS.test(value)) return
    const digits = runtime.countDigits(value)
    if (digits === null || digits <= DECIMAL_DIGITS) return
    checkFinite(field, value, name)
    refuse(
      field,
      'P2007',
      `Invalid input value: ${value} has ${digits} digits, and every engine keeps ${DECIMAL_DIGITS}: round it before`,
      name,
    )
  }

  return {
    /** A number as it is, or as what every engine takes for it. */
    check(field: FieldFacts, value: number | bigint, name: string): number | bigint {
      const { kind } = field.storage
      if (typeof value === 'number' && !Number.isFinite(value)) {
        refuse(field, 'P2007', `Invalid input value: ${value} is not a number that every engine stores`, name)
      }
      if (kind === 'bigint') return readBigInt(field, value, name)
      if (kind === 'float' && Math.abs(Number(value)) > LARGEST_FLOAT) refuseRange(field, value, name)
      const [least, most] = INT_RANGES[kind] ?? []
      if (least !== undefined && most !== undefined && (value < least || value > most)) refuseRange(field, value, name)
      return value
    },
    checkDigits,
    checkFinite,
  }
}
