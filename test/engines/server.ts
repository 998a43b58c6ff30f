import type { TestProject } from 'vitest/node'

/** A server that a test project runs on. */
export interface Server {
  /** An address whose user may create databases. */
  readonly url: string
  /** The server's own words for its version. */
  readonly version: string
  /** How it was had, for the table at the end. */
  readonly how: string
}

/** What a test file is told: the server, or why there is none. */
export type Provided = (Server & { notRun?: never }) | { readonly notRun: string }

declare module 'vitest' {
  interface ProvidedContext {
    server: Provided
  }
}

/** A way to have a server. Returns null with a reason where this machine does not offer it. */
export interface Source {
  readonly how: string
  start(): Promise<{ url: string; stop(): Promise<void> } | { unavailable: string }>
}

/** True where an engine that cannot be run is a failure. */
export const requiresEngines = process.env.CI === 'true' || process.env.REQUIRE_ENGINES === 'all'

/** Tries each source in order; the first that gives a server wins. */
export async function provideServer(
  { provide }: TestProject,
  name: string,
  sources: readonly Source[],
  readVersion: (url: string) => Promise<string>,
): Promise<() => Promise<void>> {
  const reasons: string[] = []
  for (const source of sources) {
    const started = await source.start()
    if ('unavailable' in started) {
      reasons.push(started.unavailable)
      continue
    }
    provide('server', { url: started.url, how: source.how, version: await readVersion(started.url) })
    return started.stop
  }
  const notRun = reasons.join('; ')
  if (requiresEngines) throw new Error(`Every engine is required and ${name} cannot be run: ${notRun}.`)
  provide('server', { notRun })
  return async () => undefined
}

/** `TEST_DATABASE_URL_<PROJECT>`: a server that somebody else runs. */
export function fromEnvironment(name: string): Source {
  const variable = `TEST_DATABASE_URL_${name.toUpperCase()}`
  return {
    how: variable,
    async start() {
      const url = process.env[variable]
      return url ? { url, stop: async () => undefined } : { unavailable: `${variable} is not set` }
    },
  }
}

/** A container by Testcontainers, where a container engine answers. */
export function fromContainer(image: string, start: (image: string) => Promise<{ url: string; stop(): Promise<void> }>): Source {
  return {
    how: `Testcontainers, ${image}`,
    async start() {
      const { getContainerRuntimeClient } = await import('testcontainers')
      try {
        await getContainerRuntimeClient()
      } catch {
        return { unavailable: 'no container engine answers' }
      }
      try {
        return await start(image)
      } catch (error) {
        return { unavailable: `no container of ${image} starts (${error instanceof Error ? error.message : error})` }
      }
    },
  }
}
