import type { CopyTable } from '../../contract/copy.js'
import { type IncomingKey, readIncomingKeys } from '../incoming-keys.js'
import { quote } from './copy-sql.js'

/**
 * All foreign keys, a row for each pair of columns (https://www.sqlite.org/pragma.html#pragma_foreign_key_list). One that names no columns
 * is to the primary key; one that names what is not there has null for it.
 */
export const SELECT_KEYS = `SELECT child.name, key.id, parent.name, key."from", other.name
  FROM sqlite_schema child JOIN pragma_foreign_key_list(child.name) key
    JOIN sqlite_schema parent ON parent.type = 'table' AND parent.name = key."table" COLLATE NOCASE
    LEFT JOIN pragma_table_xinfo(parent.name) other
      ON CASE WHEN key."to" IS NULL THEN other.pk = key.seq + 1 ELSE other.name = key."to" COLLATE NOCASE END
  WHERE child.type = 'table'`

/** Foreign keys of tables that are not copied to those that are. */
export function parseIncomingKeys(rows: readonly (readonly unknown[])[], tables: readonly CopyTable[]): IncomingKey[] {
  const copied = new Set(tables.map(({ name }) => name))
  const all = rows as [string, bigint, string, string, string | null][]
  // SQLite itself holds no row to such a key.
  const broken = new Set(all.filter((row) => row[4] === null).map(([child, id]) => `${id} ${child}`))
  const pairs = all.flatMap(([child, id, parent, column, reference]) => {
    if (reference === null || broken.has(`${id} ${child}`) || copied.has(child) || !copied.has(parent)) return []
    return [{ child: nameTable(child), name: String(id), parent: nameTable(parent), column, reference }]
  })
  return readIncomingKeys(pairs, quote)
}

const nameTable = (name: string) => ({ sql: quote(name), label: name, own: name })
