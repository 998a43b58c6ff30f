import { randomUUID } from 'node:crypto'
import { inject } from 'vitest'
import { withMigrations } from '../../../src/commands/migration-connection.js'
import { SchemaEngine } from '../../../src/commands/schema-engine.js'
import { readStep, type SchemaStep } from '../../../src/commands/schema-step.js'
import type { MigrationConnection } from '../../../src/contract/migration.js'
import { engineOf, type Provider } from '../../../src/engines/index.js'
import { type CreateDatabase, databaseName } from '../database.js'

/** A database for a while, and what is done to it on one connection. */
export interface Place {
  readonly url: string
  run(sql: string): Promise<void>
  use<T>(work: (connection: MigrationConnection) => Promise<T>): Promise<T>
  drop(): Promise<void>
}

export async function makePlace(provider: Provider, createDatabase: CreateDatabase): Promise<Place> {
  const server = inject('server')
  const { url, drop } = await createDatabase(server.notRun === undefined ? server.url : '', databaseName())
  const use: Place['use'] = (work) => withMigrations({ engine: engineOf(provider), url }, work)
  const run = (sql: string) =>
    use(async (connection) => {
      await connection.begin()
      const id = randomUUID()
      if (sql !== '') await connection.apply({ id, name: id, checksum: '' }, sql)
    })
  return { url, run, use, drop }
}

export async function readSteps(...texts: readonly string[]): Promise<SchemaStep[]> {
  const schemaEngine = new SchemaEngine()
  try {
    return await Promise.all(texts.map((text) => readStep(text, 'schema.prisma', schemaEngine)))
  } finally {
    await schemaEngine.close()
  }
}
