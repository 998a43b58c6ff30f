import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect } from 'vitest'
import { checkMigrations } from '../../src/commands/migrate-check.js'
import { deployMigrations } from '../../src/commands/migrate-deploy.js'
import { createMigrations } from '../../src/commands/migrate-dev.js'
import { readStatus } from '../../src/commands/migrate-status.js'
import { engineOf, type Provider } from '../../src/engines/index.js'
import { type CreateDatabase, useDatabase } from './database.js'

/** A database, and the history of a schema that changes step by step. */
export interface SteppedDatabase {
  readonly database: { url: string }
  /** Writes a migration to the schema, applies it, and compares: the tables, and the whole history replayed. */
  step(text: string): Promise<void>
  /** What `migrate check` says where no server is named for the replay. */
  check(): Promise<readonly string[]>
}

export function useSteppedDatabase(provider: Provider, createDatabase: CreateDatabase): SteppedDatabase {
  const [database, empty] = [useDatabase(provider, createDatabase), useDatabase(provider, createDatabase)]
  const engine = engineOf(provider)
  let folder = ''
  afterAll(() => rm(folder, { recursive: true, force: true }))
  const places = () => ({ schema: join(folder, 'schema.prisma'), migrations: join(folder, 'migrations') })
  return {
    database,
    async step(text) {
      folder ||= await mkdtemp(join(tmpdir(), 'refract-steps-'))
      const { schema, migrations } = places()
      await writeFile(schema, text)
      const answers = { renames: [], fills: [], agree: async () => true, allowEmpty: false }
      expect((await createMigrations({ schema, migrations, name: 'step', ...answers })).name).not.toBeNull()
      const place = { engine, url: database.url, folder: join(migrations, provider) }
      await deployMigrations(place)
      expect((await readStatus(place)).drift).toMatchObject({ differences: [], unchecked: null })
      const replays = [{ engine, url: empty.url }]
      expect((await checkMigrations({ schema, migrations, replays })).problems).toEqual([])
    },
    async check() {
      return (await checkMigrations({ ...places(), replays: [] })).problems
    },
  }
}
