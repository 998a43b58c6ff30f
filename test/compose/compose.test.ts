// docker-compose.yml and .env.example agree: the servers come up, and the example's addresses reach them.
import { execFile, execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deployMigrations } from '../../src/commands/migrate-deploy.js'
import { engineOf, type Provider } from '../../src/engines/index.js'
import { createClient } from '../../src/index.js'
import { findPort } from '../engines/process.js'

const run = promisify(execFile)

/** Each service with the variable that overrides its port and the address that the example gives for it. */
const services = [
  { service: 'postgresql', provider: 'postgresql', port: 'POSTGRES_PORT', url: 'DATABASE_URL_POSTGRESQL' },
  { service: 'postgresql-test', provider: 'postgresql', port: 'POSTGRES_TEST_PORT', url: 'TEST_DATABASE_URL_POSTGRESQL' },
  { service: 'mysql', provider: 'mysql', port: 'MYSQL_PORT', url: 'DATABASE_URL_MYSQL' },
  { service: 'mysql-test', provider: 'mysql', port: 'MYSQL_TEST_PORT', url: 'TEST_DATABASE_URL_MYSQL' },
] as const satisfies readonly { service: string; provider: Provider; port: string; url: string }[]

const project = `refract-test-${randomBytes(4).toString('hex')}`
const ports: Record<string, string> = {}

const missing = findMissing()
if (missing !== undefined) console.log(`compose: not run, ${missing}`)

describe.skipIf(missing !== undefined)('docker-compose.yml', () => {
  beforeAll(async () => {
    for (const { port } of services) ports[port] = String(await findPort())
    await compose(['up', '--detach', '--wait', '--wait-timeout', '300'], ports)
  }, 900_000)

  afterAll(async () => {
    await compose(['down', '--volumes', '--remove-orphans', '--timeout', '5'], ports)
  }, 120_000)

  it('publishes the ports of the example on this machine alone', async () => {
    const config = JSON.parse(await compose(['config', '--format', 'json'])) as Config
    for (const { service, url } of services) {
      const [published] = config.services[service]?.ports ?? []
      expect(published).toMatchObject({ host_ip: '127.0.0.1', published: new URL(addressOf(url)).port })
    }
  })

  it('keeps the data of the main servers, and none of the test servers', async () => {
    const config = JSON.parse(await compose(['config', '--format', 'json'])) as Config
    for (const { service } of services) {
      const { volumes, tmpfs } = config.services[service] ?? {}
      expect([volumes?.length, tmpfs?.length]).toEqual(service.endsWith('-test') ? [undefined, 1] : [1, undefined])
    }
  })

  it.each(services)('$service takes migrations and rows at its address in the example', async ({ provider, port, url }) => {
    const address = new URL(addressOf(url))
    address.port = ports[port] ?? ''
    const options = { engine: engineOf(provider), folder: `prisma/migrations/${provider}`, url: address.href }
    const { applied } = await deployMigrations(options)
    expect(applied.length).toBeGreaterThan(0)
    const db = createClient({ provider, url: address.href })
    try {
      const { id } = await db.user.create({ data: { name: 'Zoë 🦊', email: 'zoe@example.com' } })
      expect(await db.user.findUnique({ where: { id } })).toMatchObject({ name: 'Zoë 🦊', emailVerified: false })
    } finally {
      await db.$disconnect()
    }
  })
})

interface Config {
  services: Record<string, { ports: { host_ip: string; published: string }[]; volumes?: unknown[]; tmpfs?: unknown[] } | undefined>
}

/** Runs Compose on the project of this test with the example's settings, whatever is set on this machine. */
async function compose(args: readonly string[], env: Record<string, string> = {}): Promise<string> {
  const settings = ['POSTGRES_PASSWORD', 'MYSQL_PASSWORD', 'MYSQL_ROOT_PASSWORD', ...services.map(({ port }) => port)]
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !settings.includes(name) && !/^COMPOSE_/.test(name)))
  const { stdout } = await run('docker', ['compose', '--project-name', project, '--env-file', '.env.example', ...args], {
    env: { ...inherited, ...env },
  })
  return stdout
}

/** What is missing to run this test, or undefined. */
function findMissing(): string | undefined {
  const answers = (...args: string[]) => {
    try {
      execFileSync('docker', args, { stdio: 'ignore', timeout: 20_000 })
      return true
    } catch {
      return false
    }
  }
  if (!answers('compose', 'version')) return 'there is no docker compose'
  return answers('info') ? undefined : 'no container engine answers'
}

/** An address of the example, where some are in comments. */
function addressOf(variable: string): string {
  const [, url = ''] = new RegExp(`^(?:# )?${variable}=(.*)$`, 'm').exec(readFileSync('.env.example', 'utf8')) ?? []
  return url
}
