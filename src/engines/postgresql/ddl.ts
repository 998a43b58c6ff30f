import type { Table } from '../../contract/tables.js'
import { amendColumns } from '../amend-columns.js'

/**
 * Prisma's own SQL, with text compared and sorted by code point whatever the database's locale is
 * (rows 15 and 16 of the reference). Names of the same collation exist on every PostgreSQL.
 */
export async function createTables(tables: readonly Table[], emitted: () => Promise<string>): Promise<string> {
  return amendColumns(await emitted(), tables, ({ column, definition }) =>
    column.storage.kind === 'text' ? definition.replace(/^(TEXT|VARCHAR\(\d+\))/, '$1 COLLATE "C"') : definition,
  )
}
