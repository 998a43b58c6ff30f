import type { Column } from '../../../contract/tables.js'
import { type Cast, castNative } from './casts.js'
import { sameDefault } from './defaults.js'
import { raiseCast } from './lossy-casts.js'
import type { PhysicalTable } from './physical.js'
import type { Style } from './style.js'
import { completeType, type MySqlType } from './types.js'

export type MySqlColumn = Column<MySqlType>

/** A column that is in both tables, with what differs. */
export interface ColumnPair {
  readonly before: MySqlColumn
  readonly after: MySqlColumn
  /** Null where the type stays. */
  readonly cast: Cast | null
  readonly nullability: boolean
  readonly default: boolean
  readonly autoincrement: boolean
}

export interface ColumnDiff {
  readonly dropped: readonly MySqlColumn[]
  readonly added: readonly MySqlColumn[]
  /** In the old order, unchanged ones among them. */
  readonly kept: readonly ColumnPair[]
}

export function diffColumns(before: PhysicalTable, after: PhysicalTable, style: Style): ColumnDiff {
  const find = (table: PhysicalTable, name: string) => table.columns.find((column) => column.name === name)
  return {
    dropped: before.columns.filter(({ name }) => find(after, name) === undefined).sort(byName),
    added: after.columns.filter(({ name }) => find(before, name) === undefined).sort(byName),
    kept: before.columns.flatMap((column) => {
      const next = find(after, column.name)
      return next === undefined ? [] : [pairColumns(column, next, style)]
    }),
  }
}

export function isChanged(pair: ColumnPair): boolean {
  return pair.cast !== null || pair.nullability || pair.default || pair.autoincrement
}

/** Byte order, which is Prisma's. */
export function byName(one: { readonly name: string }, other: { readonly name: string }): number {
  return Buffer.compare(Buffer.from(one.name), Buffer.from(other.name))
}

function pairColumns(before: MySqlColumn, after: MySqlColumn, style: Style): ColumnPair {
  return {
    before,
    after,
    cast: castType(before.storage, after.storage, style) ?? castCollation(before.storage, after.storage),
    nullability: before.required !== after.required,
    default: !sameDefault(before, after, style),
    autoincrement: before.autoincrement !== after.autoincrement,
  }
}

function castCollation(before: MySqlType, after: MySqlType): Cast | null {
  if (before.kind === 'unsupported' || after.kind === 'unsupported') return null
  return before.collation === after.collation ? null : 'safe'
}

function castType(before: MySqlType, after: MySqlType, style: Style): Cast | null {
  if (before.kind === 'enum' && after.kind === 'enum') {
    if (before.values.join('\0') === after.values.join('\0')) return null
    return before.values.every((value) => after.values.includes(value)) ? 'safe' : 'risky'
  }
  if (before.kind === 'enum' || after.kind === 'enum') return 'risky'
  if (before.kind === 'unsupported' || after.kind === 'unsupported') {
    // Prisma has no word for these types and sees no change.
    if (style === 'prisma') return null
    return before.kind === 'unsupported' && after.kind === 'unsupported' && before.sql === after.sql ? null : 'risky'
  }
  if (style === 'prisma') return castNative(completeType(before) as typeof before, after)
  const [from, to] = [completeType(before), completeType(after)] as [typeof before, typeof after]
  const cast = castNative(from, to)
  // A BOOLEAN is a TINYINT(1), which Prisma takes for the same as a TINYINT.
  if (cast === null) return from.name === 'TinyInt' && from.boolean !== to.boolean ? 'safe' : null
  return raiseCast(from, to, cast)
}
