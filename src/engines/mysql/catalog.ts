import { toLines } from '../catalog-lines.js'
import type { Connection } from './connect.js'

/** Columns may stand in another order. */
const QUERIES = [
  `SELECT 'column', table_name, column_name, column_type, is_nullable, column_default, extra, collation_name
   FROM information_schema.columns WHERE table_schema = DATABASE()`,
  `SELECT 'index', table_name, index_name, non_unique, seq_in_index, column_name, sub_part, collation
   FROM information_schema.statistics WHERE table_schema = DATABASE()`,
  `SELECT 'key', table_name, constraint_name, ordinal_position, column_name, referenced_table_name, referenced_column_name
   FROM information_schema.key_column_usage WHERE table_schema = DATABASE()`,
  `SELECT 'foreign key', table_name, constraint_name, delete_rule, update_rule
   FROM information_schema.referential_constraints WHERE constraint_schema = DATABASE()`,
]

export async function readCatalog(connection: Connection): Promise<string[]> {
  const lines: string[] = []
  for (const query of QUERIES) lines.push(...toLines(await connection.query<Record<string, unknown>[]>(query)))
  return lines
}
