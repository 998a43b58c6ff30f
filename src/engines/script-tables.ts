import { readTokens, ScriptReader, splitAt } from './script-tokens.js'

/** Tables by their names, as far as migrations have to agree on them. */
export type ScriptTables = ReadonlyMap<string, ScriptTable>

export interface ScriptTable {
  readonly columns: readonly string[]
  readonly keys: readonly ScriptKey[]
}

export interface ScriptKey {
  readonly kind: 'primary key' | 'unique key' | 'foreign key'
  /** Null where the script gives it none. */
  readonly name: string | null
  readonly columns: readonly string[]
  /** What a foreign key refers to. */
  readonly target: { readonly table: string; readonly columns: readonly string[] } | null
}

type Tables = Map<string, ScriptTable>

/**
 * What a script makes of tables, read and not run: tables, columns and keys. Statements of other kinds, and what else is said of
 * a column, are passed over.
 *
 * @param text how the engine writes a text between quotes
 */
export function readScriptTables(before: ScriptTables, script: string, text: RegExp): ScriptTables {
  return splitAt(';', readTokens(script, text)).reduce((tables, statement) => {
    const reader = new ScriptReader(statement)
    if (reader.take('CREATE')) create(tables, reader)
    else if (reader.take('ALTER', 'TABLE')) alterTable(tables, reader)
    else if (reader.take('ALTER', 'INDEX')) renameKeys(tables, reader)
    else if (reader.take('DROP', 'TABLE')) for (const name of dropped(reader)) tables.delete(name)
    else if (reader.take('DROP', 'INDEX')) for (const name of dropped(reader)) dropKey(tables, [...tables.keys()], name)
    else if (reader.take('RENAME', 'TABLE')) for (const part of splitAt(',', reader.rest())) renameByWord(tables, new ScriptReader(part))
    return tables
  }, new Map(before))
}

function create(tables: Tables, reader: ScriptReader): void {
  const unique = reader.take('UNIQUE')
  if (reader.take('TABLE')) {
    reader.take('IF', 'NOT', 'EXISTS')
    const name = reader.name()
    tables.set(name, { columns: [], keys: [] })
    for (const item of reader.list()) define(tables, name, new ScriptReader(item))
  } else if (reader.take('INDEX') && unique) {
    reader.take('CONCURRENTLY')
    reader.take('IF', 'NOT', 'EXISTS')
    const name = reader.name()
    reader.take('ON')
    const table = reader.name()
    addKey(tables, table, { kind: 'unique key', name, columns: reader.names(), target: null })
  }
}

/** A column, or a key. */
function define(tables: Tables, table: string, reader: ScriptReader): void {
  const name = reader.take('CONSTRAINT') ? reader.name() : null
  if (reader.take('PRIMARY', 'KEY')) addKey(tables, table, { kind: 'primary key', name, columns: reader.names(), target: null })
  else if (reader.take('UNIQUE')) {
    if (!reader.take('KEY')) reader.take('INDEX')
    const own = reader.name()
    addKey(tables, table, { kind: 'unique key', name: own === '' ? name : own, columns: reader.names(), target: null })
  } else if (reader.take('FOREIGN', 'KEY')) {
    const columns = reader.names()
    reader.take('REFERENCES')
    addKey(tables, table, { kind: 'foreign key', name, columns, target: { table: reader.name(), columns: reader.names() } })
  } else if (!['CHECK', 'INDEX', 'KEY', 'FULLTEXT', 'EXCLUDE', 'PERIOD'].some((word) => reader.take(word))) {
    defineColumn(tables, table, reader)
  }
}

function defineColumn(tables: Tables, table: string, reader: ScriptReader): void {
  reader.take('IF', 'NOT', 'EXISTS')
  const column = reader.name()
  const { columns, keys } = tables.get(table) ?? { columns: [], keys: [] }
  tables.set(table, { columns: [...columns, column], keys })
  const rest = reader.rest()
  const own = { name: null, columns: [column], target: null }
  if (new ScriptReader(rest).find('PRIMARY', 'KEY')) addKey(tables, table, { kind: 'primary key', ...own })
  if (new ScriptReader(rest).find('UNIQUE')) addKey(tables, table, { kind: 'unique key', ...own })
  if (reader.find('REFERENCES')) {
    addKey(tables, table, { kind: 'foreign key', ...own, target: { table: reader.name(), columns: reader.names() } })
  }
}

function addKey(tables: Tables, table: string, key: ScriptKey): void {
  change(tables, table, ({ columns, keys }) => ({ columns, keys: [...keys, key] }))
}

function change(tables: Tables, table: string, by: (table: ScriptTable) => ScriptTable): void {
  const found = tables.get(table)
  if (found !== undefined) tables.set(table, by(found))
}

function alterTable(tables: Tables, reader: ScriptReader): void {
  reader.take('IF', 'EXISTS')
  reader.take('ONLY')
  const table = reader.name()
  for (const action of splitAt(',', reader.rest())) alter(tables, table, new ScriptReader(action))
}

function alter(tables: Tables, table: string, reader: ScriptReader): void {
  if (reader.take('ADD')) {
    reader.take('COLUMN')
    define(tables, table, reader)
  } else if (reader.take('DROP', 'PRIMARY', 'KEY')) {
    change(tables, table, ({ columns, keys }) => ({ columns, keys: keys.filter(({ kind }) => kind !== 'primary key') }))
  } else if (['CONSTRAINT', 'INDEX', 'KEY'].some((word) => reader.take('DROP', word)) || reader.take('DROP', 'FOREIGN', 'KEY')) {
    for (const name of dropped(reader)) dropKey(tables, [table], name)
  } else if (reader.take('DROP')) {
    reader.take('COLUMN')
    reader.take('IF', 'EXISTS')
    dropColumn(tables, table, reader.name())
  } else if (reader.take('CHANGE')) {
    reader.take('COLUMN')
    renameColumn(tables, table, reader.name(), reader.name())
  } else if (['INDEX', 'KEY', 'CONSTRAINT'].some((word) => reader.take('RENAME', word))) {
    renameKeys(tables, reader)
  } else if (reader.take('RENAME', 'TO')) {
    renameTable(tables, table, reader.name())
  } else if (reader.take('RENAME')) {
    reader.take('COLUMN')
    const from = reader.name()
    reader.take('TO')
    renameColumn(tables, table, from, reader.name())
  }
}

function dropped(reader: ScriptReader): string[] {
  reader.take('CONCURRENTLY')
  reader.take('IF', 'EXISTS')
  return splitAt(',', reader.rest()).map((part) => new ScriptReader(part).name())
}

function dropKey(tables: Tables, from: readonly string[], name: string): void {
  for (const table of from) {
    change(tables, table, ({ columns, keys }) => ({ columns, keys: keys.filter((key) => key.name !== name) }))
  }
}

/** With the keys that it is a part of. */
function dropColumn(tables: Tables, table: string, name: string): void {
  change(tables, table, ({ columns, keys }) => ({
    columns: columns.filter((column) => column !== name),
    keys: keys.filter((key) => !key.columns.includes(name)),
  }))
}

function renameColumn(tables: Tables, table: string, from: string, to: string): void {
  const rename = (columns: readonly string[]) => columns.map((column) => (column === from ? to : column))
  for (const [name, { columns, keys }] of tables) {
    const own = name === table
    tables.set(name, {
      columns: own ? rename(columns) : columns,
      keys: keys.map((key) => ({
        ...key,
        columns: own ? rename(key.columns) : key.columns,
        target: key.target?.table === table ? { table, columns: rename(key.target.columns) } : key.target,
      })),
    })
  }
}

function renameByWord(tables: Tables, reader: ScriptReader): void {
  const from = reader.name()
  reader.take('TO')
  renameTable(tables, from, reader.name())
}

function renameTable(tables: Tables, from: string, to: string): void {
  const found = tables.get(from)
  if (found === undefined) return
  tables.delete(from)
  tables.set(to, found)
  for (const [name, { columns, keys }] of tables) {
    const refer = (key: ScriptKey) => (key.target?.table === from ? { ...key, target: { ...key.target, table: to } } : key)
    tables.set(name, { columns, keys: keys.map(refer) })
  }
}

function renameKeys(tables: Tables, reader: ScriptReader): void {
  reader.take('IF', 'EXISTS')
  const from = reader.name()
  if (!reader.take('RENAME', 'TO')) reader.take('TO')
  const to = reader.name()
  for (const [table, { columns, keys }] of tables) {
    tables.set(table, { columns, keys: keys.map((key) => (key.name === from ? { ...key, name: to } : key)) })
  }
}
