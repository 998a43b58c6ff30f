// The opponent of `npm run bench:copy`: a loop over the plain drivers as a competent person writes it in an hour. It pages by key
// and inserts so many rows at once, tables in the order of their foreign keys; it checks nothing and cannot be resumed.
//
//   node raw.mjs <address|dump:folder> <address|dump:folder> <rows of a batch>
import { SHOP } from '../rows.js'
import { positions, type RawDatabase, type RawRow, type RawTable } from './database.js'
import { openDump } from './dump.js'
import { openMysql } from './mysql.js'
import { openPostgresql } from './postgresql.js'
import { openSqlite } from './sqlite.js'

const OPEN: Record<string, (url: string) => Promise<RawDatabase>> = {
  file: openSqlite,
  postgres: openPostgresql,
  postgresql: openPostgresql,
  mysql: openMysql,
  dump: (url) => openDump(url.slice('dump:'.length)),
}

const TABLES: readonly RawTable[] = SHOP.map(({ name, columns }) => ({
  name,
  columns,
  key: name === 'order_line' ? ['order_id', 'line'] : ['id'],
  ...(name === 'category' ? { self: 'parent_id' } : {}),
}))

const [from = '', to = '', size = '5000'] = process.argv.slice(2)
const open = (url: string) =>
  OPEN[url.split(':')[0] as string]?.(url) ?? Promise.reject(new Error(`Of no known kind: ${url.split(':')[0]}`))
const source = await open(from)
const target = await open(to)
for (const table of TABLES) await copyTable(table, Number(size), !to.startsWith('dump:'))
await source.end()
await target.end()

async function copyTable(table: RawTable, limit: number, hasForeignKeys: boolean): Promise<void> {
  const key = positions(table)
  const self = hasForeignKeys && table.self !== undefined ? table.columns.indexOf(table.self) : -1
  const waiting: [RawRow[number], RawRow[number]][] = []
  for (let after: RawRow | null = null; ; ) {
    const rows: RawRow[] = await source.read(table, after, limit)
    const last = rows.at(-1)
    if (last === undefined) break
    after = key.map((at) => last[at] ?? null)
    // A parent may come after its child.
    if (self >= 0) for (const row of rows) if (row[self] !== null) waiting.push([row[self] ?? null, row[key[0] ?? 0] ?? null])
    if (self >= 0) for (const row of rows) row[self] = null
    await target.insert(table, rows)
    if (rows.length < limit) break
  }
  if (waiting.length > 0) await target.update(table, table.self ?? '', waiting)
  await target.finish(table)
}
