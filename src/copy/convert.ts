import type { CopyColumn, CopyCursor, CopyKey, CopyRow, CopyTable, CopyValue, CopyValues, DriverRow } from '../contract/copy.js'
import { RefractError } from '../contract/errors.js'

/** A row that cannot be copied as it is. */
export interface Rejection {
  readonly table: CopyTable
  readonly key: CopyKey
  /** The field whose value stands in the way; null where a server says no more than its words. */
  readonly field: string | null
  /** In words that follow the field's name, or the server's own. */
  readonly reason: string
  /** As far as it could be read. */
  readonly row: CopyRow
}

/** A row by model and key, and what is wrong with it. */
export function describeRejection(rejection: Omit<Rejection, 'row'>): string {
  return `${describeRow(rejection.table, rejection.key)}: ${describeReason(rejection)}`
}

export function describeReason({ field, reason }: Pick<Rejection, 'field' | 'reason'>): string {
  return field === null ? reason : `${field} ${reason}`
}

export function describeRow(table: CopyTable, key: CopyKey): string {
  return `${table.model} ${table.key.map((at, index) => `${table.columns[at]?.field}=${show(key[index] ?? null)}`).join(', ')}`
}

const LONGEST = 80

export function show(value: CopyValue): string {
  if (value === null) return 'null'
  const text = typeof value === 'string' ? value : Buffer.from(value).toString('hex')
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}

export function keyOf({ key }: CopyTable, row: CopyRow): CopyKey {
  return key.map((at) => row[at] ?? null)
}

/** Where reading goes on after a row. */
export function cursorOf({ key }: CopyTable, row: DriverRow): CopyCursor {
  return key.map((at) => row[at] as CopyCursor[number])
}

/** Makes a key canonical, as far as it can be read. */
export function readKey(table: CopyTable, values: CopyValues, cursor: CopyCursor): CopyKey {
  return table.key.map((at, index) => {
    try {
      return values.createReader((table.columns[at] as CopyColumn).storage)(cursor[index])
    } catch {
      return String(cursor[index])
    }
  })
}

/** Makes rows canonical; one that cannot be read is a {@link Rejection}. */
export function createRowReader(table: CopyTable, values: CopyValues): (row: DriverRow) => CopyRow | Rejection {
  const readers = table.columns.map(({ storage }) => values.createReader(storage))
  const read = (row: DriverRow): CopyRow => {
    const result: CopyValue[] = new Array(readers.length)
    for (let at = 0; at < readers.length; at += 1) result[at] = (readers[at] as (value: unknown) => CopyValue)(row[at])
    return result
  }
  return (row) => {
    try {
      return read(row)
    } catch {
      return explain(row)
    }
  }

  function explain(row: DriverRow): Rejection {
    let found: { field: string; reason: string } | null = null
    const readable = readers.map((reader, at) => {
      try {
        return reader(row[at])
      } catch (error) {
        found ??= { field: table.columns[at]?.field ?? '', reason: error instanceof Error ? error.message : String(error) }
        return null
      }
    })
    const { field, reason } = found ?? { field: null, reason: 'cannot be read' }
    return { table, key: keyOf(table, readable), field, reason, row: readable }
  }
}

export function isRejection(row: CopyRow | Rejection): row is Rejection {
  return 'reason' in row
}

/** Makes what finds the value of a row that an engine cannot hold; null where it holds all of them. */
export function createRowCheck(table: CopyTable, values: CopyValues): (row: CopyRow) => Rejection | null {
  const checks = table.columns.flatMap(({ field, storage, required }, at) => {
    const check = values.createCheck(storage)
    return check === null && !required ? [] : [{ at, field, required, check }]
  })
  return (row) => {
    for (const { at, field, required, check } of checks) {
      const value = row[at] as CopyValue
      const reason = value === null ? (required ? 'is null, and the schema requires a value' : null) : (check?.(value) ?? null)
      if (reason !== null) return { table, key: keyOf(table, row), field, reason, row }
    }
    return null
  }
}

/** @param outcome what was done before, in a sentence */
export function refuse(rejection: Rejection, outcome = ''): RefractError {
  return new RefractError('REFRACT_COPY', `This row cannot be copied. ${describeRejection(rejection)}`, {
    hint: `Change it in the source, or go on without such rows, which --on-error=report writes to a file. ${outcome}`.trimEnd(),
  })
}

/** Characters and bytes of a row, about what it takes in memory. */
export function sizeOf(row: CopyRow): number {
  let size = 0
  for (const value of row) size += value === null ? 1 : value.length + 1
  return size
}
