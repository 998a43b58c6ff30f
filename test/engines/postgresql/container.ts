import pg from 'pg'

/** Milliseconds that a server has until it answers. */
const PATIENCE = 60_000
/** Before its end nobody asks the container how it is. */
const DAY = 24 * 60 * 60 * 1_000

/**
 * PostgreSQL in a container. The check of health that Testcontainers gives it runs four times a second until the end, and takes the
 * better part of a core from whatever is tested or measured: here the server is asked until it answers, and no longer.
 */
export async function startPostgresql(image: string, command: readonly string[] = []): Promise<{ url: string; stop(): Promise<void> }> {
  const { PostgreSqlContainer } = await import('@testcontainers/postgresql')
  const { Wait } = await import('testcontainers')
  const container = new PostgreSqlContainer(image)
    .withHealthCheck({ test: ['CMD', 'true'], interval: DAY })
    .withWaitStrategy(Wait.forListeningPorts())
  const started = await container.withCommand(['postgres', ...command]).start()
  const url = started.getConnectionUri()
  await waitUntilReady(url)
  return { url, stop: async () => void (await started.stop()) }
}

async function waitUntilReady(connectionString: string): Promise<void> {
  for (const end = Date.now() + PATIENCE; ; ) {
    const client = new pg.Client({ connectionString })
    client.on('error', () => undefined)
    try {
      await client.connect()
      return
    } catch (error) {
      if (Date.now() > end) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    } finally {
      await client.end().catch(() => undefined)
    }
  }
}
