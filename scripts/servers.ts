import type { TestProject } from 'vitest/node'
import type { Provided } from '../test/engines/server.js'
import { SERVERS } from '../test/engines/servers.js'

/** A server of the tests, as `npm test` has it, for a script. */
export interface TestServer {
  readonly name: string
  readonly title: string
  readonly provider: string
  readonly url: string
  /** The server's own words for its version. */
  readonly version: string
}

type SetUp = (project: TestProject) => Promise<() => Promise<void>>

/** By the names of the servers; each is written out for tools that follow imports. */
const SET_UPS = {
  postgresql: () => import('../test/engines/postgresql/server.js'),
  mysql: () => import('../test/engines/mysql/server.js'),
  mariadb: () => import('../test/engines/mysql/mariadb.js'),
  sqlite: () => import('../test/engines/sqlite/server.js'),
} as Readonly<Record<string, () => Promise<{ default: SetUp }>>>

/** Starts them all; one that this machine does not offer is named, and fails where every engine is required. */
export async function startServers(): Promise<{ servers: TestServer[]; stop: () => Promise<void> }> {
  const servers: TestServer[] = []
  const stops: (() => Promise<void>)[] = []
  const stop = async () => void (await Promise.all(stops.map((each) => each())))
  try {
    for (const { name, title, provider } of SERVERS) {
      const { default: setUp } = await (SET_UPS[name] as () => Promise<{ default: SetUp }>)()
      const provide = (_key: string, server: Provided) => {
        if (server.notRun === undefined) servers.push({ name, title, provider, url: server.url, version: server.version })
        else console.log(`  not run  ${name}: ${server.notRun}`)
      }
      stops.push(await setUp({ provide } as unknown as TestProject))
    }
  } catch (error) {
    await stop()
    throw error
  }
  return { servers, stop }
}
