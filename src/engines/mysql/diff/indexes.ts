import type { TableIndex } from '../../../contract/tables.js'
import { type ForeignKeyDiff, renew } from './foreign-keys.js'
import type { PhysicalIndex } from './physical.js'
import type { TablePair } from './table-pair.js'

/** The indexes of a table that is in both schemas. */
export interface IndexDiff {
  readonly dropped: PhysicalIndex[]
  readonly added: PhysicalIndex[]
  readonly renamed: { readonly before: PhysicalIndex; readonly after: PhysicalIndex }[]
}

/**
 * As Prisma does it. It renews the foreign keys that an index serves before it drops that index, but keeps an index on
 * just the columns of a foreign key, which it takes for InnoDB's own.
 */
export function diffIndexesAsPrisma({ before, after, oldIndexes }: TablePair, keys: ForeignKeyDiff): IndexDiff {
  const gone = oldIndexes.filter((old) => !after.indexes.some((next) => hasSameShape(old, next)))
  const unmatched = new Set([...keys.dropped].filter((key) => !keys.renamed.has(key)))
  const dropped = gone.filter((index) => {
    const served = before.foreignKeys.filter((key) => !unmatched.has(key) && index.kind !== 'fulltext' && leads(index, key.columns))
    if (index.kind === 'index' && served.some(({ columns }) => columns.length === index.columns.length)) return false
    for (const key of served) renew(keys, key)
    return true
  })
  const single = oldIndexes.filter((old) => oldIndexes.filter((other) => hasSameColumns(old, other)).length === 1)
  return {
    dropped,
    added: after.indexes.filter((next) => !oldIndexes.some((old) => hasSameShape(old, next))),
    renamed: single.flatMap((old) => {
      const next = after.indexes.find((candidate) => hasSameShape(old, candidate))
      return next === undefined || next.name === old.name ? [] : [{ before: old, after: next }]
    }),
  }
}

/** True where the names are the same in the same order, whatever the lengths; Prisma asks no more. */
function leads(index: TableIndex, columns: readonly string[]): boolean {
  return columns.every((name, at) => index.columns[at]?.name === name)
}

function hasSameColumns(one: TableIndex, other: TableIndex): boolean {
  return (
    one.kind === other.kind &&
    one.columns.length === other.columns.length &&
    leads(
      one,
      other.columns.map(({ name }) => name),
    )
  )
}

export function hasSameShape(one: TableIndex, other: TableIndex): boolean {
  return (
    hasSameColumns(one, other) &&
    one.columns.every(({ length, descending }, at) => length === other.columns[at]?.length && descending === other.columns[at]?.descending)
  )
}
