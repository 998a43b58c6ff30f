import { describe, expect, it } from 'vitest'
import type { Storage } from '../../../src/contract/storage.js'
import { checkDecimal, checkText, checkUuid, createCommonCheck } from '../../../src/engines/canonical.js'
import { canonicalJson } from '../../../src/engines/canonical-json.js'
import { canonicalJsonList, decodeListValue, encodeListValue } from '../../../src/engines/canonical-lists.js'
import { canonicalFloat, expandNumber, isExact, trimZeros } from '../../../src/engines/canonical-numbers.js'

describe('Json in canonical form', () => {
  it.each([
    ['{"b": 1, "a": 2}', '{"a":2,"b":1}'],
    ['{"aa": 1, "b": {"é": 1, "zz": 2}}', '{"b":{"zz":2,"é":1},"aa":1}'],
    ['1e21', '1000000000000000000000'],
    ['1e+21', '1000000000000000000000'],
    ['[1.50, 1e-7, -0.0, -0, 100, 12345678901234567890123.5]', '[1.5,0.0000001,0,0,100,12345678901234567890123.5]'],
    ['"a number 1e21 within a text, and \\"2.50\\""', '"a number 1e21 within a text, and \\"2.50\\""'],
    ['{"a":1,"a":2}', '{"a":2}'],
    ['"\\ud83e\\udd93\\u0041"', '"🦓A"'],
    ['null', 'null'],
  ])('%s', (text, canonical) => {
    expect(canonicalJson(text)).toBe(canonical)
    expect(canonicalJson(canonical)).toBe(canonical)
  })

  it('refuses a number that would be all zeros', () => {
    expect(() => canonicalJson('1e1000000')).toThrow('which no engine keeps as it is')
  })

  it('is of each value in a list of Json, as clients write it', () => {
    expect(canonicalJsonList({ kind: 'json' }, '["1e+21", "{\\"b\\": 1e-7}", null]')).toBe(
      '["1000000000000000000000","{\\"b\\":0.0000001}",null]',
    )
    expect(canonicalJsonList({ kind: 'text', length: null }, '["1e+21", "b"]')).toBe('["1e+21","b"]')
  })
})

describe('numbers', () => {
  it.each([
    ['1.50e3', '1500'],
    ['-1.25E-2', '-0.0125'],
    ['0e5', '0'],
    ['5e-324', `0.${'0'.repeat(323)}5`],
  ])('%s is %s', (text, digits) => expect(expandNumber(text)).toBe(digits))

  it.each([
    ['9223372036854775807', true],
    ['18446744073709551615', true],
    ['18446744073709551617', false],
    ['0.1', true],
    ['0.12345678901234567890', false],
    ['100000000000000000000000', true],
  ])('%s is kept as a double or an integer: %s', (text, exact) => expect(isExact(text)).toBe(exact))

  it.each([
    ['1.500', '1.5'],
    ['100', '100'],
    ['-0.00', '0'],
    ['10.00', '10'],
    ['NaN', 'NaN'],
  ])('%s without its zeros is %s', (text, trimmed) => expect(trimZeros(text)).toBe(trimmed))

  it('have no minus zero', () => expect([canonicalFloat(-0), canonicalFloat(0.1)]).toEqual(['0', '0.1']))
})

describe('checks', () => {
  it('of texts count characters, and know halves of them', () => {
    expect(checkText('🦓🦓', 2)).toBeNull()
    expect(checkText('🦓🦓🦓', 2)).toBe('has 3 characters, and the column holds 2')
    expect(checkText('a\ud800b', null)).toContain('half of a surrogate pair')
    expect(checkText('a\udc00', null)).toContain('half of a surrogate pair')
  })

  it('of the others', () => {
    expect([checkUuid('0190a000-0000-7000-8000-000000000000'), checkUuid('{0190a000}')]).toEqual([null, 'is no UUID'])
    const [decimal, fraction] = [{ kind: 'decimal', precision: 5, scale: 2 } as const, { kind: 'decimal', precision: 2, scale: 2 } as const]
    expect([checkDecimal('-999.25', decimal), checkDecimal('1.255', decimal)]).toEqual([null, 'has more than 2 digits after the point'])
    expect(checkDecimal('1000', decimal)).toBe('has more than 3 digits before the point')
    expect([checkDecimal('-0.99', fraction), checkDecimal('0', fraction)]).toEqual([null, null])
    expect(checkDecimal('1', fraction)).toBe('has more than 0 digits before the point')
  })

  it('that are alike on every engine', () => {
    const check = (storage: Storage, text: string) => createCommonCheck(storage, () => (value) => checkText(value as string, 1))?.(text)
    expect(['-32768', '32767', '0'].map((text) => check({ kind: 'smallint' }, text))).toEqual([null, null, null])
    expect(check({ kind: 'smallint' }, '-32769')).toBe('is -32769, which is no integer of 16 bits')
    expect([check({ kind: 'int' }, '-2147483648'), check({ kind: 'bigint' }, '9223372036854775807')]).toEqual([null, null])
    expect(check({ kind: 'int' }, '2147483648')).toBe('is 2147483648, which is no integer of 32 bits')
    expect(check({ kind: 'uuid' }, '{0190a000}')).toBe('is no UUID')
    expect(check({ kind: 'list', of: { kind: 'text', length: 1 } }, '["a",null,"bb"]')).toBe(
      'holds a value that has 2 characters, and the column holds 1',
    )
    // Some engine has them otherwise.
    expect(createCommonCheck({ kind: 'json' }, () => null)).toBeNull()
  })
})

it.each([
  [{ kind: 'bytes' }, Buffer.from('ab'), 'YWI='],
  [{ kind: 'boolean' }, 'true', true],
  [{ kind: 'float' }, '1e+21', 1e21],
  [{ kind: 'bigint' }, '9007199254740993', '9007199254740993'],
  [{ kind: 'date' }, '2024-02-29', '2024-02-29T00:00:00.000Z'],
  [{ kind: 'time' }, '12:34:56.789', '1970-01-01T12:34:56.789Z'],
] as const)('a value of a list of %o comes back as it was', (storage, value, encoded) => {
  expect(encodeListValue(storage, value)).toBe(encoded)
  expect(decodeListValue(storage, encoded)).toEqual(value)
})

it.each([
  [{ kind: 'float' }, 'NaN'],
  [{ kind: 'float' }, '-Infinity'],
  [{ kind: 'date' }, 'infinity'],
  [{ kind: 'date' }, '+010000-01-01'],
] as const)('%o within a list cannot be %s', (storage, value) => {
  expect(() => encodeListValue(storage, value)).toThrow(`holds ${value}`)
})
