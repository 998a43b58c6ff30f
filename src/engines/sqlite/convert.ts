import { type ArgType, type ColumnType, ColumnTypeEnum, DriverAdapterError, type ResultValue } from '@prisma/driver-adapter-utils'
import { sortJsonKeys } from '../json.js'

/*
 * Between Prisma's values and SQLite's, in the forms of Prisma's own SQLite adapters
 * (https://github.com/prisma/prisma, packages/adapter-better-sqlite3), so that their files can be read.
 */

/** What the driver takes and gives. */
export type DriverValue = null | bigint | number | string | Uint8Array

const DECLARED_TYPES: Readonly<Record<string, ColumnType>> = {
  BIGINT: ColumnTypeEnum.Int64,
  BLOB: ColumnTypeEnum.Bytes,
  BOOLEAN: ColumnTypeEnum.Boolean,
  DATETIME: ColumnTypeEnum.DateTime,
  DECIMAL: ColumnTypeEnum.Numeric,
  INTEGER: ColumnTypeEnum.Int32,
  JSONB: ColumnTypeEnum.Json,
  REAL: ColumnTypeEnum.Double,
  TEXT: ColumnTypeEnum.Text,
}

export function readDeclaredType(declared: string | null): ColumnType | undefined {
  return declared === null ? undefined : DECLARED_TYPES[declared.toUpperCase()]
}

/** The type of an expression: that of its first value. */
export function readValueType(values: Iterable<DriverValue>): ColumnType {
  for (const value of values) {
    if (typeof value === 'bigint') return ColumnTypeEnum.Int64
    if (typeof value === 'number') return ColumnTypeEnum.UnknownNumber
    if (typeof value === 'string') return ColumnTypeEnum.Text
    if (value !== null) return ColumnTypeEnum.Bytes
  }
  return ColumnTypeEnum.Int32
}

export function toResultValue(value: DriverValue, type: ColumnType): ResultValue {
  if (typeof value !== 'bigint') return value
  if (type === ColumnTypeEnum.DateTime) return new Date(Number(value)).toISOString()
  const isInteger = type === ColumnTypeEnum.Int32 || type === ColumnTypeEnum.Int64
  // JavaScript's numbers end at 2^53; Prisma reads the rest from text. An id that counts up is declared INTEGER and what
  // refers to it BIGINT: Prisma compares them.
  return isInteger && Number.isSafeInteger(Number(value)) ? Number(value) : value.toString()
}

/**
 * @param arithmetic whether the statement may calculate with the value, as an update does
 */
export function toDriverValue(argument: unknown, type: ArgType | undefined, arithmetic = false): DriverValue {
  const value = argument as null | boolean | number | bigint | string | Date | Uint8Array
  switch (typeof value) {
    case 'boolean':
      return value ? 1n : 0n
    case 'number':
      return readNumber(value, type, arithmetic)
    case 'string':
      return type?.scalarType === 'decimal' ? readNumber(readDecimal(value), type, arithmetic) : readText(value, type)
    default:
      return value instanceof Date ? toStoredDate(value) : value
  }
}

/** Digits that a double keeps, whatever they are. */
const DECIMAL_DIGITS = 15

function readDecimal(text: string): number {
  const digits = text.replace(/e.*$/i, '').replace(/[-+.]/g, '').replace(/^0+/, '').replace(/0+$/, '')
  // A number too large for any decimal is left to the column's check; so may a float be that Prisma calls a decimal.
  if (digits.length > DECIMAL_DIGITS && Math.abs(Number(text)) < 10 ** DECIMAL_DIGITS) {
    refuse(
      `the decimal ${text} has ${digits.length} digits and SQLite keeps ${DECIMAL_DIGITS}: round it before, with toSignificantDigits(15)`,
    )
  }
  return Number(text)
}

function refuse(message: string): never {
  throw new DriverAdapterError({ kind: 'InvalidInputValue', message })
}

/** The driver binds positive numbers below this as the integer 0 (@photostructure/sqlite 1.2.1). */
const SMALLEST_BOUND = Number.EPSILON

function readNumber(value: number, type: ArgType | undefined, arithmetic: boolean): DriverValue {
  if (type?.scalarType !== 'float' && type?.scalarType !== 'decimal') {
    // An integer, whatever the driver makes of JavaScript's numbers.
    return Number.isSafeInteger(value) ? BigInt(value) : value
  }
  // SQLite would store null for it.
  if (Number.isNaN(value)) refuse('a number cannot be NaN')
  // As text it reaches a REAL column exactly.
  if (value > 0 && value < SMALLEST_BOUND) return String(value)
  // A whole Decimal is kept as an integer, and SQLite divides an integer by an integer without a rest. The text of
  // a real number is one to every operator and column.
  return arithmetic && type.scalarType === 'decimal' && Number.isSafeInteger(value) ? `${value}.0` : value
}

function readText(text: string, type: ArgType | undefined): DriverValue {
  switch (type?.scalarType) {
    case 'bigint':
      return BigInt(text)
    case 'datetime':
      return toStoredDate(new Date(text))
    case 'bytes':
      return Buffer.from(text, 'base64')
    case 'json':
      return sortJsonKeys(text)
  }
  // SQLite's text ends at a NUL for most of its functions, and PostgreSQL refuses it.
  if (text.includes('\0')) refuse('a text cannot hold the character U+0000')
  return text
}

function toStoredDate(date: Date): string {
  return date.toISOString().replace('Z', '+00:00')
}
