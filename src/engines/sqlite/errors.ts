import { type Error as AdapterError, DriverAdapterError, type MappedError } from '@prisma/driver-adapter-utils'
import type { ForeignKey } from './foreign-keys.js'
import { LogSyncError } from './log-sync.js'
import { QueueTimeoutError } from './queue.js'

/** SQLite's errors, and those for a text that holds no statement or a value that SQLite has no type for. */
const DRIVER_CODES: ReadonlySet<unknown> = new Set([
  'ERR_SQLITE_ERROR',
  'ERR_INVALID_STATE',
  'ERR_INVALID_ARG_TYPE',
  'ERR_INVALID_ARG_VALUE',
])

/** https://www.sqlite.org/rescode.html#ioerr_fsync */
const SQLITE_IOERR_FSYNC = 1034

/**
 * The driver's error in the kinds that Prisma turns into its codes. They are read from SQLite's messages,
 * which are stable and always there; its extended codes are not.
 *
 * @param findForeignKey finds out what SQLite does not say
 */
export function toAdapterError(error: unknown, findForeignKey: () => ForeignKey | null = () => null): unknown {
  if (!(error instanceof Error) || error instanceof DriverAdapterError) return error
  if (error instanceof QueueTimeoutError)
    return new DriverAdapterError({ kind: 'TransactionWriteConflict', originalMessage: error.message })
  if (error instanceof LogSyncError) {
    return new DriverAdapterError({
      kind: 'sqlite',
      extendedCode: SQLITE_IOERR_FSYNC,
      message: error.message,
      originalMessage: error.message,
    })
  }
  const { code, errcode } = error as { code?: unknown; errcode?: unknown }
  if (code === 'ERR_INVALID_ARG_VALUE' && error.message.includes('too large to bind')) {
    return new DriverAdapterError({ kind: 'ValueOutOfRange', cause: error.message, originalMessage: error.message })
  }
  if (!DRIVER_CODES.has(code)) return error
  const details = { originalMessage: error.message, ...(errcode === undefined ? {} : { originalCode: String(errcode) }) }
  const kind = readKind(error.message, findForeignKey) ?? { kind: 'sqlite', extendedCode: Number(errcode ?? 1), message: error.message }
  return new DriverAdapterError({ ...kind, ...details } as AdapterError)
}

function readKind(message: string, findForeignKey: () => ForeignKey | null): MappedError | null {
  const [, constraint, subject = ''] = /^([A-Z ]+) constraint failed(?:: (.*))?$/.exec(message) ?? []
  switch (constraint) {
    case 'UNIQUE':
      return { kind: 'UniqueConstraintViolation', constraint: { fields: columnsOf(subject) }, table: tableOf(subject) }
    case 'NOT NULL':
      return { kind: 'NullConstraintViolation', constraint: { fields: columnsOf(subject) }, ...inTable(tableOf(subject)) }
    case 'FOREIGN KEY':
      return describeForeignKey(findForeignKey())
    case 'CHECK':
      return readCheck(subject, message)
  }
  // Others kept their lock for as long as this one was to wait: the same may succeed when it runs again.
  if (/^database (table )?is locked/.test(message)) return { kind: 'TransactionWriteConflict' }
  const [, table] = /^no such table: (.*)$/.exec(message) ?? []
  if (table !== undefined) return { kind: 'TableDoesNotExist', table }
  const [, column] = /^(?:no such column: |.* has no column named )(.*)$/.exec(message) ?? []
  return column === undefined ? null : { kind: 'ColumnNotFound', column }
}

/** A check of ours is named table.column.guard (ddl.ts): too long is P2000, out of range P2020. */
function readCheck(name: string, message: string): MappedError | null {
  const [, table = '', column, guard] = /^(.*)\.([^.]+)\.(length|range)$/.exec(name) ?? []
  if (guard === 'length' && column !== undefined) return { kind: 'LengthMismatch', column, ...inTable(table) }
  return guard === 'range' ? { kind: 'ValueOutOfRange', cause: message, ...inTable(table), ...{ column } } : null
}

function describeForeignKey(found: ForeignKey | null): MappedError {
  if (found === null) return { kind: 'ForeignKeyConstraintViolation', constraint: { foreignKey: {} } }
  return { kind: 'ForeignKeyConstraintViolation', constraint: { fields: [...found.columns] }, ...inTable(found.table) }
}

/** Prisma has a place for it with a unique constraint alone; the portable client reads it with every kind. */
function inTable(table: string): { table: string } {
  return { table }
}

/** `table.a, table.b` */
function columnsOf(subject: string): string[] {
  return subject.split(', ').map((column) => column.slice(column.lastIndexOf('.') + 1))
}

function tableOf(subject: string): string {
  return subject.slice(0, Math.max(0, subject.indexOf('.')))
}
