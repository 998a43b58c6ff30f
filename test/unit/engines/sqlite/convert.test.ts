import { type ArgType, ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import { describe, expect, it } from 'vitest'
import { type DriverValue, readDeclaredType, readValueType, toDriverValue, toResultValue } from '../../../../src/engines/sqlite/convert.js'

const typeOf = (scalarType: ArgType['scalarType']): ArgType => ({ scalarType, arity: 'scalar' })

describe('toDriverValue', () => {
  it.each<[string, unknown, ArgType['scalarType'], DriverValue]>([
    ['null', null, 'string', null],
    ['true', true, 'boolean', 1n],
    ['false', false, 'boolean', 0n],
    ['an integer', 5, 'int', 5n],
    ['a negative integer', -5, 'int', -5n],
    ['a whole float', 5, 'float', 5],
    ['a float', 0.1, 'float', 0.1],
    ['a whole decimal', 5, 'decimal', 5],
    ['a decimal in text', '12.34', 'decimal', 12.34],
    ['a bigint', 9_007_199_254_740_993n, 'bigint', 9_007_199_254_740_993n],
    ['a bigint in text', '9007199254740993', 'bigint', 9_007_199_254_740_993n],
    ['the least bigint', '-9223372036854775808', 'bigint', -9_223_372_036_854_775_808n],
    ['a date', new Date('2024-02-29T12:34:56.789Z'), 'datetime', '2024-02-29T12:34:56.789+00:00'],
    ['a date in text', '2024-02-29T14:34:56.789+02:00', 'datetime', '2024-02-29T12:34:56.789+00:00'],
    ['bytes in text', 'AAEC/w==', 'bytes', Buffer.from([0, 1, 2, 255])],
    ['no bytes', '', 'bytes', Buffer.alloc(0)],
    ['bytes', Buffer.from([1]), 'bytes', Buffer.from([1])],
    ['a text', 'it\'s "é" 😀', 'string', 'it\'s "é" 😀'],
    ['an empty text', '', 'string', ''],
    ['digits in a text', '123', 'string', '123'],
    ['json', '{"a": [1, null, "é"]}', 'json', '{"a":[1,null,"é"]}'],
    ['json that is no object', '"x"', 'json', '"x"'],
    [
      'json with keys in another order',
      '{"bb":1,"é":2,"c":{"y":1,"x":[{"b":1,"a":2}]},"a":3}',
      'json',
      '{"a":3,"c":{"x":[{"a":2,"b":1}],"y":1},"bb":1,"é":2}',
    ],
    ['json with a key of every object', '{"__proto__":1,"a":2}', 'json', '{"a":2,"__proto__":1}'],
    ['a float nearer to zero than the driver binds', 5e-324, 'float', '5e-324'],
    ['a negative float near to zero', -5e-324, 'float', -5e-324],
    ['a decimal of 15 digits', '-12345678901.2345', 'decimal', -12_345_678_901.2345],
    ['a decimal with zeros around its digits', '00.00012345678901234500', 'decimal', 0.000_123_456_789_012_345],
    // The check of the column refuses it as out of range.
    ['a decimal too large for any column', '99999999999999999', 'decimal', 1e17],
    ['an enum', 'admin', 'enum', 'admin'],
    ['a uuid', '018f', 'uuid', '018f'],
  ])('%s', (_, value, scalarType, expected) => {
    expect(toDriverValue(value, typeOf(scalarType))).toEqual(expected)
  })

  it('binds whole numbers as integers where no type is given', () => {
    expect([toDriverValue(5, undefined), toDriverValue(5.5, undefined), toDriverValue('5', undefined)]).toEqual([5n, 5.5, '5'])
  })

  it('refuses a decimal of more digits than a double keeps', () => {
    const message = 'the decimal 3.3333333333333333 has 17 digits and SQLite keeps 15: round it before, with toSignificantDigits(15)'
    expect(() => toDriverValue('3.3333333333333333', typeOf('decimal'))).toThrow(
      expect.objectContaining({ cause: { kind: 'InvalidInputValue', message } }),
    )
  })

  it('refuses NaN, which SQLite would store as null', () => {
    for (const [value, scalarType] of [
      [Number.NaN, 'float'],
      ['NaN', 'decimal'],
    ] as const) {
      expect(() => toDriverValue(value, typeOf(scalarType))).toThrow(
        expect.objectContaining({ cause: { kind: 'InvalidInputValue', message: 'a number cannot be NaN' } }),
      )
    }
  })

  it('refuses the character U+0000, which PostgreSQL refuses too', () => {
    for (const scalarType of ['string', 'enum', 'unknown'] as const) {
      expect(() => toDriverValue('a\0b', typeOf(scalarType))).toThrow(
        expect.objectContaining({ cause: { kind: 'InvalidInputValue', message: 'a text cannot hold the character U+0000' } }),
      )
    }
  })
})

describe('the type of a column', () => {
  it.each([
    ['BIGINT', ColumnTypeEnum.Int64],
    ['BLOB', ColumnTypeEnum.Bytes],
    ['BOOLEAN', ColumnTypeEnum.Boolean],
    ['DATETIME', ColumnTypeEnum.DateTime],
    ['DECIMAL', ColumnTypeEnum.Numeric],
    ['INTEGER', ColumnTypeEnum.Int32],
    ['JSONB', ColumnTypeEnum.Json],
    ['REAL', ColumnTypeEnum.Double],
    ['TEXT', ColumnTypeEnum.Text],
    ['text', ColumnTypeEnum.Text],
  ])('%s is what the table declares', (declared, type) => {
    expect(readDeclaredType(declared)).toBe(type)
  })

  it.each<[string, DriverValue[], number]>([
    ['an integer', [null, 5n], ColumnTypeEnum.Int64],
    ['a number', [null, 5.5], ColumnTypeEnum.UnknownNumber],
    ['a text', [null, null, 'x'], ColumnTypeEnum.Text],
    ['bytes', [new Uint8Array([1])], ColumnTypeEnum.Bytes],
    ['nothing', [null, null], ColumnTypeEnum.Int32],
    ['no rows', [], ColumnTypeEnum.Int32],
  ])('of an expression is that of its first value: %s', (_, values, type) => {
    expect(readValueType(values)).toBe(type)
  })

  it('is not known of an expression and of a strange word', () => {
    expect([readDeclaredType(null), readDeclaredType('STRANGE')]).toEqual([undefined, undefined])
  })
})

describe('toResultValue', () => {
  it.each<[string, DriverValue, number, unknown]>([
    ['an integer', 5n, ColumnTypeEnum.Int32, 5],
    ['an integer beyond 2^53', 9_007_199_254_740_993n, ColumnTypeEnum.Int32, '9007199254740993'],
    ['a bigint', 9_007_199_254_740_993n, ColumnTypeEnum.Int64, '9007199254740993'],
    ['a small bigint', 5n, ColumnTypeEnum.Int64, 5],
    ['a whole decimal', 5n, ColumnTypeEnum.Numeric, '5'],
    ['milliseconds, as older files hold them', 0n, ColumnTypeEnum.DateTime, '1970-01-01T00:00:00.000Z'],
    ['a date', '2024-02-29T12:34:56.789+00:00', ColumnTypeEnum.DateTime, '2024-02-29T12:34:56.789+00:00'],
    ['a float', 0.1, ColumnTypeEnum.Double, 0.1],
    ['null', null, ColumnTypeEnum.Text, null],
  ])('%s', (_, value, type, expected) => {
    expect(toResultValue(value, type as 0)).toBe(expected)
  })
})
