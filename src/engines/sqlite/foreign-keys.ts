import type { Database } from './connect.js'
import type { DriverValue } from './convert.js'

/** The columns of a foreign key and the table that holds it. */
export interface ForeignKey {
  readonly table: string
  readonly columns: readonly string[]
}

interface Relation extends ForeignKey {
  readonly parent: string
  readonly parentColumns: readonly string[]
  readonly onDelete: string
}

/** A write as Prisma's compiler prints it. */
const WRITE = /^(INSERT|UPDATE|DELETE)\s.*?(?:`main`\.)?`([^`]+)`/s
const RETURNING = /\sRETURNING\s.*$/s
const SAVEPOINT = 'refract_foreign_key'
/** A relation may lead back to its own table. */
const MOST_CASCADES = 8

/**
 * Finds the foreign key for which a write failed, which SQLite does not tell: by looking at what the write would have left, or
 * at what refers to the rows that it would have removed. Nothing of it stays. Null where the statement is not one of Prisma's.
 */
export function findForeignKey(database: Database, sql: string, values: readonly DriverValue[]): ForeignKey | null {
  const [, kind, table] = WRITE.exec(sql) ?? []
  if (table === undefined) return null
  try {
    return kind === 'DELETE' ? findReferring(database, table, sql, values) : findMissing(database, table, sql, values)
  } catch {
    // The caller has an error already, and this one is not about his statement.
    return null
  }
}

/** Writes once more with the check put off to the end, which never comes, and looks for what the rows refer to. */
function findMissing(database: Database, table: string, sql: string, values: readonly DriverValue[]): ForeignKey | null {
  database.exec(`SAVEPOINT ${SAVEPOINT}`)
  try {
    database.exec('PRAGMA defer_foreign_keys = ON')
    // As text: a number of JavaScript's ends at 2^53.
    const statement = database.prepare(`${sql.replace(RETURNING, '')} RETURNING CAST(rowid AS TEXT)`)
    statement.setReturnArrays(true)
    const rows = JSON.stringify((statement.all(...values) as unknown as string[][]).map(([rowid]) => rowid))
    return readRelations(database, table).find((relation) => isBroken(database, relation, rows)) ?? null
  } finally {
    database.exec(`ROLLBACK TO ${SAVEPOINT}`)
    database.exec(`RELEASE ${SAVEPOINT}`)
    // In a transaction of the caller's it would stay so until the end.
    database.exec('PRAGMA defer_foreign_keys = OFF')
  }
}

function isBroken(database: Database, { table, columns, parent, parentColumns }: Relation, rows: string): boolean {
  const given = columns.map((column) => `child.${name(column)} IS NOT NULL`).join(' AND ')
  const same = columns.map((column, index) => `parent.${name(parentColumns[index] ?? '')} = child.${name(column)}`).join(' AND ')
  const missing = `NOT EXISTS (SELECT 1 FROM ${name(parent)} AS parent WHERE ${same})`
  const query = `SELECT 1 FROM ${name(table)} AS child WHERE child.rowid IN (SELECT CAST(value AS INTEGER) FROM json_each(?)) AND ${given} AND ${missing} LIMIT 1`
  return database.prepare(query).get(rows) !== undefined
}

/** What refers to the rows of a `DELETE`, or to rows that would go with them. */
function findReferring(database: Database, table: string, sql: string, values: readonly DriverValue[]): ForeignKey | null {
  const all = readTables(database).flatMap((one) => readRelations(database, one))
  const search = (parent: string, rows: string, depth: number): ForeignKey | null => {
    for (const relation of all.filter((one) => one.parent.toLowerCase() === parent.toLowerCase())) {
      const children = selectChildren(relation, rows)
      if (relation.onDelete === 'CASCADE') {
        const found = depth < MOST_CASCADES ? search(relation.table, children, depth + 1) : null
        if (found !== null) return found
      } else if (/^(RESTRICT|NO ACTION)$/.test(relation.onDelete)) {
        // A row's number is not read: it may be beyond 2^53.
        if (database.prepare(`SELECT 1 WHERE EXISTS (${children})`).get(...values) !== undefined) return relation
      }
    }
    return null
  }
  const rows = sql.replace(RETURNING, '').replace(/^DELETE\s/, 'SELECT rowid ')
  return search(table, rows, 0)
}

function selectChildren({ table, columns, parent, parentColumns }: Relation, rows: string): string {
  const same = columns.map((column, index) => `parent.${name(parentColumns[index] ?? '')} = child.${name(column)}`).join(' AND ')
  return `SELECT child.rowid FROM ${name(table)} AS child JOIN ${name(parent)} AS parent ON ${same} WHERE parent.rowid IN (${rows})`
}

function readTables(database: Database): string[] {
  const rows = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all() as { name: string }[]
  return rows.map((row) => row.name)
}

/** https://www.sqlite.org/pragma.html#pragma_foreign_key_list; the last that was declared comes first there. */
function readRelations(database: Database, table: string): Relation[] {
  const query = 'SELECT id, "table", "from", "to", on_delete FROM pragma_foreign_key_list(?) ORDER BY id DESC, seq'
  const rows = database.prepare(query).all(table) as { id: number; table: string; from: string; to: string; on_delete: string }[]
  const relations = new Map<number, Relation>()
  for (const row of rows) {
    const { columns = [], parentColumns = [] } = relations.get(row.id) ?? {}
    relations.set(row.id, {
      table,
      columns: [...columns, row.from],
      parent: row.table,
      parentColumns: [...parentColumns, row.to],
      onDelete: row.on_delete,
    })
  }
  return [...relations.values()]
}

function name(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}
