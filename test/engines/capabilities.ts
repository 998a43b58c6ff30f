import { describe, inject, it } from 'vitest'
import { createCapabilityCases } from '../../src/conformance/capabilities.js'
import { engineOf, type Provider } from '../../src/engines/index.js'
import { createClient } from '../../src/index.js'
import { type CreateDatabase, useDatabase } from './database.js'

/** Each capability is tried on the live server: a flag that lies fails. */
export function testCapabilities(provider: Provider, createDatabase: CreateDatabase): void {
  describe.skipIf(inject('server').notRun !== undefined)('capabilities', () => {
    const database = useDatabase(provider, createDatabase, 'prisma/migrations')

    it.each(createCapabilityCases(engineOf(provider).capabilities))('$name', async ({ run }) => {
      const db = createClient(provider as 'postgresql', { url: database.url })
      try {
        await run(db)
      } finally {
        await db.$disconnect()
      }
    })
  })
}
