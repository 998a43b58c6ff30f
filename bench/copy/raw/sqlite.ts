import { fileURLToPath } from 'node:url'
import { DatabaseSync, type StatementSyncInstance } from '@photostructure/sqlite'
import { DAYS, INSTANTS, insertRows, type RawDatabase, type RawRow, type RawTable, type RawValue, selectPage } from './database.js'

const quote = (name: string) => `"${name}"`
const mark = () => '?'

export async function openSqlite(url: string): Promise<RawDatabase> {
  const database = new DatabaseSync(fileURLToPath(url))
  database.exec('PRAGMA journal_mode = wal; PRAGMA synchronous = normal; PRAGMA foreign_keys = on')
  const statements = new Map<string, StatementSyncInstance>()
  const prepare = (sql: string) => {
    const statement = statements.get(sql) ?? database.prepare(sql)
    statements.set(sql, statement)
    return statement
  }
  const inTransaction = (work: () => void) => {
    database.exec('BEGIN IMMEDIATE')
    work()
    database.exec('COMMIT')
  }
  return {
    async read(table, after, limit) {
      const statement = prepare(selectPage(table, quote, mark, after === null))
      statement.setReturnArrays(true)
      const rows = statement.all(...(after ?? []), limit) as unknown as RawRow[]
      convert(
        table,
        rows,
        (text) => `${text.slice(0, 10)} ${text.slice(11, 23)}`,
        (text) => text.slice(0, 10),
      )
      return rows
    },
    async insert(table, rows) {
      convert(
        table,
        rows,
        (text) => `${text.slice(0, 10)}T${text.slice(11)}+00:00`,
        (text) => `${text}T00:00:00.000+00:00`,
      )
      const statement = prepare(insertRows(table, quote, mark, 1))
      inTransaction(() => {
        for (const row of rows) statement.run(...row)
      })
    },
    async update(table, column, pairs) {
      const statement = prepare(`UPDATE "${table.name}" SET "${column}" = ? WHERE "${table.key[0]}" = ?`)
      inTransaction(() => {
        for (const pair of pairs) statement.run(...pair)
      })
    },
    finish: async () => undefined,
    async end() {
      database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
      database.close()
    },
  }
}

type Convert = (text: string) => RawValue

function convert({ columns }: RawTable, rows: readonly RawRow[], instant: Convert, day: Convert): void {
  columns.forEach((name, at) => {
    const change = INSTANTS.has(name) ? instant : DAYS.has(name) ? day : null
    if (change === null) return
    for (const row of rows) if (row[at] !== null) row[at] = change(row[at] as string)
  })
}
