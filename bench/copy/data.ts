// `npx tsx bench/copy/data.ts <file> [--rows 1000000]`: an SQLite database with the shop in it, the same one every time.
import { parseArgs } from 'node:util'
import { DatabaseSync } from '@photostructure/sqlite'
import { createShop } from './rows.js'
import { createTables } from './tables.js'

/** Makes a database of so many rows in a file that is not there. */
export async function createShopFile(file: string, rows: number): Promise<void> {
  await createTables('sqlite', `file:${file}`)
  const database = new DatabaseSync(file)
  try {
    database.exec('PRAGMA synchronous = off; PRAGMA foreign_keys = off; BEGIN')
    for (const { table, rows: list } of createShop(rows)) {
      const places = table.columns.map(() => '?').join(', ')
      const names = table.columns.map((name) => `"${name}"`).join(', ')
      const statement = database.prepare(`INSERT INTO "${table.name}" (${names}) VALUES (${places})`)
      for (const row of list()) statement.run(...row)
    }
    database.exec('COMMIT')
    const broken = database.prepare('PRAGMA foreign_key_check').all()
    if (broken.length > 0) throw new Error(`${broken.length} rows of the shop refer to rows that are not there.`)
    // The file is whole without its log then, for who copies it.
    database.exec('ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)')
  } finally {
    database.close()
  }
}

if (process.argv[1] === import.meta.filename) {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { rows: { type: 'string', default: '1000000' } } })
  await createShopFile(positionals[0] ?? 'shop.db', Number(values.rows))
}
