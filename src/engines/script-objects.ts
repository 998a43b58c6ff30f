/** What a script makes: an extension, an enum, a function, a table, or something that belongs to a table. */
export interface ScriptObject {
  readonly kind: 'EXTENSION' | 'TYPE' | 'FUNCTION' | 'TABLE' | 'INDEX' | 'TRIGGER' | 'CONSTRAINT'
  readonly name: string
  /** The table it belongs to; its own name where it belongs to none. */
  readonly table: string
  /** Its statement, with the semicolon. */
  readonly sql: string
}

/** Texts and names, in which nothing ends, and where the next object begins. */
const BOUNDARY = /'(?:[^']|'')*'|"(?:[^"]|"")*"|\n\n-- \w+\n/g
const NAME = '"((?:[^"]|"")+)"'
const FORMS: readonly (readonly [ScriptObject['kind'], RegExp])[] = [
  ['EXTENSION', new RegExp(`^CREATE EXTENSION IF NOT EXISTS ${NAME}`)],
  ['TYPE', new RegExp(`^CREATE TYPE ${NAME}`)],
  ['TABLE', new RegExp(`^CREATE TABLE ${NAME}`)],
  ['INDEX', new RegExp(`^CREATE (?:UNIQUE )?INDEX ${NAME} ON ${NAME}`)],
  ['CONSTRAINT', new RegExp(`^ALTER TABLE ${NAME} ADD CONSTRAINT ${NAME}`)],
  ['TRIGGER', new RegExp(`^(?:DO [\\s\\S]*?)?CREATE TRIGGER ${NAME} [\\s\\S]*? ON ${NAME}`)],
  ['FUNCTION', /^CREATE OR REPLACE FUNCTION (\w+)/],
]

/** The objects of a script that makes all tables of a schema. */
export function readObjects(script: string): ScriptObject[] {
  return splitScript(script).map((sql) => {
    for (const [kind, form] of FORMS) {
      const [, one, other] = form.exec(sql) ?? []
      if (one === undefined) continue
      // Only here the table comes first.
      const [name, table] = kind === 'CONSTRAINT' ? [other ?? '', one] : [one, other ?? one]
      // What format() writes has its percent signs twice.
      const read = (text: string) => (sql.startsWith('DO ') ? unquote(text).replaceAll('%%', '%') : unquote(text))
      return { kind, name: read(name), table: read(table), sql }
    }
    throw new Error(`Not a statement that makes something: ${sql.slice(0, 200)}`)
  })
}

function splitScript(script: string): string[] {
  const statements: string[] = []
  const text = script.trim().replace(/^-- \w+\n/, '')
  let start = 0
  for (const { 0: token, index } of text.matchAll(BOUNDARY)) {
    if (!token.startsWith('\n')) continue
    statements.push(text.slice(start, index))
    start = index + token.length
  }
  if (start < text.length) statements.push(text.slice(start))
  return statements.map((statement) => statement.trim())
}

/** A column of a table: its name, and all that follows. */
export interface ColumnText {
  readonly name: string
  readonly definition: string
}

/** A table by its lines. */
export interface TableText {
  readonly columns: readonly ColumnText[]
  /** What is said of the whole table. */
  readonly constraints: readonly string[]
}

const LINE = /^ {4}"((?:[^"]|"")+)" ([\s\S]*)$/
/** Texts, names and lines' ends. */
const TOKEN = /'(?:[^']|'')*'|"(?:[^"]|"")*"|,?\n/g

/** The lines of a `CREATE TABLE` as Prisma's engine lays it out: its columns, and what is said of the whole table. */
export function readTable({ sql }: ScriptObject): TableText {
  const body = sql.slice(sql.indexOf('(\n') + 2, sql.lastIndexOf('\n)') + 1)
  const lines: string[] = []
  let start = 0
  for (const { 0: token, index } of body.matchAll(TOKEN)) {
    if (!token.endsWith('\n')) continue
    lines.push(body.slice(start, index))
    start = index + token.length
  }
  const columns = lines.flatMap((line): ColumnText[] => {
    const [, name, definition] = LINE.exec(line) ?? []
    return name === undefined || definition === undefined ? [] : [{ name: unquote(name), definition }]
  })
  return { columns, constraints: lines.filter((line) => line.trim() !== '' && !LINE.test(line)) }
}

function unquote(name: string): string {
  return name.replaceAll('""', '"')
}
