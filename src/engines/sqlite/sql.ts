import { DriverAdapterError } from '@prisma/driver-adapter-utils'

const READ = createStart('SELECT')
const UPDATE = createStart('UPDATE')
const ROWS = createStart('INSERT|UPDATE|DELETE|REPLACE|WITH')
// What is undone may have been a change of the tables.
const TABLES = createStart('CREATE|ALTER|DROP|ROLLBACK')
const TRIGGER = createStart('CREATE\\s+(?:TEMP\\s+|TEMPORARY\\s+)?TRIGGER')

/** A statement that begins so; comments may stand before it. Each is matched in one way only, so that none takes long. */
function createStart(words: string): RegExp {
  return new RegExp(`^(?:\\s|--[^\\n]*\\n|/\\*(?:[^*]|\\*(?!/))*\\*/)*(?:${words})\\b`, 'i')
}

/** A statement that runs on the reading connection. */
export function isRead(sql: string): boolean {
  return READ.test(sql)
}

/** A statement that calculates with the values it is given. */
export function isUpdate(sql: string): boolean {
  return UPDATE.test(sql)
}

export function changesRows(sql: string): boolean {
  return ROWS.test(sql)
}

export function changesTables(sql: string): boolean {
  return TABLES.test(sql)
}

const QUOTED = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?\*\//g

/** The driver runs the first of several statements and drops the others without a word. */
export function assertOneStatement(sql: string): void {
  if (!sql.includes(';') || TRIGGER.test(sql)) return
  if (!/;\s*[^\s;]/.test(sql.replace(QUOTED, ' '))) return
  const message = 'a query is one statement, and this text holds several: give them one by one'
  throw new DriverAdapterError({ kind: 'sqlite', extendedCode: 1, message, originalMessage: message })
}
