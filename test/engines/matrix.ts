import { describe, inject, it } from 'vitest'
import { clearCore, coreCases } from '../../src/conformance/core/index.js'
import { DIVERGENCES, type ServerName } from '../../src/conformance/divergences.js'
import { type Runner, registerCases } from '../../src/conformance/register.js'
import { clearZoo, zooCases } from '../../src/conformance/zoo/index.js'
import { openZoo } from '../../src/conformance/zoo/open.js'
import { engineOf, type Provider } from '../../src/engines/index.js'
import { createClient } from '../../src/index.js'
import { type CreateDatabase, useDatabase } from './database.js'

/** Vitest's functions in the form the cases take; the outcomes go to the table at the end. */
const runner: Runner = {
  describe: (name, body) => void describe(name, body),
  it: (name, body, outcome) => it(name, { meta: { outcome } }, body),
}

/** Runs every conformance case on one engine. */
export function runMatrix(provider: Provider, createDatabase: CreateDatabase): void {
  const { capabilities } = engineOf(provider)
  const divergences = DIVERGENCES[nameServer(provider)]
  // Without a server the cases are still listed, so that the table can say how many were not run.
  describe.skipIf(inject('server').notRun !== undefined)('conformance', () => {
    describe('core model', () => {
      const database = useDatabase(provider, createDatabase, 'prisma/migrations')
      registerCases(
        runner,
        {
          capabilities,
          divergences,
          clear: clearCore,
          url: () => database.url,
          open: (url = database.url) => createClient({ provider, url }),
        },
        coreCases,
      )
    })
    describe('type-zoo', () => {
      const database = useDatabase(provider, createDatabase, 'src/conformance/zoo/migrations')
      registerCases(
        runner,
        { capabilities, divergences, clear: clearZoo, url: () => database.url, open: (url = database.url) => openZoo(provider, url) },
        zooCases,
      )
    })
  })
}

/** MariaDB is one more server of `mysql`. */
function nameServer(provider: Provider): ServerName {
  const server = inject('server')
  return server.notRun === undefined && server.version.includes('MariaDB') ? 'mariadb' : provider
}
