import mariadb from 'mariadb'
import { mariadbConfig } from '../../mariadb-config.js'
import { insertRows, type RawDatabase, type RawRow, selectPage } from './database.js'

const quote = (name: string) => `\`${name}\``
const mark = () => '?'

/** MySQL and MariaDB. */
export async function openMysql(url: string): Promise<RawDatabase> {
  const { connectionLimit: _, ...config } = mariadbConfig(url, 1)
  const options = { rowsAsArray: true, dateStrings: true, bigIntAsNumber: true, autoJsonMap: false, jsonStrings: true }
  const connection = await mariadb.createConnection({ ...config, ...options })
  return {
    read: (table, after, limit) =>
      connection.query(selectPage(table, quote, mark, after === null), [...(after ?? []), limit]) as Promise<RawRow[]>,
    async insert(table, rows) {
      await connection.query(insertRows(table, quote, mark, rows.length), rows.flat())
    },
    async update(table, column, pairs) {
      await connection.beginTransaction()
      for (const pair of pairs)
        await connection.execute(`UPDATE \`${table.name}\` SET \`${column}\` = ? WHERE \`${table.key[0]}\` = ?`, [...pair])
      await connection.commit()
    },
    finish: async () => undefined,
    end: () => connection.end(),
  }
}
