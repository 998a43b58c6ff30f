import { afterEach, describe, expect, it, vi } from 'vitest'
import { readLocation } from '../../../src/client/env.js'
import { engineOf, PROVIDERS } from '../../../src/engines/index.js'

/*
 * No message and no label may hold a password, nor a part of it by which it could be known. Each password
 * here holds the mark, on one side or on both sides of what makes it nasty.
 */
const MARK = 'Zq7'
const NASTY = [
  '@',
  ':',
  '/',
  '?',
  '#',
  '%',
  '&',
  '=',
  '[',
  ']',
  '\\',
  ' ',
  '"',
  "'",
  '<',
  '>',
  '^',
  '|',
  '`',
  '{',
  '}',
  ';',
  '+',
  'é',
  '😀',
]
const PASSWORDS = [
  MARK,
  ...NASTY.flatMap((one) => [`${MARK}${one}${MARK}`, `${one}${MARK}`, `${MARK}${one}`]),
  ...NASTY.flatMap((one) => NASTY.map((other) => `${MARK}${one}${MARK}${other}${MARK}`)),
  // What looks like the rest of an address.
  ...[
    '@host/',
    '@host:1/db',
    '/db?',
    ':5432/',
    ':5432/db?a=',
    '?sslmode=',
    '?schema=',
    '/db?schema=',
    '@h/db?user=',
    '#?x=',
    '%zz',
    '%25',
    '%40',
  ].map((middle) => `${MARK}${middle}${MARK}`),
  `1?${MARK}=${MARK}`,
  `12/${MARK}`,
  `12/${MARK}?a=b`,
  `12/${MARK}#a`,
  `${MARK}@12/${MARK}?${MARK}=${MARK}`,
]

const servers = [
  { provider: 'postgresql', schemes: ['postgresql', 'postgres'] },
  { provider: 'mysql', schemes: ['mysql', 'mariadb'] },
] as const

afterEach(() => vi.unstubAllEnvs())

describe.each(servers)('$provider', ({ provider, schemes }) => {
  const engine = engineOf(provider)
  const [scheme] = schemes

  it('reads each password that is percent-encoded, in its place and as a parameter', () => {
    for (const password of PASSWORDS) {
      const encoded = encodeURIComponent(password)
      for (const url of [
        `${scheme}://user:${encoded}@host:1234/db`,
        `${scheme}://user@host:1234/db?password=${encoded}`,
        `${scheme}://host:1234/db?user=user&password=${encoded}`,
      ]) {
        const target = engine.parseUrl(url) as unknown as { address: { user: string; password: string }; label: string }
        expect(target.address, url).toMatchObject({ host: 'host', port: 1234, user: 'user', password, database: 'db' })
        expect(target.label).toBe(`${scheme}://host:1234/db`)
      }
    }
  })

  it('takes a password as it is where a lone % shows that it was not encoded', () => {
    for (const password of ['100%', '%', '%%', '5%z', 'a% b', 'a%;b', 'a%^|b', '%é']) {
      const target = engine.parseUrl(`${scheme}://user:${password}@host/db`) as unknown as { address: { password: string } }
      expect(target.address.password).toBe(password)
    }
  })

  it('shows no part of a password that is not encoded, wherever the address is cut', () => {
    let read = 0
    for (const password of PASSWORDS) {
      for (const scheme of schemes) {
        for (const rest of [
          '@host:1234/db',
          '@host/db?sslmode=require',
          '@host/db?sslmode=none',
          '@host/db?nope=1',
          '@host',
          '@host:99999/db',
          '@a,b/db',
        ]) {
          const seen = describeUrl(engine, `${scheme}://user:${password}${rest}`)
          expect(seen, password + rest).not.toContain(MARK)
          if (!seen.includes('\n')) read++
        }
      }
    }
    // Most of the characters need no encoding: those addresses are read, and their labels were looked at.
    expect(read).toBeGreaterThan(100)
  })

  it('shows no part of a password among the parameters', () => {
    for (const password of PASSWORDS) {
      for (const rest of ['', '&sslmode=none', '&nope=1', '&connection_limit=many']) {
        // Behind an & or a # a parameter of its own begins, whose name is shown.
        if (/[&#]/.test(password)) continue
        expect(describeUrl(engine, `${scheme}://user@host/db?password=${password}${rest}`), password).not.toContain(MARK)
      }
    }
  })

  it('shows no part of a password when the environment is wrong in other ways too', () => {
    for (const password of PASSWORDS) {
      vi.stubEnv('DATABASE_PROVIDER', provider === 'mysql' ? 'postgresql' : 'mysql')
      vi.stubEnv('DATABASE_URL', `${scheme}://user:${password}@host/db`)
      vi.stubEnv(`DATABASE_URL_${provider.toUpperCase()}`, `${scheme}://user:${password}@host`)
      expect(
        messageOf(() => readLocation(PROVIDERS.map(engineOf))),
        password,
      ).not.toContain(MARK)
    }
  })
})

describe('sqlite', () => {
  it('shows no part of a password that was written for a server', () => {
    for (const password of PASSWORDS) {
      for (const url of [`file://user:${password}@host/db`, `user:${password}@host/db`, `//user:${password}@host/db`, `${password}`]) {
        expect(
          messageOf(() => engineOf('sqlite').parseUrl(url)),
          url,
        ).not.toContain(MARK)
      }
    }
  })
})

/** What can be seen of an address: its label, else the message of the error. */
function describeUrl(engine: ReturnType<typeof engineOf>, url: string): string {
  try {
    return engine.parseUrl(url).label
  } catch (error) {
    return `${(error as Error).message}\n`
  }
}

function messageOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    return `${(error as Error).message} ${JSON.stringify(error)} ${String((error as Error).cause ?? '')}`
  }
  return ''
}
