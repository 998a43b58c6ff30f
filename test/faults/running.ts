import { GenericContainer, getContainerRuntimeClient } from 'testcontainers'
import { afterAll, beforeAll, type TestContext } from 'vitest'
import { deployMigrations } from '../../src/commands/migrate-deploy.js'
import { engineOf, type Provider } from '../../src/engines/index.js'
import { findPort } from '../engines/process.js'
import { requiresEngines } from '../engines/server.js'
import { type Admin, DATABASE, PASSWORD, type ServerKind } from './servers.js'

/** A database, wherever it lies. */
export interface Place {
  readonly kind: { readonly title: string; readonly provider: Provider }
  readonly url: string
}

/** A server in a container, to be broken. Its port stays the same when it is started again, and so does its data. */
export interface RunningServer extends Place {
  readonly kind: ServerKind
  /** Ends the server as its operator does. */
  stop(): Promise<void>
  /** Ends the server as a crash does. */
  kill(): Promise<void>
  /** Starts it again and waits until it answers. */
  start(): Promise<void>
  /** Runs one statement, or several, as the administrator. */
  withAdmin<T>(use: (admin: Admin) => Promise<T>): Promise<T>
  /** The connections that clients have. */
  countConnections(): Promise<number>
  remove(): Promise<void>
}

/** Starts a server before the tests of a block. The function it returns gives it to a test, or skips the test and says why. */
export function useServer(kind: ServerKind): (context: TestContext) => RunningServer {
  let server: RunningServer | { notRun: string } = { notRun: 'it was not started' }
  beforeAll(async () => {
    server = await startServer(kind)
    if (!('notRun' in server)) return
    if (requiresEngines) throw new Error(`Every engine is required and ${kind.title} cannot be broken: ${server.notRun}.`)
    console.warn(`Faults of ${kind.title}: not run, ${server.notRun}.`)
  })
  afterAll(async () => {
    if (!('notRun' in server)) await server.remove()
  })
  return (context) => ('notRun' in server ? context.skip(server.notRun) : server)
}

async function startServer(kind: ServerKind): Promise<RunningServer | { notRun: string }> {
  const runtime = await getContainerRuntimeClient().catch(() => undefined)
  // Only a container is stopped and started with its data: a server that somebody else runs is not ours to break.
  if (runtime === undefined) return { notRun: 'no container engine answers' }
  const port = await findPort()
  const started = await new GenericContainer(kind.image)
    .withEnvironment({ ...kind.environment })
    .withCommand([...kind.command])
    .withExposedPorts({ container: kind.port, host: port })
    .start()
    .catch((error: unknown) => String(error))
  if (typeof started === 'string') return { notRun: `no container of ${kind.image} starts (${started})` }

  const handle = runtime.container.getById(started.getId())
  const addressOf = (user: string) => `${kind.scheme}://${user}:${PASSWORD}@${started.getHost()}:${port}/${DATABASE}`
  const withAdmin: RunningServer['withAdmin'] = async (use) => {
    const admin = await kind.openAdmin(addressOf(kind.administrator))
    try {
      return await use(admin)
    } finally {
      await admin.end().catch(() => undefined)
    }
  }
  const waitUntilReady = () => retry(60_000, () => withAdmin((admin) => admin.query('SELECT 1')))

  const url = addressOf(kind.user)
  await waitUntilReady()
  await deployMigrations({ engine: engineOf(kind.provider), url, folder: `prisma/migrations/${kind.provider}` })
  return {
    kind,
    url,
    withAdmin,
    stop: async () => void (await handle.stop()),
    kill: async () => void (await handle.kill({ signal: 'SIGKILL' })),
    start: async () => {
      await handle.start()
      await waitUntilReady()
    },
    countConnections: () => withAdmin(async (admin) => (await admin.query(kind.listConnections)).length),
    remove: async () => void (await started.stop()),
  }
}

/** Tries until it succeeds, or throws what it threw last. */
export async function retry<T>(milliseconds: number, attempt: () => Promise<T>): Promise<T> {
  const end = Date.now() + milliseconds
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      if (Date.now() > end) throw error
      await sleep(20)
    }
  }
}

export function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
