import type { MigrationRequest } from '../../contract/migration-plan.js'
import type { Column, Table } from '../../contract/tables.js'
import { findRenames } from '../renames.js'
import { type ColumnText, readObjects, readTable, type ScriptObject } from '../script-objects.js'
import { INSTANT } from './ddl.js'

/**
 * The script of a migration; empty where nothing is to be done. SQLite changes little of a table in its place: a table that
 * differs is made anew from the very text of a fresh install, checks and triggers included, and its rows are copied. So a
 * change of our own rules is a difference like any other.
 */
export async function planMigration({ before, renamed, after }: MigrationRequest): Promise<string> {
  const names = new Names(before.tables, renamed.tables)
  return planObjects(readObjects(before.script), readObjects(after.script), after.tables, names)
}

/** @param asked the tables that are to be, as the canonical schema asks for them; unknown where another database is the aim */
export function planObjects(
  old: readonly ScriptObject[],
  next: readonly ScriptObject[],
  asked: readonly Table[],
  names = new Names([], []),
): string {
  const tables = next.filter(({ kind }) => kind === 'TABLE')
  const pairs = tables.map((table) => ({
    table,
    former: old.find(({ kind, name }) => kind === 'TABLE' && name === names.former(table.name)),
  }))
  const changes = pairs.map(({ table, former }) => changeTable(table, former, names, asked))
  const redefined = new Set(changes.filter(({ kind }) => kind === 'redefine').map(({ table }) => table.name))
  const kept = old.filter(({ table }) => !redefined.has(names.latter(table)) && tables.some(({ name }) => name === names.latter(table)))
  const gone = kept.filter(({ kind, sql }) => kind !== 'TABLE' && !next.some((object) => object.sql === sql))
  const come = next.filter(
    ({ kind, sql, table }) => kind !== 'TABLE' && (redefined.has(table) || !kept.some((object) => object.sql === sql)),
  )
  const dropped = old.filter(({ kind, name }) => kind === 'TABLE' && !tables.some((table) => table.name === names.latter(name)))
  const redefinitions = changes.filter(({ kind }) => kind === 'redefine').flatMap(({ statements }) => statements)
  return [
    ...gone.map(({ kind, name }) => `-- Drop${kind === 'INDEX' ? 'Index' : 'Trigger'}\nDROP ${kind} ${quote(name)};\n`),
    ...(dropped.length === 0
      ? []
      : withoutForeignKeys(
          'DropTable',
          dropped.map(({ name }) => `DROP TABLE ${quote(name)};`),
        )),
    ...changes.filter(({ kind }) => kind !== 'redefine').flatMap(({ statements }) => statements),
    ...(redefinitions.length === 0 ? [] : withoutForeignKeys('RedefineTables', redefinitions)),
    ...come.map(({ kind, sql }) => `-- Create${kind === 'INDEX' ? 'Index' : 'Trigger'}\n${sql}\n`),
  ].join('\n')
}

/** As Prisma writes it, for whoever runs the script without a transaction around it. */
function withoutForeignKeys(step: string, statements: readonly string[]): string[] {
  const [off, on] = ['PRAGMA defer_foreign_keys=ON;\nPRAGMA foreign_keys=OFF;', 'PRAGMA foreign_keys=ON;\nPRAGMA defer_foreign_keys=OFF;']
  return [`-- ${step}\n${off}\n${statements.join('\n')}\n${on}\n`]
}

/** The names that tables and columns had before. */
class Names {
  readonly #tables: ReadonlyMap<string, string>
  readonly #columns: ReadonlyMap<string, string>

  constructor(before: readonly Table[], renamed: readonly Table[]) {
    const renames = findRenames(before, renamed)
    this.#tables = new Map(renames.flatMap(({ table, column }) => (column === null ? [[table.to, table.from]] : [])))
    this.#columns = new Map(
      renames.flatMap(({ table, column }) => (column === null ? [] : [[JSON.stringify([table.to, column.to]), column.from]])),
    )
  }

  former(table: string): string {
    return this.#tables.get(table) ?? table
  }

  latter(table: string): string {
    return [...this.#tables].find(([, from]) => from === table)?.[0] ?? table
  }

  formerColumn(table: string, column: string): string {
    return this.#columns.get(JSON.stringify([table, column])) ?? column
  }
}

interface TableChange {
  readonly kind: 'none' | 'create' | 'alter' | 'redefine'
  readonly table: ScriptObject
  readonly statements: readonly string[]
}

function changeTable(table: ScriptObject, former: ScriptObject | undefined, names: Names, tables: readonly Table[]): TableChange {
  if (former === undefined) return { kind: 'create', table, statements: [`-- CreateTable\n${table.sql}\n`] }
  if (former.sql === table.sql) return { kind: 'none', table, statements: [] }
  const [old, next] = [readTable(former), readTable(table)]
  const added = next.columns.filter(({ name }) => !old.columns.some((column) => column.name === names.formerColumn(table.name, name)))
  const left = next.columns.filter((column) => !added.includes(column))
  // The order of columns and keys means nothing.
  const same = former.name === table.name && isSame(left, old.columns) && isSame(next.constraints, old.constraints)
  if (same && added.every(mayBeAdded)) {
    const statements = added.map(
      ({ name, definition }) => `-- AlterTable\nALTER TABLE ${quote(table.name)} ADD COLUMN ${quote(name)} ${definition};\n`,
    )
    return { kind: 'alter', table, statements }
  }
  return { kind: 'redefine', table, statements: redefine(table, former, names, tables) }
}

function isSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  const sort = (list: readonly unknown[]) => list.map((item) => JSON.stringify(item)).sort()
  return sort(one).join() === sort(other).join()
}

/** SQLite adds no key, and no required column without a constant for the rows that are there. */
function mayBeAdded({ definition }: ColumnText): boolean {
  const words = definition.replace(/ CONSTRAINT "[\s\S]*$/, '')
  if (/\b(?:PRIMARY KEY|UNIQUE)\b/.test(words) || /\bDEFAULT \(/.test(words)) return false
  return !/\bNOT NULL\b/.test(words) || /\bDEFAULT (?!NULL)/.test(words)
}

function redefine(table: ScriptObject, former: ScriptObject, names: Names, tables: readonly Table[]): string[] {
  const made = `new_${table.name}`
  const [old, next] = [readTable(former), readTable(table)]
  const copied = next.columns.flatMap(({ name, definition }) => {
    const source = old.columns.find((column) => column.name === names.formerColumn(table.name, name))
    if (source === undefined || isGenerated(definition)) return []
    const column = tables.find((candidate) => candidate.name === table.name)?.columns.find((candidate) => candidate.name === name)
    return [{ name, value: copy(source, definition, column) }]
  })
  const [into, values] = [copied.map(({ name }) => quote(name)).join(', '), copied.map(({ value }) => value).join(', ')]
  return [
    table.sql.replace(/^CREATE TABLE "(?:[^"]|"")+"/, () => `CREATE TABLE ${quote(made)}`),
    ...(copied.length === 0 ? [] : [`INSERT INTO ${quote(made)} (${into}) SELECT ${values} FROM ${quote(former.name)};`]),
    ...(counts(table) && counts(former) ? keepCounter(made, former.name) : []),
    `DROP TABLE ${quote(former.name)};`,
    `ALTER TABLE ${quote(made)} RENAME TO ${quote(table.name)};`,
  ]
}

/** A column of somebody's own, which SQLite fills. */
function isGenerated(definition: string): boolean {
  return /\bAS \(/i.test(definition.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"/g, ''))
}

function counts({ sql }: ScriptObject): boolean {
  return / PRIMARY KEY AUTOINCREMENT\b/.test(sql)
}

/** The new table would count on from the greatest id that is left, and give those of removed rows again. */
function keepCounter(made: string, former: string): string[] {
  const [to, from] = [made, former].map((text) => `'${text.replaceAll("'", "''")}'`)
  return [
    `DELETE FROM sqlite_sequence WHERE name = ${to};`,
    `INSERT INTO sqlite_sequence (name, seq) SELECT ${to}, seq FROM sqlite_sequence WHERE name = ${from};`,
  ]
}

/** What becomes of a value, as the servers convert it. */
function copy(source: ColumnText, definition: string, column: Column | undefined): string {
  const rounded = convert(source, column)
  const filled = /\bNOT NULL DEFAULT ((?:'(?:[^']|'')*'|\([\s\S]*?\)\)|\S+))/.exec(definition)?.[1]
  return filled === undefined || /\bNOT NULL\b/.test(source.definition) ? rounded : `coalesce(${rounded}, ${filled})`
}

function convert({ name, definition }: ColumnText, column: Column | undefined): string {
  const value = quote(name)
  if (column?.storage.kind === 'decimal') return `round(${value}, ${column.storage.scale})`
  // Where no check has held it to our form: Prisma's engine wrote milliseconds, others a text without a zone.
  if (column?.storage.kind.startsWith('timestamp') !== true || definition.includes(' CHECK (strftime(')) return value
  const elapsed = `strftime(${INSTANT}, ${value} / 1000.0, 'unixepoch')`
  return `CASE typeof(${value}) WHEN 'integer' THEN ${elapsed} ELSE coalesce(strftime(${INSTANT}, ${value}), ${value}) END`
}

function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}
