import { describe, expect, it } from 'vitest'
import { parseUrl } from '../../../../src/engines/mysql/url.js'

describe('addresses of MySQL', () => {
  it.each(['mysql', 'mariadb', 'MySQL'])('begin with %s:', (scheme) => {
    expect(parseUrl(`${scheme}://me:pw@db:3307/app`)).toEqual({
      label: 'mysql://db:3307/app',
      address: { host: 'db', port: 3307, user: 'me', password: 'pw', database: 'app', parameters: new Map(), label: 'mysql://db:3307/app' },
      socketPath: undefined,
      isLocal: false,
      tls: undefined,
      tlsFiles: { ca: undefined, cert: undefined, key: undefined, passphrase: undefined },
      allowPublicKeyRetrieval: false,
      connectTimeout: undefined,
      pool: {},
    })
  })

  it('have 3306 as their port', () => {
    expect(parseUrl('mysql://db/app').address.port).toBe(3306)
  })

  it.each([
    ['sslmode=DISABLED', 'disable'],
    ['sslmode=disable', 'disable'],
    ['ssl-mode=PREFERRED', 'prefer'],
    ['sslmode=required', 'require'],
    ['sslmode=VERIFY_CA', 'verify-ca'],
    ['sslmode=VERIFY_IDENTITY', 'verify-full'],
    ['sslaccept=strict', 'verify-full'],
    ['sslaccept=accept_invalid_certs', 'require'],
    ['ssl=true', 'verify-full'],
    ['ssl=false', 'disable'],
    // A certificate to check against is there to be used.
    ['ssl-ca=/ca.pem', 'verify-ca'],
    ['sslcert=/ca.pem', 'verify-ca'],
    ['sslmode=required&ssl-ca=/ca.pem', 'require'],
    // sslmode says more than ssl, and wins.
    ['ssl=false&sslmode=verify_identity', 'verify-full'],
  ])('?%s means %s', (text, mode) => {
    expect(parseUrl(`mysql://db/app?${text}`).tls).toBe(mode)
  })

  it.each(['sslmode', 'ssl-mode', 'ssl', 'sslaccept'])('%s takes no other word', (name) => {
    expect(() => parseUrl(`mysql://db/app?${name}=yes`)).toThrow(
      expect.objectContaining({
        code: 'REFRACT_URL',
        message: `The parameter ${name} of mysql://db:3306/app is not known.\n  Known are: DISABLED, PREFERRED, REQUIRED, VERIFY_CA, VERIFY_IDENTITY.`,
      }),
    )
  })

  // What is said in the address wins; without a word, `connect.ts` decides by this.
  it.each([
    ['mysql://localhost/app', true],
    ['mysql://127.0.0.1/app', true],
    ['mysql://127.1.2.3/app', true],
    ['mysql://[::1]/app', true],
    ['mysql://db/app?socket=/run/mysqld.sock', true],
    ['mysql://0.0.0.0/app', false],
    ['mysql://10.0.0.1/app', false],
    ['mysql://localhost.example.com/app', false],
    ['mysql://127.0.0.1.example.com/app', false],
    ['mysql://db/app', false],
  ])('%s is on this machine: %s; only then a key is taken from the server unasked', (url, isLocal) => {
    expect(parseUrl(url)).toMatchObject({ isLocal, tls: undefined, allowPublicKeyRetrieval: isLocal })
    const and = url.includes('?') ? '&' : '?'
    expect(parseUrl(`${url}${and}allowPublicKeyRetrieval=${!isLocal}`).allowPublicKeyRetrieval).toBe(!isLocal)
  })

  it('allowPublicKeyRetrieval takes no other word', () => {
    expect(() => parseUrl('mysql://db/app?allowPublicKeyRetrieval=yes')).toThrow('Known are: true, false.')
  })

  it('name the files of TLS, limits, a socket and the key exchange', () => {
    const url =
      'mysql://me@localhost/app?ssl-ca=/ca.pem&ssl-cert=/c.pem&ssl-key=/k.pem&sslpassword=secret&connection_limit=3' +
      '&pool_timeout=4&connect_timeout=9&socket=/run/mysqld.sock&allowPublicKeyRetrieval=false'
    expect(parseUrl(url)).toMatchObject({
      label: 'mysql://localhost:3306/app',
      tlsFiles: { ca: '/ca.pem', cert: '/c.pem', key: '/k.pem', passphrase: 'secret' },
      socketPath: '/run/mysqld.sock',
      allowPublicKeyRetrieval: false,
      connectTimeout: 9000,
      pool: { max: 3, acquireTimeout: 4000 },
    })
    expect(parseUrl('mysql://db/app?connect_timeout=9')).toMatchObject({ connectTimeout: 9000, pool: { acquireTimeout: 9000 } })
  })

  it('name a host of IPv6', () => {
    expect(parseUrl('mysql://u:p@[::1]:3307/app')).toMatchObject({ address: { host: '::1' }, label: 'mysql://[::1]:3307/app' })
  })

  it('have no parameter that means nothing', () => {
    expect(() => parseUrl('mysql://db/app?sslca=x')).toThrow('has unknown parameters: sslca')
  })
})
