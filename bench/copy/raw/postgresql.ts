import pg from 'pg'
import { insertRows, type RawDatabase, type RawRow, selectPage } from './database.js'

const quote = (name: string) => `"${name}"`
const mark = (at: number) => `$${at + 1}`

/** As texts, but for what others take as a number. */
const PARSERS: Record<number, (text: string) => unknown> = {
  [pg.types.builtins.BOOL]: (text) => (text === 't' ? 1 : 0),
  [pg.types.builtins.TIMESTAMP]: (text) => (text.length === 23 ? text : (text.includes('.') ? text : `${text}.`).padEnd(23, '0')),
  [pg.types.builtins.INT4]: Number,
  [pg.types.builtins.FLOAT8]: Number,
}
const types = { getTypeParser: (oid: number) => PARSERS[oid] ?? ((text: string) => text) } as unknown as pg.CustomTypesConfig

export async function openPostgresql(url: string): Promise<RawDatabase> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return {
    async read(table, after, limit) {
      const text = selectPage(table, quote, mark, after === null)
      const name = `${after === null ? 'first' : 'next'} ${table.name}`
      const { rows } = await client.query({ name, text, values: [...(after ?? []), limit], rowMode: 'array', types })
      return rows as RawRow[]
    },
    async insert(table, rows) {
      await client.query(insertRows(table, quote, mark, rows.length), rows.flat())
    },
    async update(table, column, pairs) {
      const text = `UPDATE "${table.name}" SET "${column}" = $1 WHERE "${table.key[0]}" = $2`
      await client.query('BEGIN')
      for (const values of pairs) await client.query({ name: 'update', text, values: [...values] })
      await client.query('COMMIT')
    },
    async finish({ name, key }) {
      const { rows } = await client.query('SELECT pg_get_serial_sequence($1, $2) AS sequence', [quote(name), key[0]])
      if (rows[0].sequence !== null) await client.query(`SELECT setval($1, max("${key[0]}")) FROM "${name}"`, [rows[0].sequence])
    },
    end: () => client.end(),
  }
}
