import type { Database } from './connect.js'

/**
 * Empties a database in the transaction that holds its lock: the file stays, since others may have it open. Indexes and
 * triggers go with their tables, and what a virtual table has made goes with that.
 */
export function clearDatabase(database: Database): void {
  const found = database
    .prepare(
      `SELECT type, name FROM sqlite_schema WHERE type IN ('view', 'table') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
       ORDER BY type = 'table', sql NOT LIKE 'CREATE VIRTUAL%'`,
    )
    .all() as { type: string; name: string }[]
  for (const { type, name } of found) database.exec(`DROP ${type} IF EXISTS "${name.replaceAll('"', '""')}"`)
}
