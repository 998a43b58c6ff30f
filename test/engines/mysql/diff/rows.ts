import type { Connection } from 'mariadb'
import type { Table, WrittenType } from '../../../../src/contract/tables.js'
import { readPhysical } from '../../../../src/engines/mysql/diff/physical.js'
import type { MySqlType } from '../../../../src/engines/mysql/diff/types.js'

/** Rows in each table; the last has null wherever it may. */
const ROWS = [1, 2, 3] as const

type Tables = readonly Table<WrittenType>[]

/** By table and row, what is in it. */
export type Contents = ReadonlyMap<string, readonly Record<string, unknown>[]>

/** Empties the tables and fills them with values that every cast between types of one family keeps. */
export async function fillTables(connection: Connection, tables: Tables, only?: ReadonlySet<string>): Promise<void> {
  await withoutForeignKeys(connection, async () => {
    for (const { name, columns } of readPhysical(tables)) {
      if (only !== undefined && !only.has(name)) continue
      await connection.query(`DELETE FROM \`${name}\``)
      const names = columns.map((column) => `\`${column.name}\``).join(', ')
      const rows = ROWS.map(
        (row) => `(${columns.map(({ storage, required }) => (row === 3 && !required ? 'NULL' : valueSql(storage, row))).join(', ')})`,
      )
      await connection.query(`INSERT INTO \`${name}\` (${names}) VALUES ${rows.join(', ')}`)
    }
  })
}

/** Gives the rows that have none in a column a value of their own. */
export async function fillColumn(connection: Connection, tables: Tables, place: { table: string; column: string }): Promise<void> {
  const column = readPhysical(tables)
    .find(({ name }) => name === place.table)
    ?.columns.find(({ name }) => name === place.column)
  if (column === undefined) throw new Error(`${place.table}.${place.column} is not there.`)
  await withoutForeignKeys(connection, async () => {
    for (const row of ROWS) {
      const value = valueSql(column.storage, row)
      await connection.query(
        `UPDATE \`${place.table}\` SET \`${place.column}\` = ${value} WHERE id = '${row}' AND \`${place.column}\` IS NULL`,
      )
    }
  })
}

async function withoutForeignKeys(connection: Connection, work: () => Promise<void>): Promise<void> {
  await connection.query('SET foreign_key_checks = 0')
  await work()
  await connection.query('SET foreign_key_checks = 1')
}

function valueSql(type: MySqlType, row: number): string {
  if (type.kind !== 'native') return `'${row}'`
  if (type.boolean) return String(row % 2)
  if (/Time|Date/.test(type.name)) return `'2001-01-0${row}'`
  return /Blob|Binary/.test(type.name) ? `0x3${row}` : `'${row}'`
}

export async function readContents(connection: Connection, tables: Tables): Promise<Contents> {
  const contents = new Map<string, Record<string, unknown>[]>()
  for (const { name, join } of tables) {
    contents.set(name, await connection.query(`SELECT * FROM \`${name}\` ORDER BY \`${join ? 'A' : 'id'}\``))
  }
  return contents
}

/** A value by which two types of one family can be compared. */
export function normalize(value: unknown): string | number | null {
  if (value === null) return null
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  const text = Buffer.isBuffer(value) ? value.toString() : String(value)
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text
}
