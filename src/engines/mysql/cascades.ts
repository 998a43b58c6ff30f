import type { SqlQueryable } from '@prisma/driver-adapter-utils'

/** What runs statements, before anything else is put around it. */
export type Statements = Pick<SqlQueryable, 'queryRaw' | 'executeRaw'>

/** A foreign key that deletes rows along with those they refer to. */
export interface CascadeKey {
  readonly table: string
  readonly columns: readonly string[]
  readonly target: string
  readonly references: readonly string[]
}

export interface Cascades {
  readonly keys: readonly CascadeKey[]
  /** The columns of each table's primary key. */
  readonly primaryKeys: ReadonlyMap<string, readonly string[]>
}

const KEYS = `SELECT k.TABLE_NAME, k.CONSTRAINT_NAME, k.REFERENCED_TABLE_NAME, k.COLUMN_NAME, k.REFERENCED_COLUMN_NAME
FROM information_schema.KEY_COLUMN_USAGE AS k
JOIN information_schema.REFERENTIAL_CONSTRAINTS AS r
  ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME
WHERE k.TABLE_SCHEMA = DATABASE() AND r.DELETE_RULE = 'CASCADE'
ORDER BY k.TABLE_NAME, k.CONSTRAINT_NAME, k.ORDINAL_POSITION`

const PRIMARY_KEYS = `SELECT TABLE_NAME, COLUMN_NAME FROM information_schema.STATISTICS
WHERE TABLE_SCHEMA = DATABASE() AND INDEX_NAME = 'PRIMARY' ORDER BY TABLE_NAME, SEQ_IN_INDEX`

/** Reads how deletes go on from table to table. */
export async function readCascades(queryable: Statements): Promise<Cascades> {
  const read = async (sql: string) => (await queryable.queryRaw({ sql, args: [], argTypes: [] })).rows.map((row) => row.map(String))
  const keys = new Map<string, { table: string; columns: string[]; target: string; references: string[] }>()
  for (const [table = '', name, target = '', column = '', reference = ''] of await read(KEYS)) {
    const id = JSON.stringify([table, name])
    const key = keys.get(id) ?? { table, columns: [], target, references: [] }
    keys.set(id, key)
    key.columns.push(column)
    key.references.push(reference)
  }
  const primaryKeys = new Map<string, string[]>()
  for (const [table = '', column = ''] of await read(PRIMARY_KEYS)) primaryKeys.set(table, [...(primaryKeys.get(table) ?? []), column])
  return { keys: [...keys.values()], primaryKeys }
}
