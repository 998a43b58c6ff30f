import { afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { deployMigrations } from '../../../src/commands/migrate-deploy.js'
import { engineOf } from '../../../src/engines/index.js'
import { createClient } from '../../../src/index.js'
import { databaseName, useDatabase } from '../database.js'
import { createDatabase, query } from './server.js'
import { StrippingProxy } from './stripping-proxy.js'

const PASSWORD = 'sècret@:/%?#'

/** The address alone is enough, and gives the password to nobody who listens. */
describe.skipIf(inject('server').notRun !== undefined)('TLS and passwords', () => {
  const database = useDatabase('mysql', createDatabase, 'prisma/migrations')
  let proxy: StrippingProxy
  let isMariadb: boolean
  let hasTls: boolean

  /** A user who has never signed in: MySQL knows of no password yet that it could compare a hash with. */
  const createUser = async (at: URL | string, more = ''): Promise<URL> => {
    const url = new URL(at)
    const name = databaseName().replace('refract', 'u')
    await query(database.url, `CREATE USER '${name}'@'%' IDENTIFIED BY '${PASSWORD}' ${more}`)
    await query(database.url, `GRANT ALL ON *.* TO '${name}'@'%'`)
    url.username = name
    url.password = encodeURIComponent(PASSWORD)
    url.pathname = new URL(database.url).pathname
    return url
  }
  const elsewhere = () => {
    const url = new URL(database.url)
    url.hostname = '0.0.0.0'
    return url
  }
  const readCipher = async (url: URL): Promise<string> => {
    const db = createClient('mysql', { url: url.href, pool: { max: 1 } })
    try {
      const [row] = await db.$queryRaw<{ Value: string }[]>`SHOW STATUS LIKE 'Ssl_cipher'`
      return row?.Value ?? ''
    } finally {
      await db.$disconnect()
    }
  }

  beforeAll(async () => {
    const [row] = await query(database.url, 'SELECT VERSION() AS version, @@have_ssl AS tls').catch(() =>
      query(database.url, "SELECT VERSION() AS version, 'YES' AS tls"),
    )
    isMariadb = String(row?.version).includes('MariaDB')
    hasTls = row?.tls === 'YES'
  })
  beforeEach(async () => {
    proxy = await new StrippingProxy(new URL(database.url)).open()
  })
  afterEach(() => proxy.close())

  it('on this machine a new user signs in by the address alone, without TLS', async () => {
    expect(await readCipher(await createUser(database.url))).toBe('')
  })

  it('on this machine TLS is used where a user must', async (context) => {
    if (!hasTls) return context.skip('the server has no TLS')
    expect(await readCipher(await createUser(database.url, 'REQUIRE SSL'))).not.toBe('')
  })

  it('elsewhere a new user signs in by the address alone, through TLS', async (context) => {
    if (!hasTls) return context.skip('the server has no TLS')
    expect(await readCipher(await createUser(elsewhere()))).not.toBe('')
  })

  it('elsewhere migrations are deployed through TLS, too', async () => {
    const url = await createUser(elsewhere())
    const report = await deployMigrations({ engine: engineOf('mysql'), url: url.href, folder: 'prisma/migrations/mysql' })
    expect(report).toMatchObject({ applied: [], before: 1 })
  })

  it('elsewhere, without TLS, the password is not encrypted with a key that nobody vouches for', async () => {
    for (const url of [await createUser(proxy.url), await createUser(proxy.url)]) {
      const start = performance.now()
      const outcome = await readCipher(url).catch((error: unknown) => error)
      // MariaDB's own way needs no key: it compares hashes.
      if (isMariadb) expect(outcome).toBe('')
      else expect(outcome).toMatchObject({ code: 'P1011', message: expect.stringContaining('allowPublicKeyRetrieval=true') })
      expect(performance.now() - start).toBeLessThan(4_000)
      expect(String(outcome)).not.toContain('cret')
      // … until somebody says so.
      url.search = '?allowPublicKeyRetrieval=true'
      expect(await readCipher(url)).toBe('')
      url.search = '?sslmode=REQUIRED'
      await expect(readCipher(url)).rejects.toMatchObject({ code: 'P1011', message: expect.stringContaining('the server offers no TLS') })
    }
  })

  it('elsewhere DISABLED says no TLS, and does not say that any key is good', async () => {
    const url = await createUser(elsewhere())
    url.search = '?sslmode=DISABLED'
    const outcome = await readCipher(url).catch((error: unknown) => error)
    if (isMariadb) expect(outcome).toBe('')
    else expect(outcome).toMatchObject({ code: 'P1011' })
  })

  it('a server that had TLS once is not believed when it has none', async (context) => {
    if (!hasTls) return context.skip('the server has no TLS')
    proxy.strips = false
    const url = await createUser(proxy.url)
    const db = createClient('mysql', { url: url.href, pool: { max: 1 } })
    await db.$queryRaw`SELECT 1`
    await proxy.close()
    proxy.strips = true
    await proxy.open()
    // The first may still be sent by the connection that was cut.
    await db.user.count().catch(() => undefined)
    await expect(db.user.count()).rejects.toMatchObject({ code: 'P1011' })
    await db.$disconnect()
  })

  it.each(['VERIFY_CA', 'VERIFY_IDENTITY'])('a certificate that nobody vouches for is refused with sslmode=%s', async (mode) => {
    const url = await createUser(elsewhere())
    url.search = `?sslmode=${mode}`
    const outcome = await readCipher(url).catch((error: unknown) => error)
    // MariaDB from 11.4 on proves by the password that it is who holds the certificate.
    if (isMariadb && typeof outcome === 'string') expect(outcome).not.toBe('')
    else expect(outcome).toMatchObject({ code: 'P1011' })
  })
})
