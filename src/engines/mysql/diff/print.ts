import type { ForeignKey, KeyColumn, ReferentialAction, TableKey } from '../../../contract/tables.js'
import { quote } from '../quote.js'
import type { ColumnPair, MySqlColumn } from './columns.js'
import { defaultSql, storedDefault } from './defaults.js'
import type { PhysicalIndex, PhysicalTable } from './physical.js'
import type { Step, TableChange } from './steps.js'
import type { Style } from './style.js'
import { typeSql } from './types.js'

const TABLE_OPTIONS: Readonly<Record<Style, string>> = {
  prisma: ') DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci',
  // Code points, case-sensitive, NO PAD, as PostgreSQL compares. Each server reads the comment that is meant for it.
  refract: ') DEFAULT CHARACTER SET utf8mb4 /*!80017 COLLATE utf8mb4_0900_bin */ /*M!100202 COLLATE utf8mb4_nopad_bin */',
}

const ACTIONS: Readonly<Record<ReferentialAction, string>> = {
  Cascade: 'CASCADE',
  Restrict: 'RESTRICT',
  SetNull: 'SET NULL',
  NoAction: 'NO ACTION',
  SetDefault: 'SET DEFAULT',
}

const INDEXES: Readonly<Record<PhysicalIndex['kind'], string>> = { unique: 'UNIQUE INDEX', index: 'INDEX', fulltext: 'FULLTEXT INDEX' }

/** A step with the comment that names it. */
export function printStep(step: Step, style: Style): string {
  return `-- ${step.name}\n${printStatement(step, style)};\n`
}

function printStatement(step: Step, style: Style): string {
  switch (step.name) {
    case 'DropForeignKey':
      return `ALTER TABLE ${quote(step.table)} DROP FOREIGN KEY ${quote(step.key.name)}`
    case 'DropIndex':
      return `DROP INDEX ${printMissing(step.index, style)}${quote(step.index.name)} ON ${quote(step.table)}`
    case 'AlterTable':
      return `ALTER TABLE ${quote(step.table)} ${step.changes.flatMap((change) => printChange(change, style)).join(',\n    ')}`
    case 'ConvertTable':
      return `ALTER TABLE ${quote(step.table)} ${TABLE_OPTIONS[style].slice(2)}`
    case 'DropTable':
      return `DROP TABLE ${quote(step.table.name)}`
    case 'CreateTable':
      return printTable(step.table, style)
    case 'CreateIndex':
      return printIndex(step.table, step.index)
    case 'AddForeignKey':
      return printForeignKey(step.table, step.key)
    case 'RenameIndex':
      return `ALTER TABLE ${quote(step.table)} RENAME INDEX ${quote(step.from)} TO ${quote(step.to)}`
  }
}

/** MariaDB, which has no such index then, reads the comment. */
function printMissing({ mysqlOnly }: PhysicalIndex, style: Style): string {
  return mysqlOnly && style === 'refract' ? '/*M!100202 IF EXISTS */ ' : ''
}

function printTable(table: PhysicalTable, style: Style): string {
  const keys = [
    ...orderIndexes(table.indexes, style).map((index) => `${INDEXES[index.kind]} ${quote(index.name)}${printColumns(index.columns)}`),
    ...(table.primaryKey === null ? [] : [printPrimaryKey(table.primaryKey)]),
  ]
  const blocks = [table.columns.map((column) => printColumn(column, style)), keys].filter((lines) => lines.length > 0)
  return `CREATE TABLE ${quote(table.name)} (\n${blocks.map((lines) => `    ${lines.join(',\n    ')}`).join(',\n\n')}\n${TABLE_OPTIONS[style]}`
}

/** MySQL keeps unique keys before the others, whatever order they come in; ours come in that order. */
function orderIndexes(indexes: readonly PhysicalIndex[], style: Style): PhysicalIndex[] {
  if (style === 'prisma') return [...indexes]
  return [...indexes.filter(({ kind }) => kind === 'unique'), ...indexes.filter(({ kind }) => kind !== 'unique')]
}

function printChange(change: TableChange, style: Style): string[] {
  switch (change.kind) {
    case 'drop-primary-key':
      return ['DROP PRIMARY KEY']
    case 'drop-index':
      return [`DROP INDEX ${quote(change.index.name)}`]
    case 'drop-column':
      return [`DROP COLUMN ${quote(change.column.name)}`]
    case 'add-column':
      return [`ADD COLUMN ${printColumn(change.column, style)}`]
    case 'alter-column':
      return [printAlteration(change.columns, style)]
    case 'recreate-column':
      return [`DROP COLUMN ${quote(change.columns.before.name)}`, `ADD COLUMN ${printColumn(change.columns.after, style)}`]
    case 'add-index':
      return [`ADD ${INDEXES[change.index.kind]} ${quote(change.index.name)}${printColumns(change.index.columns)}`]
    case 'add-primary-key':
      return [`ADD ${printPrimaryKey(change.key)}`]
  }
}

function printAlteration(pair: ColumnPair, style: Style): string {
  const { before, after } = pair
  const defaultOnly = pair.default && pair.cast === null && !pair.nullability && !pair.autoincrement
  // On a column that may be null this would take away the null as well, and of an expression something stays.
  const dropsDefault = style === 'prisma' && defaultOnly && storedDefault(after, style) === null
  return dropsDefault ? `ALTER COLUMN ${quote(before.name)} DROP DEFAULT` : `MODIFY ${printColumn(after, style, 'last')}`
}

/** `counter` says where AUTO_INCREMENT stands; Prisma has it last in a MODIFY. */
export function printColumn(column: MySqlColumn, style: Style, counter: 'first' | 'last' = 'first'): string {
  const value = defaultSql(column, style)
  const filled = value === null ? [] : [`DEFAULT ${value}`]
  const counts = column.autoincrement ? ['AUTO_INCREMENT'] : []
  const options = counter === 'first' ? [...counts, ...filled] : [...filled, ...counts]
  const type = typeSql(column.storage, style)
  return [quote(column.name), type, column.required ? 'NOT NULL' : 'NULL', ...options].join(' ')
}

export function printIndex(table: string, { kind, name: index, columns }: PhysicalIndex): string {
  return `CREATE ${INDEXES[kind]} ${quote(index)} ON ${quote(table)}${printColumns(columns)}`
}

export function printPrimaryKey({ columns }: TableKey): string {
  return `PRIMARY KEY ${printColumns(columns)}`
}

export function printForeignKey(table: string, key: ForeignKey): string {
  const [own, other] = [key.columns, key.references].map((names) => names.map(quote).join(', '))
  return `ALTER TABLE ${quote(table)} ADD CONSTRAINT ${quote(key.name)} FOREIGN KEY (${own}) REFERENCES ${quote(key.table)}(${other}) ON DELETE ${ACTIONS[key.onDelete]} ON UPDATE ${ACTIONS[key.onUpdate]}`
}

function printColumns(columns: readonly KeyColumn[]): string {
  const part = ({ name: column, length, descending }: KeyColumn) =>
    `${quote(column)}${length === null ? '' : `(${length})`}${descending ? ' DESC' : ''}`
  return `(${columns.map(part).join(', ')})`
}
