import { describe, expect, it } from 'vitest'
import { trimDecimal } from '../../../src/contract/lists.js'
import type { ScalarStorage } from '../../../src/contract/storage.js'
import { canonicalJson } from '../../../src/engines/canonical-json.js'
import { canonicalJsonList } from '../../../src/engines/canonical-lists.js'
import { isExact } from '../../../src/engines/canonical-numbers.js'
import { findNumbers } from '../../../src/engines/json-scan.js'

/** More characters than a regular expression goes through that keeps each of them in mind. */
const LONG = 20_000_000

describe('long Json that holds a number as JavaScript does not write it', () => {
  const long = 'x'.repeat(LONG)

  it.each([
    ['before a long text', `{"n":1.0,"s":"${long}"}`, `{"n":1,"s":"${long}"}`],
    ['behind a long text', `["${long}", 1e2]`, `["${long}",100]`],
    ['behind a long key', `{"${long}": 12345678901234567890}`, `{"${long}":12345678901234567890}`],
    ['among escapes', `["${'\\"\\\\'.repeat(LONG / 4)}", -0.50]`, `["${'\\"\\\\'.repeat(LONG / 4)}",-0.5]`],
    ['of many digits', `[1${'0'.repeat(LONG)}.0]`, `[1${'0'.repeat(LONG)}]`],
  ])('%s', (_, text, canonical) => {
    // Compared by hand: an assertion would print both.
    expect(canonicalJson(text) === canonical).toBe(true)
  })
})

it('tells a number from one within a text, wherever it stands', () => {
  const json = '{"1.0":[-1.50,"2.50\\\\",1e2,"\\"3.0"],"k":0.10}'
  expect(findNumbers(json)).toEqual(['-1.50', '1e2', '0.10'])
  expect(canonicalJson(json)).toBe('{"k":0.1,"1.0":[-1.5,"2.50\\\\",100,"\\"3.0"]}')
  expect(canonicalJson('1.0')).toBe('1')
  expect(findNumbers('[]')).toEqual([])
})

it.each([
  ['{"b":1,"10":2,"9":3,"a":4,"01":5}', '{"9":3,"10":2,"a":4,"b":1,"01":5}'],
  ['{"__proto__":1,"a":2}', '{"a":2,"__proto__":1}'],
  ['{"\\u0062":1,"a":2,"b":3}', '{"a":2,"b":3}'],
  ['{"é":1,"zz":2,"🦉":3,"zzz":4}', '{"zz":2,"é":1,"zzz":4,"🦉":3}'],
  [' [ ] ', '[]'],
  ['{ "a" : { } , "b" : [ 1 , null , true , false ] }', '{"a":{},"b":[1,null,true,false]}'],
  ['"\\u00e9\\/\\ud800"', '"é/\\ud800"'],
])('prints %s as %s', (text, canonical) => {
  expect(canonicalJson(text)).toBe(canonical)
  expect(canonicalJson(canonical)).toBe(canonical)
})

describe('what is no Json', () => {
  const texts = [
    '',
    ' ',
    '01',
    '1.',
    '.5',
    '1e',
    '1e+',
    '-',
    '+1',
    '--1',
    '[1,]',
    '[,1]',
    '[1',
    '{"a":1,}',
    '{a:1}',
    '{"a"}',
    '{"a":1',
    '{1:1}',
  ]
  const others = ['"\u0001"', '"\\x"', '"\\u12"', '"a', '"a\\', 'nul', 'True', 'NaN', '[1] x', '1 2', '\u00a01', "'a'", '/**/1']

  it.each([...texts, ...others])('is refused as JSON.parse does it: %j', (text) => {
    expect(() => JSON.parse(text)).toThrow(SyntaxError)
    expect(() => canonicalJson(text)).toThrow(SyntaxError)
  })
})

it('a number beyond all doubles is none', () => {
  expect([`1${'0'.repeat(308)}`, `1${'0'.repeat(309)}`, `-1${'0'.repeat(400)}`].map(isExact)).toEqual([true, false, false])
})

describe('a list in Json that others have written', () => {
  const decimal = { kind: 'decimal', precision: 15, scale: 4 } as const

  it.each<[ScalarStorage, string, string]>([
    [{ kind: 'bigint' }, '[9007199254740993, "9007199254740993", null]', '["9007199254740993","9007199254740993",null]'],
    [{ kind: 'bigint' }, '[-9223372036854775808, 1e3, 2.0, -0]', '["-9223372036854775808","1000","2","0"]'],
    [decimal, '[1.10, 12345678901.1234, 1e2, 0.1234567890123456789]', '["1.1","12345678901.1234","100","0.1234567890123456789"]'],
    [decimal, '["1.5"]', '["1.5"]'],
    [{ kind: 'json' }, '[9007199254740993, true, "\\"a\\"", 1.10]', '["9007199254740993","true","\\"a\\"","1.1"]'],
    [{ kind: 'int' }, '[1.0, -2, null]', '[1,-2,null]'],
    [{ kind: 'float' }, '[1.0, 1e21, 5e-324]', '[1,1e+21,5e-324]'],
    [{ kind: 'date' }, '["2024-02-29T00:00:00.000Z"]', '["2024-02-29T00:00:00.000Z"]'],
    [{ kind: 'time' }, '["1970-01-01T12:34:56.789Z", null]', '["1970-01-01T12:34:56.789Z",null]'],
    [{ kind: 'boolean' }, '[true,false]', '[true,false]'],
  ])('of %o keeps all digits of %s', (of, text, canonical) => {
    expect(canonicalJsonList(of, text)).toBe(canonical)
    expect(canonicalJsonList(of, canonical)).toBe(canonical)
  })

  it.each<[ScalarStorage, string, string]>([
    [{ kind: 'bigint' }, '[1.5]', 'holds 1.5, which is no whole number'],
    [{ kind: 'bigint' }, '[true]', 'holds a boolean, and the schema asks for a bigint'],
    [{ kind: 'bigint' }, '[1e9999]', 'which no engine keeps as it is'],
    [decimal, '[["1"]]', 'holds a list, and the schema asks for a decimal'],
    [{ kind: 'json' }, '[[1]]', 'holds a list, and the schema asks for Json as a text'],
    [{ kind: 'json' }, '[{"a":9007199254740993}]', 'holds an object, and the schema asks for Json as a text'],
    [{ kind: 'text', length: null }, '[9007199254740993]', 'holds a number, and the schema asks for a text'],
    [{ kind: 'uuid' }, '[{}]', 'holds an object, and the schema asks for a uuid'],
    [{ kind: 'boolean' }, '[1]', 'holds a number, and the schema asks for a boolean'],
    [{ kind: 'int' }, '["1"]', 'holds a text, and the schema asks for an int'],
    [{ kind: 'int' }, '[1.5]', 'holds 1.5, which is no whole number'],
    [{ kind: 'smallint' }, '[1e30]', 'holds 1e+30, which is no whole number'],
    [{ kind: 'float' }, '[1e999]', 'holds Infinity'],
    [{ kind: 'date' }, '["2024-02-29T12:34:56.789Z"]', 'holds 2024-02-29T12:34:56.789Z, which is no day'],
    [{ kind: 'time' }, '["2024-02-29T12:34:56.789Z"]', 'holds 2024-02-29T12:34:56.789Z, which is no time of a day'],
    [{ kind: 'text', length: null }, '{"0":"a"}', 'is no list in Json'],
  ])('of %o refuses %s', (of, text, reason) => {
    expect(() => canonicalJsonList(of, text)).toThrow(reason)
  })
})

describe('a decimal without zeros that say nothing', () => {
  it.each([
    ['001.500', '1.5'],
    ['-0.00', '0'],
    ['+7.', '7'],
    ['.50', '0.5'],
  ])('%s is %s', (text, trimmed) => expect(trimDecimal(text)).toBe(trimmed))

  it.each(['1e+21', 'Infinity', '-Infinity', 'NaN', '1,5', '0x10', '', '-', '.'])('is never made of %o', (text) => {
    expect(() => trimDecimal(text)).toThrow('no decimal')
  })
})
