import { NOTES_TABLE } from '../../contract/copy.js'
import type { ForeignKey, KeyColumn, ReferentialAction } from '../../contract/tables.js'
import type { Connection } from './connect.js'
import type { MySqlColumn } from './diff/columns.js'
import { automaticIndexes, type PhysicalIndex, type PhysicalTable } from './diff/physical.js'
import { UNTIL_CHANGED } from './live-others.js'
import { readDefault, readType, type ToldColumn } from './live-types.js'

/** What stands in a database: tables such as Refract makes, and of them what it never makes. */
export interface LiveTables {
  readonly tables: readonly PhysicalTable[]
  readonly others: readonly string[]
}

/** Both servers compare by code points with these, each under a name of its own. */
const OWN_COLLATIONS = ['utf8mb4_0900_bin', 'utf8mb4_nopad_bin']

const TABLES = `
  SELECT table_name AS name, table_collation AS collation FROM information_schema.tables
  WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' AND table_name NOT IN ('_prisma_migrations', '${NOTES_TABLE}') ORDER BY table_name`

const COLUMNS = `
  SELECT table_name AS tableName, column_name AS name, column_type AS type, is_nullable AS nullable, column_default AS value, extra AS extra,
         generation_expression AS expression, collation_name AS collation
  FROM information_schema.columns WHERE table_schema = DATABASE() ORDER BY table_name, ordinal_position`

const indexesOf = (isMariaDb: boolean) => `
  SELECT table_name AS tableName, index_name AS name, non_unique AS nonUnique, column_name AS columnName, sub_part AS length,
         collation AS direction, index_type AS type, ${isMariaDb ? 'NULL' : 'expression'} AS expression
  FROM information_schema.statistics WHERE table_schema = DATABASE() ORDER BY table_name, index_name, seq_in_index`

const KEYS = `
  SELECT k.table_name AS tableName, k.constraint_name AS name, k.column_name AS columnName, k.referenced_table_name AS target,
         k.referenced_column_name AS reference, r.delete_rule AS onDelete, r.update_rule AS onUpdate
  FROM information_schema.key_column_usage k
  JOIN information_schema.referential_constraints r
    ON r.constraint_schema = k.constraint_schema AND r.constraint_name = k.constraint_name AND r.table_name = k.table_name
  WHERE k.table_schema = DATABASE() ORDER BY k.table_name, k.constraint_name, k.ordinal_position`

interface ColumnRow {
  readonly tableName: string
  readonly name: string
  readonly type: string
  readonly nullable: string
  readonly value: string | null
  readonly extra: string
  readonly expression: string | null
  readonly collation: string | null
}

interface IndexRow {
  readonly tableName: string
  readonly name: string
  readonly nonUnique: unknown
  readonly columnName: string | null
  readonly length: number | bigint | null
  readonly direction: string | null
  readonly type: string
  readonly expression: string | null
}

interface KeyRow {
  readonly tableName: string
  readonly name: string
  readonly columnName: string
  readonly target: string
  readonly reference: string
  readonly onDelete: string
  readonly onUpdate: string
}

const ACTIONS: Readonly<Record<string, ReferentialAction>> = {
  CASCADE: 'Cascade',
  RESTRICT: 'Restrict',
  'SET NULL': 'SetNull',
  'NO ACTION': 'NoAction',
  'SET DEFAULT': 'SetDefault',
}

/** @param json the columns that MariaDB holds to Json by a check, as `table.column` */
export async function readLiveTables(connection: Connection, isMariaDb: boolean, json: ReadonlySet<string>): Promise<LiveTables> {
  const tables = await connection.query<{ name: string; collation: string | null }[]>(TABLES)
  const columns = groupBy(await connection.query<ColumnRow[]>(COLUMNS))
  const indexes = groupBy(await connection.query<IndexRow[]>(indexesOf(isMariaDb)))
  const keys = groupBy(await connection.query<KeyRow[]>(KEYS))
  const others: string[] = []
  const read = ({ name, collation }: { readonly name: string; readonly collation: string | null }): PhysicalTable => {
    const rows = columns.get(name) ?? []
    const own = rows.filter(({ expression }) => expression !== null && expression !== '')
    others.push(...own.map((row) => `the calculated column \`${row.name}\` of \`${name}\``))
    others.push(
      ...rows
        .filter(({ extra }) => /on update/i.test(extra))
        .map((row) => `that the column \`${row.name}\` of \`${name}\` changes ${row.extra}${UNTIL_CHANGED}`),
    )
    const parts = readIndexes(indexes.get(name) ?? [], own)
    others.push(...parts.odd.map((index) => `the index \`${index}\` of \`${name}\`, on an expression, of another kind, or not in use`))
    const foreignKeys = readForeignKeys(keys.get(name) ?? [])
    const table: PhysicalTable = {
      name,
      columns: rows.filter((row) => !own.includes(row)).map((row) => readColumn(row, isMariaDb, json.has(`${name}.${row.name}`))),
      primaryKey: parts.primaryKey.length === 0 ? null : { name: '', columns: parts.primaryKey },
      indexes: parts.indexes,
      foreignKeys,
      ...(isOwnCollation(collation) ? {} : { collation: collation ?? '' }),
    }
    return { ...table, indexes: withoutAutomatic(table) }
  }
  return { tables: tables.map(read), others }
}

function groupBy<T extends { readonly tableName: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) groups.set(row.tableName, [...(groups.get(row.tableName) ?? []), row])
  return groups
}

function isOwnCollation(collation: string | null): boolean {
  return collation === null || OWN_COLLATIONS.includes(collation)
}

function readColumn({ name, type, nullable, value, extra, collation }: ColumnRow, isMariaDb: boolean, isJson: boolean): MySqlColumn {
  const told: ToldColumn = { type, value, calculated: /default_generated/i.test(extra), isJson, isMariaDb }
  const read = readType(told)
  const foreign = !isOwnCollation(collation) && !isJson && read.kind !== 'unsupported'
  return {
    name,
    storage: foreign ? { ...read, collation: collation ?? '' } : read,
    required: nullable === 'NO',
    autoincrement: /auto_increment/i.test(extra),
    default: readDefault(told, read),
    clientDefault: false,
  }
}

interface ReadIndexes {
  readonly primaryKey: readonly KeyColumn[]
  readonly indexes: readonly PhysicalIndex[]
  /** The names of those that Refract never makes. */
  readonly odd: readonly string[]
}

function readIndexes(rows: readonly IndexRow[], own: readonly ColumnRow[]): ReadIndexes {
  const names = [...new Set(rows.map(({ name }) => name))]
  const odd = names.filter((name) => rows.some((row) => row.name === name && isOdd(row, own)))
  const columnsOf = (name: string) =>
    rows
      .filter((row) => row.name === name)
      .map(({ columnName, length, direction }) => ({
        name: columnName ?? '',
        descending: direction === 'D',
        length: length === null ? null : Number(length),
      }))
  const kindOf = (name: string): PhysicalIndex['kind'] => {
    const row = rows.find((candidate) => candidate.name === name)
    return row?.type === 'FULLTEXT' ? 'fulltext' : Number(row?.nonUnique) === 0 ? 'unique' : 'index'
  }
  return {
    primaryKey: columnsOf('PRIMARY'),
    indexes: names
      .filter((name) => name !== 'PRIMARY' && !odd.includes(name))
      .map((name) => ({
        name,
        kind: kindOf(name),
        // A full text has no order and no lengths.
        columns: kindOf(name) === 'fulltext' ? columnsOf(name).map((column) => ({ ...column, length: null })) : columnsOf(name),
        automatic: false,
        mysqlOnly: false,
      })),
    odd,
  }
}

function isOdd({ type, expression, columnName }: IndexRow, own: readonly ColumnRow[]): boolean {
  return expression !== null || !['BTREE', 'FULLTEXT'].includes(type) || own.some(({ name }) => name === columnName)
}

function readForeignKeys(rows: readonly KeyRow[]): ForeignKey[] {
  return [...new Set(rows.map(({ name }) => name))].flatMap((name): ForeignKey[] => {
    const parts = rows.filter((row) => row.name === name)
    const [first] = parts
    if (first === undefined) return []
    return [
      {
        name,
        columns: parts.map(({ columnName }) => columnName),
        table: first.target,
        references: parts.map(({ reference }) => reference),
        onDelete: ACTIONS[first.onDelete] ?? 'NoAction',
        onUpdate: ACTIONS[first.onUpdate] ?? 'NoAction',
      },
    ]
  })
}

/** Those that InnoDB makes by itself look like all others, but for their names. */
function withoutAutomatic(table: PhysicalTable): PhysicalIndex[] {
  const isNamed = ({ kind, name }: PhysicalIndex) => kind === 'index' && table.foreignKeys.some((key) => key.name === name)
  const rest = table.indexes.filter((index) => !isNamed(index))
  const automatic = automaticIndexes({ ...table, indexes: rest })
  return table.indexes.filter((index) => !(isNamed(index) && automatic.some(({ name }) => name === index.name)))
}
