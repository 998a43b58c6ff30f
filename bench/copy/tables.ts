import { readFile } from 'node:fs/promises'
import { withMigrations } from '../../src/commands/migration-connection.js'
import { SchemaEngine } from '../../src/commands/schema-engine.js'
import { engineSchemaOf, readStep, type SchemaStep } from '../../src/commands/schema-step.js'
import { engineOf, type Provider } from '../../src/engines/index.js'

export const SCHEMA = 'bench/copy/schema.prisma'

let step: Promise<SchemaStep> | undefined

async function readShopSchema(): Promise<SchemaStep> {
  const schemaEngine = new SchemaEngine()
  try {
    return await readStep(await readFile(SCHEMA, 'utf8'), SCHEMA, schemaEngine)
  } finally {
    await schemaEngine.close()
  }
}

/**
 * Makes the shop's tables in an empty database, as a migration of Refract's makes them.
 *
 * @param collation MariaDB's, in place of Refract's
 */
export async function createTables(provider: Provider, url: string, collation?: string): Promise<void> {
  step ??= readShopSchema()
  const own = engineSchemaOf(await step, provider).script
  const script = collation === undefined ? own : own.replaceAll('COLLATE utf8mb4_nopad_bin', `COLLATE ${collation}`)
  await withMigrations({ engine: engineOf(provider), url }, async (connection) => {
    await connection.begin()
    await connection.apply({ id: 'shop', name: 'shop', checksum: '' }, script)
  })
}
