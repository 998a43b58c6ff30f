// The same program on the engine that the environment names, whose answers are one text of JSON: the same bytes on every
// engine. `DATABASE_PROVIDER=mysql DATABASE_URL=… npm run --silent same-answers > mysql.json`. The database loses its rows.
import { readLocation } from '../src/client/env.js'
import { deployMigrations } from '../src/commands/migrate-deploy.js'
import { engineOf, PROVIDERS } from '../src/engines/index.js'
import { createClient } from '../src/index.js'
import { askAll } from './same-answers/ask.js'

const { engine, url } = readLocation(PROVIDERS.map(engineOf))
await deployMigrations({ engine, url, folder: `prisma/migrations/${engine.provider}` })
const db = createClient()
process.stdout.write(await askAll(db))
await db.$disconnect()
