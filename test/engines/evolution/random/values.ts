import type { Storage } from '../../../../src/contract/storage.js'
import type { Column } from '../../../../src/contract/tables.js'
import type { Provider } from '../../../../src/engines/index.js'

/** What a column holds, whatever the engine: an instant in milliseconds, bytes in hexadecimal, JSON as text. */
export type Value = string | number | boolean | null

/** A value that nobody foretells, as the time of now. */
export const ANY = 'any value'

const AWKWARD = ["it's", 'a\\b', 'two\nlines', '-- no', ';', 'Größe', '$$', '"quoted"', '%s', '\\', "'"]

/** The value of a row by its number; another for each, where the type has enough. */
export function makeValue(storage: Storage, row: number): Value {
  switch (storage.kind) {
    case 'text':
      return `${row}: ${AWKWARD[row % AWKWARD.length]}`.slice(0, storage.length ?? undefined)
    case 'uuid':
      return `00000000-0000-4000-8000-${String(row).padStart(12, '0')}`
    case 'boolean':
      return row % 2 === 0
    case 'decimal':
      return storage.scale === 0 ? row : row + (storage.scale === 1 ? 0.5 : 0.25)
    case 'float':
      return row + 0.125
    case 'timestamp':
    case 'timestamptz':
      return Date.UTC(2024, 2, 10, row, 30, 15, row)
    case 'json':
      return JSON.stringify({ text: AWKWARD[row % AWKWARD.length] })
    case 'bytes':
      return `00ff${String(row).padStart(4, '0')}`
    case 'enum':
      return storage.values[row % storage.values.length] ?? null
    default:
      return row
  }
}

export function printValue(value: Value, storage: Storage, provider: Provider): string {
  if (value === null) return 'NULL'
  if (typeof value === 'boolean') return String(value)
  const text = (content: string) => `'${(provider === 'mysql' ? content.replaceAll('\\', '\\\\') : content).replaceAll("'", "''")}'`
  switch (storage.kind) {
    case 'timestamp':
    case 'timestamptz': {
      const instant = new Date(Number(value)).toISOString()
      if (provider === 'sqlite') return text(instant.replace('Z', '+00:00'))
      const zone = provider === 'postgresql' && storage.kind === 'timestamptz' ? '+00' : ''
      return text(instant.replace('T', ' ').replace('Z', zone))
    }
    case 'bytes':
      return provider === 'postgresql' ? `'\\x${value}'::bytea` : `x'${value}'`
    case 'smallint':
    case 'int':
    case 'bigint':
    case 'decimal':
    case 'float':
      return String(value)
    default:
      return text(String(value))
  }
}

/** What a raw query has given. */
export function readValue(value: unknown, storage: Storage): Value {
  if (value === null || value === undefined) return null
  switch (storage.kind) {
    case 'boolean':
      return Boolean(Number(value))
    case 'timestamp':
    case 'timestamptz':
      return new Date(value as string).getTime()
    case 'json':
      return JSON.stringify(typeof value === 'string' && /^[{["]/.test(value) ? JSON.parse(value) : value)
    case 'bytes':
      return Buffer.from(value as Uint8Array).toString('hex')
    case 'text':
    case 'uuid':
    case 'enum':
      return String(value)
    default:
      return Number(value)
  }
}

/** What becomes of a value where its column gets another type. */
export function castValue(value: Value, to: Storage): Value {
  if (value === null) return null
  if (to.kind === 'text') return String(value)
  if (to.kind !== 'decimal') return value
  const factor = 10 ** to.scale
  return (Math.sign(Number(value)) * Math.round(Math.abs(Number(value)) * factor)) / factor
}

/** What a new column of a row that is there has. */
export function defaultValue({ default: value, storage }: Column): Value {
  if (value === null) return null
  switch (value.kind) {
    case 'sql':
      return null
    case 'now':
      return ANY
    case 'number':
      return Number(value.value)
    case 'boolean':
      return value.value === 'true'
    case 'json':
      return JSON.stringify(JSON.parse(value.value))
    default:
      return storage.kind === 'json' ? JSON.stringify(JSON.parse(value.value)) : value.value
  }
}
