import { afterAll, beforeAll, inject } from 'vitest'
import { deployMigrations } from '../../src/commands/migrate-deploy.js'
import { engineOf, type Provider } from '../../src/engines/index.js'

/** Makes an empty database on a server. */
export type CreateDatabase = (serverUrl: string, name: string) => Promise<{ url: string; drop(): Promise<void> }>

let counter = 0

export function databaseName(): string {
  counter += 1
  return `refract_${process.pid}_${Date.now()}_${counter}`
}

/** Makes a database before the tests of a block and removes it after them, with the tables of a history if one is named. */
export function useDatabase(provider: Provider, createDatabase: CreateDatabase, migrations?: string): { url: string } {
  const used = { url: '' }
  let drop = async (): Promise<void> => undefined
  beforeAll(async () => {
    const server = inject('server')
    if (server.notRun !== undefined) return
    const database = await createDatabase(server.url, databaseName())
    used.url = database.url
    drop = database.drop
    if (migrations === undefined) return
    await deployMigrations({ engine: engineOf(provider), url: database.url, folder: `${migrations}/${provider}` })
  })
  afterAll(() => drop())
  return used
}
