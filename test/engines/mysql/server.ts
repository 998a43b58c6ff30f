import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mariadb from 'mariadb'
import type { TestProject } from 'vitest/node'
import { findPort, findProgram, runProgram, startProgram, stopProgram } from '../process.js'
import { fromContainer, fromEnvironment, provideServer, type Source } from '../server.js'

/** MySQL, or MariaDB: both are servers of the engine `mysql`. */
export interface ServerOptions {
  /** The name of the test project, and the end of `TEST_DATABASE_URL_…`. */
  readonly name: string
  readonly image: string
  /** Programs to look for on the PATH. */
  readonly programs: readonly [string, ...string[]]
}

/** Far from UTC, and from whole hours: nothing may depend on the server's zone. */
const ZONE = '--default-time-zone=+05:30'

const createContainer = (image: string) =>
  fromContainer(image, async () => {
    const { MySqlContainer } = await import('@testcontainers/mysql')
    const started = await new MySqlContainer(image).withCommand([ZONE]).start()
    return { url: started.getConnectionUri(true), stop: async () => void (await started.stop()) }
  })

/** A server that is installed on this machine, run for the tests on a port and in a folder of its own. */
const createBinary = (programs: ServerOptions['programs']): Source => ({
  how: 'a server on the PATH',
  async start() {
    const program = findProgram(...programs)
    if (program === undefined) return { unavailable: `no ${programs.join(' or ')} is on the PATH` }
    const folder = await mkdtemp(join(tmpdir(), 'refract-mysql-'))
    const port = await findPort()
    const url = `mysql://root@127.0.0.1:${port}/mysql`
    // The servers refuse to run as root unless told to.
    const root = process.getuid?.() === 0 ? ['--user=root'] : []
    const own = [`--datadir=${join(folder, 'data')}`, ...root]
    // Some systems call MariaDB's server mysqld, too.
    if (program.version.includes('MariaDB')) {
      runProgram('mariadb-install-db', ['--no-defaults', '--auth-root-authentication-method=normal', ...own])
    } else runProgram(program.name, ['--no-defaults', '--initialize-insecure', ...own])
    const listen = [
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      `--socket=${join(folder, 'socket')}`,
      `--pid-file=${join(folder, 'pid')}`,
      ZONE,
    ]
    const child = await startProgram(program.name, ['--no-defaults', ...own, ...listen], async () => void (await query(url, 'SELECT 1')))
    const stop = async () => {
      await stopProgram(child)
      await rm(folder, { recursive: true, force: true })
    }
    return { url, stop }
  },
})

export async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const { hostname, port, username, password, pathname } = new URL(url)
  const connection = await mariadb.createConnection({
    host: hostname,
    port: Number(port || 3306),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: pathname.slice(1),
    allowPublicKeyRetrieval: true,
  })
  try {
    return await connection.query(sql)
  } finally {
    await connection.end()
  }
}

/** Makes an empty database and returns its address, and what removes it. */
export async function createDatabase(serverUrl: string, name: string): Promise<{ url: string; drop(): Promise<void> }> {
  await query(serverUrl, `CREATE DATABASE \`${name}\``)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return { url: url.href, drop: async () => void (await query(serverUrl, `DROP DATABASE \`${name}\``)) }
}

/** What a test project runs before its tests. */
export function provide({ name, image, programs }: ServerOptions): (project: TestProject) => Promise<() => Promise<void>> {
  const sources = [fromEnvironment(name), createContainer(image), createBinary(programs)]
  return (project) =>
    provideServer(project, name, sources, async (url) => {
      const [row] = await query(url, 'SELECT VERSION() AS version')
      const version = String(row?.version)
      return version.includes('MariaDB') ? version : `MySQL ${version}`
    })
}

export default provide({ name: 'mysql', image: process.env.REFRACT_MYSQL_IMAGE ?? 'mysql:8.4', programs: ['mysqld', 'mariadbd'] })
