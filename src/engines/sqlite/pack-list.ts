import type { PackedList, PackList } from '../../contract/value-list.js'
import { type DriverValue, toDriverValue } from './convert.js'

/** One text in Json, which SQLite reads as a table. Its values have no type of their own, as arguments have none. */
export const packList: PackList = ({ values, type, negated, correlated }): PackedList | null => {
  const texts: string[] = []
  let bytes = false
  for (const argument of values) {
    const value = toDriverValue(argument, type)
    const text = writeValue(value)
    if (text === null) return null
    bytes ||= value instanceof Uint8Array
    texts.push(text)
  }
  const column = bytes ? 'unhex(value)' : 'value'
  return {
    // SQLite takes such a list for a short one: for each row outside it would look up every value in an index.
    ...(correlated ? { before: '+' } : {}),
    sql: `${negated ? ' NOT' : ''} IN (SELECT ${column} FROM json_each(?))`,
    args: [`[${texts.join()}]`],
    argTypes: [{ arity: 'scalar', scalarType: 'string' }],
  }
}

function writeValue(value: DriverValue): string | null {
  switch (typeof value) {
    case 'bigint':
      return String(value)
    case 'number':
      // SQLite reads up to 15 digits exactly, and not every double has so few.
      return Number(value.toPrecision(15)) === value ? String(value) : null
    case 'string':
      return JSON.stringify(value)
    default:
      return value === null ? 'null' : `"${Buffer.from(value).toString('hex')}"`
  }
}
