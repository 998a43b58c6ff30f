import type { Target } from './target.js'

/** The clients and functions that `refract generate` wrote, whatever the models. */
export interface Generated {
  createClient(options: { provider: string; url: string }): Client
  createClient(provider: string, options: { url: string }): ExactClient
  migrate(db: Client, options: { dir: string }): Promise<unknown>
}

export interface Client {
  $disconnect(): Promise<void>
}

interface ExactClient extends Client {
  $executeRawUnsafe(sql: string): Promise<number>
}

let counter = 0

/** Makes an empty database of its own for each state of the schema: Better Auth's own tests empty theirs by force. */
export async function createDatabase({ name, provider, url }: Target, createClient: Generated['createClient']) {
  counter += 1
  const database = `witness_${name}_${process.pid}_${counter}`
  if (provider === 'sqlite') return { url: `${url}${database}.db`, drop: async () => undefined }
  const run = async (sql: string) => {
    const db = createClient(provider, { url })
    await db.$executeRawUnsafe(sql)
    await db.$disconnect()
  }
  await run(`CREATE DATABASE ${database}`)
  const own = new URL(url)
  own.pathname = `/${database}`
  return { url: own.href, drop: () => run(`DROP DATABASE ${database}`) }
}
