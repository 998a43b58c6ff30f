import type { WrittenType } from '../../../contract/tables.js'
import { quoteText } from '../quote.js'
import type { Style } from './style.js'

/** A column's type in MySQL's own words. */
export type MySqlType =
  /** `name` is the native type attribute without `@db.`; `boolean` where the field is a Boolean. */
  | {
      readonly kind: 'native'
      readonly name: string
      readonly args: readonly number[]
      readonly boolean: boolean
      /** Only of a column in a live database: another collation than ours. */
      readonly collation?: string
    }
  /** `type` is the enum's name in the schema. */
  | { readonly kind: 'enum'; readonly type: string; readonly values: readonly string[]; readonly collation?: string }
  | { readonly kind: 'unsupported'; readonly sql: string }

/** What Prisma takes where a field has no native type attribute. */
const DEFAULTS: Readonly<Record<string, readonly [name: string, ...args: number[]]>> = {
  Int: ['Int'],
  BigInt: ['BigInt'],
  Float: ['Double'],
  Decimal: ['Decimal', 65, 30],
  Boolean: ['TinyInt'],
  String: ['VarChar', 191],
  DateTime: ['DateTime', 3],
  Bytes: ['LongBlob'],
  Json: ['Json'],
}

export function resolveType(written: WrittenType): MySqlType {
  if (written.kind !== 'scalar') return written
  const boolean = written.scalar === 'Boolean'
  if (written.native !== null) return { kind: 'native', ...written.native, boolean }
  const known = DEFAULTS[written.scalar]
  if (known === undefined) throw new Error(`MySQL has no column for the type ${written.scalar}.`)
  const [name, ...args] = known
  return { kind: 'native', name, args, boolean }
}

/** The type as it stands in SQL. Prisma doubles neither quotes nor backslashes in an enum's values. */
export function typeSql(type: MySqlType, style: Style): string {
  switch (type.kind) {
    case 'enum':
      return `ENUM(${type.values.map((value) => (style === 'refract' ? quoteText(value) : `'${value}'`)).join(', ')})`
    case 'unsupported':
      return type.sql
    case 'native': {
      if (type.name === 'TinyInt' && type.boolean) return 'BOOLEAN'
      const unsigned = type.name.startsWith('Unsigned')
      const bare = (unsigned ? type.name.slice('Unsigned'.length) : type.name).toUpperCase()
      const name = bare === 'INT' ? 'INTEGER' : bare
      const args = type.args.length === 0 ? '' : `(${type.args.join(', ')})`
      return `${name}${args}${unsigned ? ' UNSIGNED' : ''}`
    }
  }
}

/** The digits after the second of a type that has some; null for every other type. */
export function precisionOf(type: MySqlType): number | null {
  return type.kind === 'native' && ['Time', 'DateTime', 'Timestamp'].includes(type.name) ? (type.args[0] ?? null) : null
}

/**
 * What the database has made of a type whose arguments were left out: `DATETIME` is `DATETIME(0)`. Prisma compares what
 * it finds there with what the schema says, and so changes such a column with every migration.
 */
export function completeType(type: MySqlType): MySqlType {
  if (type.kind !== 'native' || type.args.length > 0) return type
  if (['Time', 'DateTime', 'Timestamp'].includes(type.name)) return { ...type, args: [0] }
  return type.name === 'Decimal' ? { ...type, args: [10, 0] } : type
}

/** True for types that take a default only as an expression in parentheses. */
export function isUnbounded(type: MySqlType): boolean {
  return type.kind === 'native' && /(Text|Blob)$|^Json$/.test(type.name)
}
