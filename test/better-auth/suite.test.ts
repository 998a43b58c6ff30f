import { join } from 'node:path'
import { prismaAdapter } from '@better-auth/prisma-adapter'
import {
  authFlowTestSuite,
  caseInsensitiveTestSuite,
  joinsTestSuite,
  normalTestSuite,
  numberIdTestSuite,
  testAdapter,
  transactionsTestSuite,
  uuidTestSuite,
} from '@better-auth/test-utils/adapter'
import { inject } from 'vitest'
import { type Client, createDatabase, type Generated } from './databases.js'
import { historyOf, prepareState } from './states.js'

const target = inject('target')

let db: Client
let leave = async (): Promise<void> => undefined

/** Makes the tables of a state in a database of their own, and the client for them. */
async function enter(options: Parameters<typeof prepareState>[0]): Promise<void> {
  const state = await prepareState(options)
  const { createClient, migrate } = (await import(join(state, 'client', 'index.ts'))) as Generated
  const database = await createDatabase(target, createClient)
  const client = createClient({ provider: target.provider, url: database.url })
  await migrate(client, { dir: historyOf(state) })
  await leave()
  db = client
  leave = async () => {
    await client.$disconnect()
    await database.drop()
  }
}

await enter({})

const { execute } = await testAdapter({
  // What Better Auth knows of PostgreSQL holds on every engine: filters without case, lists, uuids, Json.
  adapter: () => prismaAdapter(db, { provider: 'postgresql', transaction: true, debugLogs: { isRunningAdapterTests: true } }),
  runMigrations: enter,
  tests: [
    normalTestSuite(),
    caseInsensitiveTestSuite(),
    transactionsTestSuite(),
    authFlowTestSuite(),
    numberIdTestSuite(),
    joinsTestSuite(),
    uuidTestSuite(),
  ],
  onFinish: () => leave(),
})

execute()
