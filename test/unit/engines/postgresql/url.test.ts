import { describe, expect, it } from 'vitest'
import { parseUrl } from '../../../../src/engines/postgresql/url.js'

describe('addresses of PostgreSQL', () => {
  it.each(['postgresql', 'postgres', 'POSTGRES'])('begin with %s:', (scheme) => {
    expect(parseUrl(`${scheme}://me:pw@db:6543/app`)).toEqual({
      label: 'postgresql://db:6543/app',
      address: {
        host: 'db',
        port: 6543,
        user: 'me',
        password: 'pw',
        database: 'app',
        parameters: new Map(),
        label: 'postgresql://db:6543/app',
      },
      host: 'db',
      part: '["db","public"]',
      schema: 'public',
      // As libpq: a server that has TLS is spoken to in TLS.
      tls: 'prefer',
      tlsFiles: { ca: undefined, cert: undefined, key: undefined, passphrase: undefined },
      applicationName: 'refract',
      statementTimeout: undefined,
      options: undefined,
      channelBinding: false,
      pooled: undefined,
      pool: {},
    })
  })

  it('have 5432 as their port', () => {
    expect(parseUrl('postgres://db/app').address.port).toBe(5432)
  })

  it('name a schema', () => {
    expect(parseUrl('postgresql://db/app?schema=tenant%20one').schema).toBe('tenant one')
  })

  it.each([
    ['disable', 'disable'],
    ['allow', 'prefer'],
    ['prefer', 'prefer'],
    ['require', 'require'],
    ['verify-ca', 'verify-ca'],
    ['verify-full', 'verify-full'],
    // libpq: with a root certificate, require checks against it.
    ['require&sslrootcert=/ca.pem', 'verify-ca'],
    ['verify-full&sslrootcert=/ca.pem', 'verify-full'],
    ['prefer&sslrootcert=/ca.pem', 'prefer'],
  ])('sslmode=%s means %s', (text, mode) => {
    expect(parseUrl(`postgres://db/app?sslmode=${text}`).tls).toBe(mode)
  })

  it.each(['', 'on', 'Require', 'no-verify'])('sslmode=%j is refused', (text) => {
    expect(() => parseUrl(`postgres://db/app?sslmode=${text}`)).toThrow(
      expect.objectContaining({
        code: 'REFRACT_URL',
        message:
          'The parameter sslmode of postgresql://db:5432/app is not known.\n  Known are: disable, allow, prefer, require, verify-ca, verify-full.',
      }),
    )
  })

  it('name the files of TLS, an application, limits, options and channel binding', () => {
    const url =
      'postgres://db/app?sslrootcert=/ca.pem&sslcert=/c.pem&sslkey=/k.pem&sslpassword=secret&application_name=demo' +
      '&statement_timeout=1500&connection_limit=3&pool_timeout=4&connect_timeout=9&options=-c%20geqo%3Doff&channel_binding=require&pgbouncer=true'
    expect(parseUrl(url)).toMatchObject({
      label: 'postgresql://db:5432/app',
      tlsFiles: { ca: '/ca.pem', cert: '/c.pem', key: '/k.pem', passphrase: 'secret' },
      applicationName: 'demo',
      statementTimeout: 1500,
      options: '-c geqo=off',
      channelBinding: true,
      pooled: true,
      pool: { max: 3, acquireTimeout: 4000 },
    })
    expect(parseUrl('postgres://db/app?connect_timeout=9').pool).toEqual({ acquireTimeout: 9000 })
  })

  it('name a socket by its folder, as a parameter or as the host', () => {
    expect(parseUrl('postgresql:///app?host=/var/run/postgresql')).toMatchObject({ host: '/var/run/postgresql', address: { port: 5432 } })
    expect(parseUrl('postgresql://%2Fvar%2Frun%2Fpostgresql/app').host).toBe('/var/run/postgresql')
  })

  it.each(['/var/run/postgresql', '%2Fvar%2Frun%2Fpostgresql'])('ask for no TLS on the socket in %s, as libpq', (folder) => {
    expect(parseUrl(`postgresql:///app?host=${folder}&sslmode=require`).tls).toBe('disable')
  })

  it.each([
    ['', undefined],
    ['?pgbouncer=true', true],
    ['?pgbouncer=false', false],
  ])('%j says of a pooler: %s', (parameters, pooled) => {
    expect(parseUrl(`postgres://db/app${parameters}`).pooled).toBe(pooled)
  })

  it.each(['', '1', 'yes'])('pgbouncer=%s is refused', (text) => {
    expect(() => parseUrl(`postgres://db/app?pgbouncer=${text}`)).toThrow(
      'The parameter pgbouncer of postgresql://db:5432/app is neither true nor false.',
    )
  })

  it('name a host of IPv6', () => {
    expect(parseUrl('postgresql://u:p@[::1]:5433/app')).toMatchObject({ host: '::1', label: 'postgresql://[::1]:5433/app' })
  })

  it('have no parameter that means nothing', () => {
    expect(() => parseUrl('postgres://db/app?sslmod=require')).toThrow('has unknown parameters: sslmod')
  })
})
