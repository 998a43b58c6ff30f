import { afterAll, beforeAll, describe, inject, it } from 'vitest'
import { deployMigrations } from '../../src/commands/migrate-deploy.js'
import { clearCore, coreCases } from '../../src/conformance/core/index.js'
import { type Runner, registerCases } from '../../src/conformance/register.js'
import { clearZoo, zooCases } from '../../src/conformance/zoo/index.js'
import { openZoo } from '../../src/conformance/zoo/open.js'
import { engineOf, type Provider } from '../../src/engines/index.js'
import { createClient } from '../../src/index.js'

type CreateDatabase = (serverUrl: string, name: string) => Promise<{ url: string; drop(): Promise<void> }>

/** Vitest's functions in the form the cases take; the verdict goes to the table at the end. */
const runner: Runner = {
  describe: (name, body) => void describe(name, body),
  it: (name, body, verdict) => it(name, { meta: { verdict } }, body),
}

/** Makes a migrated database for a test file, and removes it at the end. */
export function useDatabase(provider: Provider, createDatabase: CreateDatabase, history: string): { url: string } {
  const used = { url: '' }
  let drop = async () => undefined as void
  beforeAll(async () => {
    const server = inject('server')
    if (server.notRun !== undefined) return
    const database = await createDatabase(server.url, `refract_${process.pid}_${Date.now()}_${Math.floor(Math.random() * 1e6)}`)
    used.url = database.url
    drop = database.drop
    if (history !== '') await deployMigrations({ engine: engineOf(provider), url: database.url, folder: `${history}/${provider}` })
  })
  afterAll(() => drop())
  return used
}

/** Runs every conformance case on one engine. */
export function runMatrix(provider: Provider, createDatabase: CreateDatabase): void {
  const { capabilities } = engineOf(provider)
  // Without a server the cases are still listed, so that the table can say how many were not run.
  describe.skipIf(inject('server').notRun !== undefined)('conformance', () => {
    describe('core model', () => {
      const database = useDatabase(provider, createDatabase, 'prisma/migrations')
      registerCases(runner, { capabilities, clear: clearCore, open: () => createClient({ provider, url: database.url }) }, coreCases)
    })
    describe('type-zoo', () => {
      const database = useDatabase(provider, createDatabase, 'src/conformance/zoo/migrations')
      registerCases(runner, { capabilities, clear: clearZoo, open: () => openZoo(provider, database.url) }, zooCases)
    })
  })
}
