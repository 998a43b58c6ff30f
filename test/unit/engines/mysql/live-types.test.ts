import { describe, expect, it } from 'vitest'
import { isSameDefault, isToldAs, readDefault, readType, type ToldColumn } from '../../../../src/engines/mysql/live-types.js'

const told = (type: string, more: Partial<ToldColumn> = {}): ToldColumn => ({
  type,
  value: null,
  calculated: false,
  isJson: false,
  isMariaDb: false,
  ...more,
})
const native = (name: string, ...args: number[]) => ({ kind: 'native', name, args, boolean: false })

describe('a type as the server tells it', () => {
  it.each([
    ['varchar(191)', native('VarChar', 191)],
    ['int(11)', native('Int')],
    ['int unsigned', native('UnsignedInt')],
    ['int(10) unsigned', native('UnsignedInt')],
    ['decimal(10,2)', native('Decimal', 10, 2)],
    ['datetime', native('DateTime', 0)],
    ['datetime(3)', native('DateTime', 3)],
    ['tinyint(1)', { ...native('TinyInt'), boolean: true }],
    ['tinyint(4)', native('TinyInt')],
    ['longtext', native('LongText')],
    ["enum('it''s','b,c')", { kind: 'enum', type: '', values: ["it's", 'b,c'] }],
    ['point', { kind: 'unsupported', sql: 'point' }],
  ])('%s', (type, expected) => expect(readType(told(type))).toEqual(expected))

  it('of MariaDB is Json where a check says so', () => {
    expect(readType(told('longtext', { isJson: true }))).toEqual(native('Json'))
  })
})

describe('a default as the server tells it', () => {
  const read = (column: ToldColumn) => readDefault(column, readType(column))
  it.each([
    ['varchar(9)', { value: "it's" }, { kind: 'string', value: "it's" }],
    ['varchar(9)', { value: "'it\\'s'", isMariaDb: true }, { kind: 'string', value: "it's" }],
    ['varchar(9)', { value: "'it''s'", isMariaDb: true }, { kind: 'string', value: "it's" }],
    ['varchar(9)', { value: "'NULL'", isMariaDb: true }, { kind: 'string', value: 'NULL' }],
    ['varchar(9)', { value: 'NULL', isMariaDb: true }, null],
    ['varchar(9)', { value: 'NULL' }, { kind: 'string', value: 'NULL' }],
    ['longtext', { value: "_utf8mb4\\'it\\\\\\'s\\'", calculated: true }, { kind: 'string', value: "it's" }],
    ['json', { value: "_utf8mb4\\'{}\\'", calculated: true }, { kind: 'json', value: '{}' }],
    ['tinyint(1)', { value: '1' }, { kind: 'boolean', value: 'true' }],
    ['int', { value: '-7' }, { kind: 'number', value: '-7' }],
    ['int', { value: '-7', isMariaDb: true }, { kind: 'number', value: '-7' }],
    ['datetime(3)', { value: 'CURRENT_TIMESTAMP(3)', calculated: true }, { kind: 'now' }],
    ['datetime(3)', { value: 'current_timestamp(3)', isMariaDb: true }, { kind: 'now' }],
    ['datetime(3)', { value: '2024-01-02 03:04:05.000' }, { kind: 'instant', value: '2024-01-02T03:04:05.000Z' }],
    ['longblob', { value: '0x6162', calculated: true }, { kind: 'bytes', value: 'YWI=' }],
    ["enum('a')", { value: 'a' }, { kind: 'enum', value: 'a' }],
    ['char(36)', { value: 'uuid()', calculated: true }, { kind: 'sql', value: 'uuid()' }],
    ['char(36)', { value: 'uuid()', isMariaDb: true }, { kind: 'sql', value: 'uuid()' }],
  ])('%s %o', (type, more, expected) => expect(read(told(type, more))).toEqual(expected))
})

it.each([
  ['-2.3', '-2.25', true],
  ['2.3', '2.25', true],
  ['2.2', '2.25', false],
  ['10.0', '9.95', true],
  ['0.0', '-0.04', true],
  ['1.0', '1', true],
  ['1.0', '1.1', false],
])('a decimal of one digit that is told as %s was written as %s: %s', (live, wanted, same) => {
  const type = { kind: 'native', name: 'Decimal', args: [12, 1], boolean: false } as const
  expect(isSameDefault({ kind: 'number', value: live }, { kind: 'number', value: wanted }, type)).toBe(same)
})

it('an expression is the same in the words of each server', () => {
  const type = { kind: 'native', name: 'Int', args: [], boolean: false } as const
  const is = (live: string, wanted: string) => isSameDefault({ kind: 'sql', value: live }, { kind: 'sql', value: wanted }, type)
  expect(is('(1 + 2)', '(1+2)')).toBe(true)
  expect(is('UUID()', 'uuid()')).toBe(true)
  expect(is('(1 + 3)', '(1+2)')).toBe(false)
})

it('knows what the catalogs make of a character of four bytes', () => {
  expect(isToldAs('a????', 'a🦓')).toBe(true)
  expect(isToldAs(Buffer.from('a🦓').toString('latin1'), 'a🦓')).toBe(true)
  expect(isToldAs('a???', 'a🦓')).toBe(false)
})
