import { toLines } from '../catalog-lines.js'
import type { Database } from './connect.js'

export function readCatalog(database: Database): string[] {
  const rows = database.prepare("SELECT type, tbl_name, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'").all() as {
    type: string
    tbl_name: string
    name: string
    sql: string
  }[]
  return toLines(rows.map((row) => ({ ...row, sql: row.type === 'table' ? sortItems(row.sql) : row.sql })))
}

/** Texts and names, in which nothing ends, and what begins or ends an item. */
const TOKEN = /'(?:[^']|'')*'|"(?:[^"]|"")*"|[(),]/g

/** The items between the outer parentheses: columns may stand in another order, and what was added stands behind the others. */
function sortItems(sql: string): string {
  const items: string[] = []
  let [depth, start] = [0, 0]
  for (const { 0: token, index } of sql.matchAll(TOKEN)) {
    if (token === '(') depth += 1
    else if (token === ')') depth -= 1
    const ends = (token === ',' && depth === 1) || (token === ')' && depth === 0)
    if (token === '(' && depth === 1) start = index + 1
    if (!ends) continue
    items.push(sql.slice(start, index).replace(/\s+/g, ' ').trim())
    start = index + 1
  }
  return items.sort().join('; ')
}
