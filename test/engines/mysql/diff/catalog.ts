import type { Connection } from 'mariadb'

/** All that the catalog knows of a database's tables, but the order of columns and keys, which a change leaves as it was. */
export async function readCatalog(connection: Connection): Promise<Record<string, string[]>> {
  const rows = await connection.query<{ name: string }[]>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' ORDER BY table_name",
  )
  const catalog: Record<string, string[]> = {}
  for (const { name } of rows) {
    const [shown] = await connection.query<Record<string, string>[]>(`SHOW CREATE TABLE \`${name}\``)
    catalog[name] = [...readLines(shown?.['Create Table'] ?? ''), ...(await readInformation(connection, name))].sort()
  }
  return catalog
}

function readLines(statement: string): string[] {
  return statement.split('\n').map((line) => line.replace(/,$/, '').replace(/ AUTO_INCREMENT=\d+/, ''))
}

const QUERIES = [
  'SELECT column_name, column_default, is_nullable, column_type, collation_name, extra, column_key FROM information_schema.columns',
  'SELECT index_name, non_unique, seq_in_index, column_name, sub_part, collation, index_type FROM information_schema.statistics',
  'SELECT constraint_name, ordinal_position, column_name, referenced_table_name, referenced_column_name FROM information_schema.key_column_usage',
  'SELECT constraint_name, referenced_table_name, unique_constraint_name, delete_rule, update_rule FROM information_schema.referential_constraints',
  'SELECT table_name, engine, table_collation FROM information_schema.tables',
]

async function readInformation(connection: Connection, table: string): Promise<string[]> {
  const lines: string[] = []
  for (const query of QUERIES) {
    const schema = query.includes('referential_constraints') ? 'constraint_schema' : 'table_schema'
    const rows = await connection.query<Record<string, unknown>[]>(`${query} WHERE ${schema} = DATABASE() AND table_name = ?`, [table])
    lines.push(...rows.map((row) => JSON.stringify(Object.values(row).map((value) => (typeof value === 'bigint' ? Number(value) : value)))))
  }
  return lines
}
