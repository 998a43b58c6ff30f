import { describe, expect, it } from 'vitest'
import { numberParameter, parseServerAddress, schemeOf } from '../../../src/engines/address.js'

const rules = { title: 'Test', schemes: ['test'], port: 1234, parameters: ['user', 'password', 'limit'] }
const parse = (url: string) => parseServerAddress(url, rules)

const ENCODE =
  'Characters such as @ : / ? # % in a user name or password must be percent-encoded: @ is %40, : is %3A, / is %2F, ? is %3F, # is %23, % is %25.'

describe('parseServerAddress', () => {
  it('reads every part, decoded, and labels it without credentials and parameters', () => {
    expect(parse('test://us%40er:p%3Aw@db.example.com:99/my%20db?limit=5')).toEqual({
      host: 'db.example.com',
      port: 99,
      user: 'us@er',
      password: 'p:w',
      database: 'my db',
      parameters: new Map([['limit', '5']]),
      label: 'test://db.example.com:99/my db',
    })
  })

  it('fills in host and port, and leaves user and password open', () => {
    expect(parse('test:///db')).toMatchObject({ host: 'localhost', port: 1234, user: undefined, password: undefined })
    expect(parse('test://user@/db')).toMatchObject({ host: 'localhost', user: 'user', label: 'test://localhost:1234/db' })
    expect(parse('test://user:@host/db')).toMatchObject({ host: 'host', user: 'user', password: undefined })
  })

  it('takes user and password from the parameters where the address has none', () => {
    expect(parse('test://host/db?user=me&password=p%40w')).toMatchObject({ user: 'me', password: 'p@w' })
    expect(parse('test://a:b@host/db?user=me&password=pw')).toMatchObject({ user: 'a', password: 'b' })
  })

  it('reads addresses of IPv6 and of IPv4, and a host in capitals', () => {
    expect(parse('test://u:p@[2001:db8::1]:99/db')).toMatchObject({ host: '2001:db8::1', port: 99, label: 'test://[2001:db8::1]:99/db' })
    expect(parse('test://[::1]/db')).toMatchObject({ host: '::1', port: 1234 })
    expect(parse('test://127.0.0.1/db')).toMatchObject({ host: '127.0.0.1' })
    expect(parse('TEST://host/db')).toMatchObject({ label: 'test://host:1234/db' })
  })

  it('passes over white space around it', () => {
    expect(parse('  test://host/db\n')).toMatchObject({ database: 'db' })
  })

  it.each([
    ['test://host', 'The Test address test://… names no database', 'Write test://user:password@host:1234/database.'],
    ['test://host/', 'The Test address test://… names no database', 'Write test://user:password@host:1234/database.'],
    ['test://a,b/db', 'The Test address test://… names several hosts', 'Name one host, or a proxy in front of them.'],
    ['test://host:port/db', 'The Test address test://… cannot be read', ENCODE],
    ['test://host:70000/db', 'The Test address test://… cannot be read', ENCODE],
    ['test://user:a/b@host/db', 'The Test address test://… cannot be read', ENCODE],
    ['test://user:1/b@host/db', 'The Test address test://… cannot be read', ENCODE],
    ['test://user:a#b@host/db', 'The Test address test://… cannot be read', ENCODE],
    ['test://user:1?limit=b@host/db', 'The Test address test://… cannot be read', ENCODE],
    ['nothing', 'The Test address ://… cannot be read', ENCODE],
    ['test://host/db?limt=5&LIMIT=6', 'The Test address test://… has unknown parameters: limt, LIMIT', 'Known are: user, password, limit.'],
  ])('refuses %s', (url, reason, hint) => {
    expect(() => parse(url)).toThrow(expect.objectContaining({ code: 'REFRACT_URL', message: `${reason}\n  ${hint}`, hint }))
  })
})

describe('numberParameter', () => {
  it('reads whole numbers and nothing else', () => {
    expect(numberParameter(parse('test://host/db?limit=5'), 'limit')).toBe(5)
    expect(numberParameter(parse('test://host/db'), 'limit')).toBeUndefined()
    for (const text of ['', '-1', '1.5', 'many', '1e3', '0x5']) {
      expect(() => numberParameter(parse(`test://host/db?limit=${text}`), 'limit')).toThrow(
        expect.objectContaining({ code: 'REFRACT_URL', message: 'The parameter limit of test://host:1234/db is not a whole number.' }),
      )
    }
  })
})

it.each([
  ['postgres://x', 'postgres'],
  [' MySQL:x', 'mysql'],
  ['file:./a', 'file'],
  [':memory:', ''],
  ['host/db', ''],
  ['', ''],
])('schemeOf(%j) is %j', (url, scheme) => {
  expect(schemeOf(url)).toBe(scheme)
})
