// The main job as a program: the same rows, the same queries and the same answers on the engine that the
// environment names. `npm run demo`, or `DATABASE_PROVIDER=mysql DATABASE_URL=… npm run demo`.
import { readLocation } from '../src/client/env.js'
import { deployMigrations } from '../src/commands/migrate-deploy.js'
import { RefractError } from '../src/contract/errors.js'
import { engineOf, PROVIDERS } from '../src/engines/index.js'
import { createClient } from '../src/index.js'
import { runDemo } from './demo/report.js'

try {
  const { engine, url } = readLocation(PROVIDERS.map(engineOf))
  const { database } = await deployMigrations({ engine, url, folder: `prisma/migrations/${engine.provider}` })
  const db = createClient()
  await runDemo(db, { engine: engine.title, database }, console.log)
  await db.$disconnect()
} catch (error) {
  console.error(error instanceof RefractError ? error.message : error)
  process.exitCode = 1
}
