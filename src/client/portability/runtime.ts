/** The classes of Prisma's runtime that a generated client carries; all clients share them. */
interface Namespace {
  readonly Decimal: DecimalConstructor
  readonly DbNull: unknown
  readonly JsonNull: unknown
  readonly AnyNull: unknown
  readonly PrismaClientKnownRequestError: new (
    message: string,
    details: { code: string; clientVersion: string; meta?: Record<string, unknown> },
  ) => Error
  readonly PrismaClientValidationError: new (message: string, details: { clientVersion: string }) => Error
}

interface DecimalConstructor {
  new (value: string | number): Decimal
  isDecimal(value: unknown): boolean
  readonly ROUND_HALF_UP: number
}

interface Decimal {
  toDecimalPlaces(places: number, rounding: number): Decimal
  decimalPlaces(): number
  precision(): number
  /** Without an exponent. */
  toFixed(): string
  toSignificantDigits(digits: number, rounding: number): Decimal
}

export interface KnownError extends Error {
  code: string
  meta?: Record<string, unknown>
}

/** The null of the database, that of Json, and in filters both. */
export type JsonNull = 'DbNull' | 'JsonNull' | 'AnyNull'

/** What the portable client needs of Prisma's runtime. */
export interface Runtime {
  createError(code: string, message: string, meta?: Record<string, unknown>): Error
  /** Prisma's error of an argument that is none. */
  createValidationError(message: string): Error
  isKnownError(error: unknown): error is KnownError
  /** Throws on what is no number. */
  createDecimal(value: string | number): Decimal
  /** As the servers round, half away from zero; a value that is no decimal as it is. */
  roundDecimal(value: unknown, scale: number): unknown
  /** At most so many significant digits of a decimal; null as it is. */
  limitDigits(value: unknown, digits: number): unknown
  /** Significant digits, or null for what is no decimal. */
  countDigits(value: unknown): number | null
  readJsonNull(value: unknown): JsonNull | undefined
}

export function createRuntime({ Decimal, PrismaClientKnownRequestError, PrismaClientValidationError, ...namespace }: Namespace): Runtime {
  const nulls = new Map<unknown, JsonNull>([
    [namespace.DbNull, 'DbNull'],
    [namespace.JsonNull, 'JsonNull'],
    [namespace.AnyNull, 'AnyNull'],
  ])
  return {
    readJsonNull: (value) => nulls.get(value),
    createError: (code, message, meta) =>
      new PrismaClientKnownRequestError(message, { code, clientVersion: '', ...(meta === undefined ? {} : { meta }) }),
    createValidationError: (message) => new PrismaClientValidationError(message, { clientVersion: '' }),
    isKnownError: (error): error is KnownError => (error as Error | null | undefined)?.name === 'PrismaClientKnownRequestError',
    createDecimal: (value) => new Decimal(value),
    limitDigits: (value, digits) =>
      Decimal.isDecimal(value) ? (value as Decimal).toSignificantDigits(digits, Decimal.ROUND_HALF_UP) : value,
    countDigits: (value) => readDecimal(Decimal, value)?.precision() ?? null,
    roundDecimal(value, scale) {
      const decimal = readDecimal(Decimal, value)
      if (decimal === null || !(decimal.decimalPlaces() > scale)) return value
      return decimal.toDecimalPlaces(scale, Decimal.ROUND_HALF_UP)
    },
  }
}

function readDecimal(Decimal: DecimalConstructor, value: unknown): Decimal | null {
  if (Decimal.isDecimal(value)) return value as Decimal
  if (typeof value !== 'string' && typeof value !== 'number') return null
  try {
    return new Decimal(value)
  } catch {
    // Prisma says what is wrong with it.
    return null
  }
}
