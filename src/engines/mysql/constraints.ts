import type { Error as AdapterError } from '@prisma/driver-adapter-utils'

/** The column of a message such as "Out of range value for column 'n' at row 1", or "BIGINT value is out of range in '(`db`.`t`.`n` + 1)'". */
const OUT_OF_RANGE = /for column '([^']+)'|`([^`]+)`(?: |\)|')/
const FOREIGN_KEY = /`([^`]+)`, CONSTRAINT `([^`]+)` FOREIGN KEY \(([^)]+)\)/
const DUPLICATE = /for key '(?:([^'.]+)\.)?([^']+)'$/
/** As Prisma's compiler prints it, or raw SQL may. */
const WRITTEN_TABLE = /^\s*(?:INSERT\s+(?:IGNORE\s+)?INTO|UPDATE|DELETE\s+FROM)\s+(?:`[^`]+`\.)?`?([^`\s(]+)/i

/**
 * What a server says of a constraint, in full: Prisma's adapter takes the first column alone, MariaDB leaves out the table, and
 * an integer that grows out of its range has no kind. Undefined for other errors, which the adapter knows.
 *
 * @param sql the statement that failed
 */
export function readConstraint(number: number, message: string, sql: string): AdapterError | undefined {
  const [, written] = WRITTEN_TABLE.exec(sql) ?? []
  const inTable = (table = written) => (table === undefined ? {} : { table })
  switch (number) {
    case 1062: {
      const [, table, index] = DUPLICATE.exec(message) ?? []
      if (index !== undefined) return { kind: 'UniqueConstraintViolation', constraint: { index }, ...inTable(table) }
      break
    }
    case 1451:
    case 1452: {
      const [, table, index = '', columns = ''] = FOREIGN_KEY.exec(message) ?? []
      const fields = [...columns.matchAll(/`([^`]+)`/g)].map(([, column = '']) => column)
      if (table !== undefined) return { kind: 'ForeignKeyConstraintViolation', constraint: { fields, index }, ...inTable(table) }
      break
    }
    case 1048: {
      const [, column] = /Column '([^']+)'/.exec(message) ?? []
      if (column !== undefined) return { kind: 'NullConstraintViolation', constraint: { fields: [column] }, ...inTable() }
      break
    }
    case 1264:
    case 1690: {
      const [, named, calculated] = OUT_OF_RANGE.exec(message) ?? []
      return { kind: 'ValueOutOfRange', cause: message, ...inTable(), ...{ column: named ?? calculated } }
    }
    case 1406: {
      const [, column] = /for column '([^']+)'/.exec(message) ?? []
      if (column !== undefined) return { kind: 'LengthMismatch', column, ...inTable() }
    }
  }
  return undefined
}
