import { inspect } from 'node:util'
import { describe, expect, inject, it } from 'vitest'
import { deployMigrations } from '../../src/commands/migrate-deploy.js'
import { engineOf, type Provider } from '../../src/engines/index.js'
import { createClient, isConnectionError } from '../../src/index.js'
import { findPort } from './process.js'

const SECRET = 'sècret@:/%'

/** Why a server cannot be reached is told at once and in the same codes, and never with the password. */
export function testConnection(provider: Provider): void {
  describe.skipIf(inject('server').notRun !== undefined)('connecting', () => {
    const change = (edit: (url: URL) => void): string => {
      const server = inject('server')
      const url = new URL(server.notRun === undefined ? server.url : 'x://y')
      edit(url)
      return url.href
    }

    const faults: readonly [string, () => Promise<string>, string][] = [
      [
        'a port where nobody listens',
        async () => {
          const port = await findPort()
          return change((url) => {
            url.port = String(port)
            url.password = encodeURIComponent(SECRET)
          })
        },
        'P1001',
      ],
      [
        'a wrong password',
        async () =>
          change((url) => {
            url.password = encodeURIComponent(SECRET)
          }),
        'P1000',
      ],
      [
        'a wrong password among the parameters',
        async () =>
          change((url) => {
            url.password = ''
            url.search = `?password=${encodeURIComponent(SECRET)}`
          }),
        'P1000',
      ],
      [
        'a host that does not exist',
        async () =>
          change((url) => {
            url.hostname = 'no.such.host.invalid'
            url.password = encodeURIComponent(SECRET)
          }),
        'P1001',
      ],
      [
        'a database that does not exist',
        async () =>
          change((url) => {
            url.pathname = '/no_such_database'
          }),
        'P1003',
      ],
    ]

    it.each(faults)('%s is told within four seconds', async (_, address, code) => {
      const url = await address()
      const db = createClient({ provider, url })
      const start = performance.now()
      const error = await db.user.count().catch((caught: unknown) => caught)
      expect(error).toMatchObject({ code })
      expect(isConnectionError(error)).toBe(true)
      expect((error as Error).message).not.toContain('undefined')
      expect((error as { meta?: object }).meta).not.toHaveProperty('driverAdapterError')
      expect(performance.now() - start).toBeLessThan(4_000)
      expect(showAll(error)).not.toContain('cret')
      const again = await db.$connect().catch((caught: unknown) => caught)
      expect(again).toMatchObject({ code })
      expect((again as { meta?: object }).meta ?? {}).not.toHaveProperty('driverAdapterError')
      expect(showAll(again)).not.toContain('cret')
      await db.$disconnect()
      const deploy = deployMigrations({ engine: engineOf(provider), url, folder: `prisma/migrations/${provider}` })
      const failure = await deploy.catch((caught: unknown) => caught)
      expect(failure).toMatchObject({ code: 'REFRACT_CONNECTION', message: expect.stringContaining('Cannot connect to') })
      expect(showAll(failure)).not.toContain('cret')
    })
  })
}

/** Whatever can be seen of an error, its cause and all that it holds. */
function showAll(error: unknown): string {
  return `${JSON.stringify(error)}${(error as Error).stack}${inspect(error, { depth: 10, showHidden: true })}`
}
