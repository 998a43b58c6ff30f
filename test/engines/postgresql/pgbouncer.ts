import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { findPort, findProgram, startProgram, stopProgram } from '../process.js'
import { requiresEngines } from '../server.js'

const program = findProgram('pgbouncer')

/** Why PgBouncer cannot be run here; where every engine is required, that is a failure. */
export const notRun = program === undefined && !requiresEngines ? 'pgbouncer is not on the PATH' : undefined

export interface Bouncer {
  /** The address of a database on the server, through PgBouncer. */
  through(url: string): string
  stop(): Promise<void>
}

/** Starts PgBouncer in transaction mode in front of a server, with few connections, so that clients share them. */
export async function startBouncer(serverUrl: string, settings: Readonly<Record<string, string>> = {}): Promise<Bouncer> {
  if (program === undefined) throw new Error('pgbouncer is required and not on the PATH: apt-get install pgbouncer.')
  const server = new URL(serverUrl)
  const port = await findPort()
  const folder = await mkdtemp(join(tmpdir(), 'refract-pgbouncer-'))
  const file = join(folder, 'pgbouncer.ini')
  const lines = Object.entries({
    listen_addr: '127.0.0.1',
    listen_port: port,
    unix_socket_dir: '',
    // Every client is let in, as the user of the server.
    auth_type: 'any',
    pool_mode: 'transaction',
    default_pool_size: '2',
    ...settings,
  }).map(([name, value]) => `${name} = ${value}`)
  const to = `host=${server.hostname} port=${server.port} user=${server.username} password=${decodeURIComponent(server.password)}`
  await writeFile(file, ['[databases]', `* = ${to}`, '[pgbouncer]', ...lines, ''].join('\n'))
  await chmod(folder, 0o755)
  const through = (url: string): string => {
    const address = new URL(url)
    address.host = `127.0.0.1:${port}`
    return address.href
  }
  const ready = async () => {
    const client = new pg.Client({ connectionString: through(serverUrl) })
    client.on('error', () => undefined)
    await client.connect()
    await client.end()
  }
  // It refuses to run as root.
  const user = process.getuid?.() === 0 ? ['-u', 'nobody'] : []
  const child = await startProgram('pgbouncer', ['-q', ...user, file], ready)
  return {
    through,
    async stop() {
      await stopProgram(child)
      await rm(folder, { recursive: true, force: true })
    },
  }
}
