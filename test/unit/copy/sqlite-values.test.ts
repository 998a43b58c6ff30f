import { describe, expect, it } from 'vitest'
import type { Storage } from '../../../src/contract/storage.js'
import { copyValues } from '../../../src/engines/sqlite/copy-values.js'

/*
 * What the driver may find in an SQLite file that others have written: without Refract's checks, a column takes any value.
 */

const read = (storage: Storage, value: unknown) => copyValues.createReader(storage)(value)

describe('a decimal column', () => {
  const decimal = { kind: 'decimal', precision: 15, scale: 4 } as const

  it.each([
    [1e21, '1000000000000000000000'],
    [-1e22, '-10000000000000000000000'],
    // The digits of the double, which is not the number that was written.
    [5e22, '49999999999999995805696'],
    [1e20, '100000000000000000000'],
    [Number.MAX_VALUE, String(BigInt(Number.MAX_VALUE))],
    [12.34, '12.34'],
    [-0.0001, '-0.0001'],
    [-0, '0'],
    [7n, '7'],
    ['1.50', '1.5'],
  ])('reads %o as %s', (value, text) => expect(read(decimal, value)).toBe(text))

  it.each([
    [Number.POSITIVE_INFINITY, 'is Infinity, and the schema asks for a decimal'],
    [Number.NEGATIVE_INFINITY, 'is -Infinity, and the schema asks for a decimal'],
    [1e-7, 'has more than 4 digits after the point'],
    ['1e21', 'is a text, and the schema asks for a decimal'],
  ])('refuses %o', (value, reason) => expect(() => read(decimal, value)).toThrow(reason))

  it('of a scale beyond all powers of ten that are doubles reads alike', () => {
    const long = { kind: 'decimal', precision: 40, scale: 30 } as const
    expect([read(long, 1e21), read(long, 0.5)]).toEqual(['1000000000000000000000', '0.5'])
    expect(() => read(long, Number.POSITIVE_INFINITY)).toThrow('is Infinity')
  })
})

it('a float column refuses an integer that is no double', () => {
  expect(read({ kind: 'float' }, 9_007_199_254_740_992n)).toBe('9007199254740992')
  expect(() => read({ kind: 'float' }, 9_007_199_254_740_993n)).toThrow('is 9007199254740993, which no float is')
})

const NO_SUCH_DAY = 'which is on a day that there is not'

describe.each(['timestamp', 'timestamptz'] as const)('a column of %s', (kind) => {
  it.each([
    ['2024-02-29T12:34:56.789+00:00', '2024-02-29T12:34:56.789Z'],
    ['2024-12-31T23:59:59.999+00:00', '2024-12-31T23:59:59.999Z'],
    ['0000-02-29T00:00:00.000+00:00', '0000-02-29T00:00:00.000Z'],
    ['0050-01-31T00:00:00.000+00:00', '0050-01-31T00:00:00.000Z'],
    ['2024-02-29 12:34:56', '2024-02-29T12:34:56.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
    ['2024-03-01T01:30:00.5+02:00', '2024-02-29T23:30:00.500Z'],
    ['2024-02-29T24:00:00Z', '2024-03-01T00:00:00.000Z'],
    [1_709_210_096_789n, '2024-02-29T12:34:56.789Z'],
    [253_402_300_800_000n, '+010000-01-01T00:00:00.000Z'],
  ])('reads %o', (value, canonical) => expect(read({ kind }, value)).toBe(canonical))

  it.each([
    ['2024-02-30 10:00:00', NO_SUCH_DAY],
    ['2024-02-30T10:00:00.000+00:00', NO_SUCH_DAY],
    ['2023-02-29', NO_SUCH_DAY],
    ['1900-02-29T00:00:00.000+00:00', NO_SUCH_DAY],
    ['2024-04-31T10:00:00.5-11:00', NO_SUCH_DAY],
    ['2024-13-01T00:00:00.000+00:00', NO_SUCH_DAY],
    ['2024-00-10T00:00:00.000+00:00', NO_SUCH_DAY],
    ['2024-01-00 00:00:00', NO_SUCH_DAY],
    ['2024-01-32', NO_SUCH_DAY],
    ['2024-02-28T25:00:00.000+00:00', 'is no DateTime'],
    ['2024-02-28T12:60:00.000+00:00', 'is no DateTime'],
    ['2024-02-28T12:00:60.000+00:00', 'is no DateTime'],
    ['2024-02-28T12:34:56.7891+00:00', 'is no DateTime'],
    ['yesterday', 'is no DateTime'],
    [9_223_372_036_854_775_807n, 'is no DateTime'],
    [2_460_370.5, 'is a real number, and the schema asks for a DateTime'],
  ])('refuses %o', (value, reason) => expect(() => read({ kind }, value)).toThrow(reason))
})

it('knows the days of every month', () => {
  const isRead = (text: string) => {
    try {
      return read({ kind: 'date' }, text) === text.slice(0, 'YYYY-MM-DD'.length)
    } catch {
      return false
    }
  }
  for (const year of [1900, 2000, 2023, 2024]) {
    for (let month = 0; month <= 13; month += 1) {
      const days = Array.from({ length: 40 }, (_, day) => `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`)
      const last = month === 0 || month === 13 ? 0 : new Date(Date.UTC(year, month, 0)).getUTCDate()
      expect(days.filter((day) => isRead(`${day}T00:00:00.000+00:00`))).toEqual(days.slice(1, last + 1))
      expect(days.filter(isRead)).toEqual(days.slice(1, last + 1))
    }
  }
})

describe('a column of days', () => {
  it.each([
    // As Refract and Prisma write it.
    ['2024-02-29T00:00:00.000+00:00', '2024-02-29'],
    ['1000-01-01T00:00:00.000+00:00', '1000-01-01'],
    ['2024-02-29', '2024-02-29'],
    ['2024-02-29 00:00:00', '2024-02-29'],
    ['2024-02-29T02:00:00+02:00', '2024-02-29'],
    // As Prisma writes it where it is told to.
    [1_709_164_800_000n, '2024-02-29'],
    [-86_400_000n, '1969-12-31'],
    [253_402_300_800_000n, '+010000-01-01'],
  ])('reads %o', (value, canonical) => expect(read({ kind: 'date' }, value)).toBe(canonical))

  it.each([
    ['2024-02-29T12:34:56.789+00:00', 'is 2024-02-29T12:34:56.789Z, and the schema asks for a day, which is midnight in UTC'],
    ['2024-02-29T00:00:00.000+02:00', 'is 2024-02-28T22:00:00.000Z'],
    [1_709_164_800_001n, 'is 2024-02-29T00:00:00.001Z'],
    ['2024-02-30', NO_SUCH_DAY],
    ['2024-02-30T00:00:00.000+00:00', NO_SUCH_DAY],
  ])('refuses %o', (value, reason) => expect(() => read({ kind: 'date' }, value)).toThrow(reason))
})

describe('a column of times of a day', () => {
  it.each([
    ['1970-01-01T12:34:56.789+00:00', '12:34:56.789'],
    ['1970-01-01T00:00:00.000+00:00', '00:00:00.000'],
    ['1970-01-01 23:59:59', '23:59:59.000'],
    ['1970-01-02T01:00:00+02:00', '23:00:00.000'],
    [45_296_789n, '12:34:56.789'],
    [0n, '00:00:00.000'],
  ])('reads %o', (value, canonical) => expect(read({ kind: 'time' }, value)).toBe(canonical))

  it.each([
    [
      '2024-02-29T12:34:56.789+00:00',
      'is 2024-02-29T12:34:56.789Z, and the schema asks for a time of a day, which is on 1970-01-01 in UTC',
    ],
    ['1970-01-01T24:00:00Z', 'is 1970-01-02T00:00:00.000Z'],
    ['1970-01-01T25:00:00.000+00:00', 'is no DateTime'],
    ['1970-02-29T12:00:00.000+00:00', NO_SUCH_DAY],
    ['2024-02-29', 'is 2024-02-29T00:00:00.000Z'],
    [86_400_000n, 'is 1970-01-02T00:00:00.000Z'],
    [-1n, 'is 1969-12-31T23:59:59.999Z'],
  ])('refuses %o', (value, reason) => expect(() => read({ kind: 'time' }, value)).toThrow(reason))
})

it.each([`1${'0'.repeat(400)}`, `-1${'0'.repeat(400)}`])('a number that is all of a Json and beyond all doubles is refused: %s', (json) => {
  expect(copyValues.createCheck({ kind: 'json' })?.(json)).toContain('of which SQLite would keep a part')
})
