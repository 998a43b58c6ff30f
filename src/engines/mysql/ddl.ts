import type { LoweredColumn } from '../../contract/lowering.js'
import type { Storage } from '../../contract/storage.js'
import type { Column, ForeignKey, ReferentialAction, Table, TableKey } from '../../contract/tables.js'
import { lowering, quote } from './lowering.js'

/*
 * MySQL's SQL is ours: Prisma's schema engine for WASM has no MySQL in it. The layout and all names
 * are those of Prisma Migrate, so that its own commands can follow. What differs, and why:
 *   - the collation: code points, case-sensitive, NO PAD, as PostgreSQL compares. MySQL calls it
 *     utf8mb4_0900_bin, MariaDB utf8mb4_nopad_bin; each reads the comment that is meant for it.
 *   - DEFAULT ('…') for LONGTEXT and JSON, which MySQL wants as an expression.
 *   - backslashes in strings are doubled; Prisma loses them.
 */
const TABLE_OPTIONS = ') DEFAULT CHARACTER SET utf8mb4 /*!80017 COLLATE utf8mb4_0900_bin */ /*M!100202 COLLATE utf8mb4_nopad_bin */'

const ACTIONS: Readonly<Record<ReferentialAction, string>> = {
  Cascade: 'CASCADE',
  Restrict: 'RESTRICT',
  SetNull: 'SET NULL',
}

export async function createTables(tables: readonly Table[]): Promise<string> {
  const steps = [
    ...tables.map((table) => `-- CreateTable\n${createTable(table)}`),
    ...tables.flatMap((table) => table.foreignKeys.map((key) => `-- AddForeignKey\n${addForeignKey(table, key)}`)),
  ]
  return `${steps.join('\n\n')}\n`
}

function createTable(table: Table): string {
  const keys = [
    // Prisma gives a join table no primary key on MySQL, but a unique index on both columns.
    ...(table.join ? [`UNIQUE INDEX ${name(`${table.name}_AB_unique`)}${columns(table.primaryKey)}`] : []),
    ...table.uniques.map((key) => `UNIQUE INDEX ${name(key.name)}${columns(key)}`),
    ...table.indexes.map((key) => `INDEX ${name(key.name)}${columns(key)}`),
    // A model may have a unique field in the place of an id.
    ...(table.join || table.primaryKey.columns.length === 0 ? [] : [`PRIMARY KEY ${columns(table.primaryKey)}`]),
  ]
  const lines = [...table.columns.map((column) => `    ${columnDefinition(column)},`), '', `    ${keys.join(',\n    ')}`]
  return `CREATE TABLE ${name(table.name)} (\n${lines.join('\n')}\n${TABLE_OPTIONS};`
}

function columnDefinition(column: Column): string {
  const parts = [name(column.name), columnType(column.storage), column.required ? 'NOT NULL' : 'NULL']
  if (column.autoincrement) parts.push('AUTO_INCREMENT')
  const value = columnDefault(column)
  if (value !== null) parts.push(`DEFAULT ${value}`)
  return parts.join(' ')
}

function columnType(storage: Storage): string {
  // Each function takes its own kind of storage, which TypeScript cannot follow through the look-up.
  const lower = lowering.columns[storage.kind] as (storage: Storage, written: null) => LoweredColumn
  return lower(storage, null).sql
}

function columnDefault(column: Column): string | null {
  const value = column.default
  if (value === null) return null
  switch (value.kind) {
    case 'now':
      return 'CURRENT_TIMESTAMP(3)'
    case 'boolean':
    case 'number':
      return value.value
    case 'json':
      return `(${quote(value.value)})`
    case 'enum':
    case 'string': {
      const unbounded = column.storage.kind === 'text' && column.storage.length === null
      return unbounded ? `(${quote(value.value)})` : quote(value.value)
    }
  }
}

function addForeignKey(table: Table, key: ForeignKey): string {
  const own = key.columns.map(name).join(', ')
  const other = key.references.map(name).join(', ')
  return `ALTER TABLE ${name(table.name)} ADD CONSTRAINT ${name(key.name)} FOREIGN KEY (${own}) REFERENCES ${name(key.table)}(${other}) ON DELETE ${ACTIONS[key.onDelete]} ON UPDATE ${ACTIONS[key.onUpdate]};`
}

function columns(key: TableKey): string {
  return `(${key.columns.map((column) => name(column.name) + (column.descending ? ' DESC' : '')).join(', ')})`
}

function name(text: string): string {
  return `\`${text.replaceAll('`', '``')}\``
}
