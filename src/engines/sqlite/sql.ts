import { DriverAdapterError } from '@prisma/driver-adapter-utils'

/** A statement that runs on the reading connection. */
export function isRead(sql: string): boolean {
  return /^\s*SELECT\b/i.test(sql)
}

/** A statement that calculates with the values it is given. */
export function isUpdate(sql: string): boolean {
  return /^\s*UPDATE\b/i.test(sql)
}

export function changesRows(sql: string): boolean {
  return /^\s*(?:INSERT|UPDATE|DELETE|REPLACE|WITH)\b/i.test(sql)
}

export function changesTables(sql: string): boolean {
  return /^\s*(?:CREATE|ALTER|DROP)\b/i.test(sql)
}

const QUOTED = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?\*\//g

/** The driver runs the first of several statements and drops the others without a word. */
export function assertOneStatement(sql: string): void {
  if (!sql.includes(';') || /^\s*CREATE\s+(?:TEMP\s+|TEMPORARY\s+)?TRIGGER\b/i.test(sql)) return
  if (!/;\s*[^\s;]/.test(sql.replace(QUOTED, ' '))) return
  const message = 'a query is one statement, and this text holds several: give them one by one'
  throw new DriverAdapterError({ kind: 'sqlite', extendedCode: 1, message, originalMessage: message })
}
