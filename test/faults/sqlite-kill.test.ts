import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { deployMigrations } from '../../src/commands/migrate-deploy.js'
import { engineOf } from '../../src/engines/index.js'
import { createClient } from '../../src/index.js'
import { testDeployKill } from './deploy-kill.js'
import { testProcessKill } from './process-kill.js'
import { rounds } from './rounds.js'
import type { Place } from './running.js'

describe('SQLite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'refract-kill-'))
  const place: Place = { kind: { title: 'SQLite', provider: 'sqlite' }, url: `file:${folder}/app.db` }
  beforeAll(() => deployMigrations({ engine: engineOf('sqlite'), url: place.url, folder: 'prisma/migrations/sqlite' }))
  afterAll(() => rm(folder, { recursive: true }))

  testProcessKill(
    () => place,
    rounds(5, 50),
    async ({ url }) => {
      // Opening the file recovers what the log holds.
      const db = createClient('sqlite', { url })
      expect(await db.$queryRaw`PRAGMA integrity_check`).toEqual([{ integrity_check: 'ok' }])
      await db.$disconnect()
    },
  )
  testDeployKill(() => place, rounds(5, 50))
})
