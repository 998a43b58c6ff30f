import type { SchemaTables } from '../../contract/engine.js'
import { createMigration } from './diff/migration.js'

/** MySQL's SQL is ours: Prisma's schema engine for WASM has no MySQL in it. A first migration starts from nothing. */
export async function createTables({ written }: Pick<SchemaTables, 'written'>): Promise<string> {
  return createMigration([], written).sql
}
