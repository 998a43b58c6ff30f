import { NOTES_TABLE } from '../../contract/copy.js'
import type { LiveComparison } from '../../contract/live.js'
import type { EngineSchema } from '../../contract/migration-plan.js'
import { readObjects, readTable, type ScriptObject } from '../script-objects.js'
import { compareThings, readThings } from '../things.js'
import type { Database } from './connect.js'
import { planObjects } from './plan-migration.js'
import { normalizeSql, parseTableSql } from './table-sql.js'

interface Row {
  readonly type: 'table' | 'index' | 'trigger' | 'view'
  readonly name: string
  readonly table: string
  readonly sql: string
}

/** Compares the texts that SQLite keeps of everything that was made. */
export function compareLive(database: Database, schema: EngineSchema): LiveComparison {
  const wanted = readObjects(schema.script)
  const rows = readRows(database)
  const live = readLive(database, rows, wanted)
  // What is somebody's own comes again where its table is made anew.
  const found = [...live.tables.map(({ object }) => object), ...live.objects]
  const aim = wanted.map((object) => keepOwn(object, live.tables.find(({ object: { name } }) => isTableOf(object, name))?.own ?? []))
  const kept = live.own.filter(({ table }) => wanted.some((object) => isTableOf(object, table)))
  const views = rows.filter(({ type }) => type === 'view' || type === 'trigger').length > 0
  return {
    differences: compareThings(readThings(found), readThings(aim)),
    others: live.others,
    async toSchema() {
      return withoutViews(planObjects([...found, ...kept], [...aim, ...kept], schema.tables), views)
    },
    async toDatabase() {
      return planObjects(wanted, [...live.tables.map(({ bare }) => bare), ...live.objects], [])
    },
  }
}

function isTableOf({ kind, name }: ScriptObject, table: string): boolean {
  return kind === 'TABLE' && name === table
}

function readRows(database: Database): Row[] {
  return database
    .prepare(
      `SELECT s.type, s.name, s.tbl_name AS "table", s.sql FROM sqlite_schema s LEFT JOIN pragma_table_list t ON t.schema = 'main' AND t.name = s.name
       WHERE s.tbl_name NOT IN ('_prisma_migrations', '${NOTES_TABLE}') AND s.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND s.sql IS NOT NULL AND t.type IS NOT 'shadow'
       ORDER BY s.name`,
    )
    .all() as unknown as Row[]
}

interface LiveTable {
  /** In the layout of a fresh install, and in its very words where they mean the same. */
  readonly object: ScriptObject
  /** Without what is somebody's own. */
  readonly bare: ScriptObject
  /** Lines that are somebody's own. */
  readonly own: readonly string[]
}

interface Live {
  readonly tables: readonly LiveTable[]
  readonly objects: readonly ScriptObject[]
  /** Indexes and triggers that are somebody's own. */
  readonly own: readonly ScriptObject[]
  readonly others: readonly string[]
}

function readLive(database: Database, rows: readonly Row[], wanted: readonly ScriptObject[]): Live {
  const [tables, objects, own, others]: [LiveTable[], ScriptObject[], ScriptObject[], string[]] = [[], [], [], []]
  const isKnown = (table: string) => wanted.some((object) => isTableOf(object, table))
  for (const row of rows) {
    const label = quote(row.name)
    if (row.type === 'view') others.push(`the view ${label}`)
    else if (row.type === 'table' && /^\s*CREATE\s+VIRTUAL/i.test(row.sql)) others.push(`the virtual table ${label}`)
    else if (row.type === 'table') {
      const table = readLiveTable(database, row, wanted)
      tables.push(table)
      if (isKnown(row.name)) others.push(...table.own.map((line) => `in the table ${label}: ${line}`))
    } else {
      const object = readObject(database, row)
      const isWanted = wanted.some(({ kind, name }) => kind === object.kind && name === row.name)
      if (object.isOurs || isWanted) objects.push(object)
      else own.push(object)
    }
  }
  // What belongs to a table that no schema knows is told with it.
  others.push(
    ...own.filter(({ table }) => isKnown(table)).map(({ kind, name, table }) => `the ${WORDS[kind]} ${quote(name)} of ${quote(table)}`),
  )
  return { tables, objects, own, others }
}

const WORDS: Readonly<Partial<Record<ScriptObject['kind'], string>>> = { INDEX: 'partial or calculated index', TRIGGER: 'trigger' }

/** An index or a trigger, and whether Refract would make such a one. */
function readObject(database: Database, row: Row): ScriptObject & { readonly isOurs: boolean } {
  const { name, table } = row
  if (row.type === 'trigger') {
    const isOurs = /_round_(?:insert|update)" AFTER [\s\S]* <> round\(NEW\./.test(row.sql)
    return { kind: 'TRIGGER', name, table, sql: `${row.sql};`, isOurs }
  }
  const sql = printIndex(database, row)
  return { kind: 'INDEX', name, table, sql: sql ?? `${row.sql};`, isOurs: sql !== null }
}

function readLiveTable(database: Database, { name, sql }: Row, wanted: readonly ScriptObject[]): LiveTable {
  const { columns, constraints, options } = parseTableSql(sql)
  const made = wanted.find((object) => isTableOf(object, name))
  const known = made === undefined ? { columns: [], constraints: [] } : readTable(made)
  const generated = database.prepare('SELECT name FROM pragma_table_xinfo(?) WHERE hidden > 1').all(name) as { name: string }[]
  const isOwnColumn = (column: string) => generated.some((one) => one.name === column) && !known.columns.some((one) => one.name === column)
  const align = (text: string, texts: readonly string[]) => texts.find((one) => normalizeSql(one) === normalizeSql(text)) ?? text
  const lines = columns.map((column) => {
    const same = known.columns.find((one) => one.name === column.name)
    const definition = same === undefined ? column.definition : align(column.definition, [same.definition])
    return { text: `    ${quote(column.name)} ${definition}`, isOwn: isOwnColumn(column.name) }
  })
  const rules = constraints.map((text) => {
    const line = align(text, known.constraints)
    // Refract's own checks stand with their columns.
    const isOwn = line === text && /^(?:CONSTRAINT\s+(?:"(?:[^"]|"")*"|\S+)\s+)?CHECK\b/i.test(text)
    return { text: line === text ? `    ${text}` : line, isOwn }
  })
  const all = [...lines, ...rules]
  const print = (texts: readonly string[], end = '') =>
    ({ kind: 'TABLE', name, table: name, sql: `CREATE TABLE ${quote(name)} (\n${texts.join(',\n')}\n)${end};` }) as const
  const texts = all.map(({ text }) => text)
  return {
    object: print(options === '' ? texts : [...texts, `    ${options}`]),
    bare: print(
      all.filter(({ isOwn }) => !isOwn).map(({ text }) => text),
      options === '' ? '' : ` ${options}`,
    ),
    own: all.filter(({ isOwn }) => isOwn).map(({ text }) => text.trim()),
  }
}

/** As a fresh install writes it; null for an index that Refract never makes. */
function printIndex(database: Database, { name, table }: Row): string | null {
  const [index] = database.prepare('SELECT "unique" AS isUnique, partial FROM pragma_index_list(?) WHERE name = ?').all(table, name) as {
    isUnique: number
    partial: number
  }[]
  const parts = database
    .prepare('SELECT name, "desc" AS descending, coll FROM pragma_index_xinfo(?) WHERE key = 1 ORDER BY seqno')
    .all(name) as {
    name: string | null
    descending: number
    coll: string
  }[]
  if (index === undefined || index.partial === 1 || parts.some((part) => part.name === null || part.coll !== 'BINARY')) return null
  const columns = parts.map((part) => `${quote(part.name ?? '')}${part.descending === 1 ? ' DESC' : ''}`)
  return `CREATE ${index.isUnique === 1 ? 'UNIQUE ' : ''}INDEX ${quote(name)} ON ${quote(table)}(${columns.join(', ')});`
}

function keepOwn(object: ScriptObject, lines: readonly string[]): ScriptObject {
  if (object.kind !== 'TABLE' || lines.length === 0) return object
  const { columns, constraints } = readTable(object)
  const own = lines.map((line) => `    ${line}`)
  const [added, rules] = [own.filter((line) => line.startsWith('    "')), own.filter((line) => !line.startsWith('    "'))]
  const all = [...columns.map(({ name, definition }) => `    ${quote(name)} ${definition}`), ...added, ...constraints, ...rules]
  return { ...object, sql: `CREATE TABLE ${quote(object.name)} (\n${all.join(',\n')}\n);` }
}

/** SQLite looks into every view and trigger when a table gets another name, and refuses what for this moment names no table. */
function withoutViews(script: string, views: boolean): string {
  if (!views || !script.includes('-- RedefineTables\n')) return script
  return `PRAGMA legacy_alter_table=ON;\n\n${script}\nPRAGMA legacy_alter_table=OFF;\n`
}

function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}
