import type { TestProject } from 'vitest/node'
import { startServers, type TestServer } from '../../scripts/servers.js'

declare module 'vitest' {
  interface ProvidedContext {
    servers: TestServer[]
  }
}

/** All servers at once: rows go from one to another. */
export default async ({ provide }: TestProject) => {
  const { servers, stop } = await startServers()
  provide('servers', servers)
  return stop
}
