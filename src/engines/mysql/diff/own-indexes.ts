import { type ForeignKeyDiff, renew } from './foreign-keys.js'
import { hasSameShape, type IndexDiff } from './indexes.js'
import { automaticIndexes, type PhysicalIndex, type PhysicalTable, serves } from './physical.js'
import type { TablePair } from './table-pair.js'

/**
 * So that the table ends with the indexes of a fresh install, InnoDB's own among them: the next diff starts from there.
 * Renews the foreign keys that stand on an index which goes.
 */
export function diffIndexes(pair: TablePair, keys: ForeignKeyDiff): IndexDiff {
  const old = new Set(pair.oldIndexes)
  const next = new Set<PhysicalIndex>([...pair.after.indexes, ...automaticIndexes(pair.after)])
  matchSame(pair, keys, old, next)
  const renamed = matchRenamed(pair, keys, old, next)
  const dropped = [...old].filter((index) => !vanishes(index, keys))
  for (const index of dropped) {
    for (const key of [...keys.kept.keys()]) {
      if (index.kind !== 'fulltext' && serves(index, key.columns, true)) renew(keys, key)
    }
  }
  // InnoDB makes its own with their foreign keys.
  return { dropped, added: [...next].filter(({ automatic }) => !automatic), renamed }
}

/** Takes out what stays as it is. */
function matchSame({ recreated }: TablePair, keys: ForeignKeyDiff, old: Set<PhysicalIndex>, next: Set<PhysicalIndex>): void {
  for (const index of old) {
    // One that InnoDB made for a key that goes is left behind: it is dropped and made anew.
    if (touches(index, recreated) || (index.automatic && [...keys.dropped].some(({ name }) => name === index.name))) continue
    const same = [...next].find((other) => other.name === index.name && other.automatic === index.automatic && hasSameShape(index, other))
    if (same === undefined) continue
    old.delete(index)
    next.delete(same)
  }
}

function matchRenamed(
  { oldIndexes, after, recreated }: TablePair,
  { added }: ForeignKeyDiff,
  old: Set<PhysicalIndex>,
  next: Set<PhysicalIndex>,
): IndexDiff['renamed'] {
  const nextIndexes = [...after.indexes, ...automaticIndexes(after)]
  const renamed: IndexDiff['renamed'] = []
  for (const index of old) {
    if (touches(index, recreated) || index.mysqlOnly || hasName(nextIndexes, index.name)) continue
    const same = [...next].find((other) => !other.automatic && hasSameShape(index, other) && !hasName(oldIndexes, other.name))
    if (same === undefined) continue
    // One that InnoDB made goes as soon as it makes another, or another comes that serves: too early for a new name.
    const isRemade = [...added].some(({ name, columns }) => name !== index.name && serves(index, columns))
    if (index.automatic && (isRemade || isServedBesides(index, same, after, nextIndexes))) continue
    old.delete(index)
    next.delete(same)
    renamed.push({ before: index, after: same })
  }
  return renamed
}

/** A name that is taken on the other side would have to be free at the right moment. */
function hasName(indexes: readonly PhysicalIndex[], name: string): boolean {
  return indexes.some((index) => index.name.toLowerCase() === name.toLowerCase())
}

function isServedBesides(
  index: PhysicalIndex,
  same: PhysicalIndex,
  { primaryKey }: PhysicalTable,
  next: readonly PhysicalIndex[],
): boolean {
  const columns = index.columns.map(({ name }) => name)
  const others = next.filter((other) => other !== same && other.kind !== 'fulltext')
  return [...others, ...(primaryKey === null ? [] : [primaryKey])].some((key) => serves(key, columns, true))
}

/** InnoDB takes its own index away when another comes that serves the foreign key. */
function vanishes(index: PhysicalIndex, { kept }: ForeignKeyDiff): boolean {
  return index.automatic && [...kept.keys()].some(({ name }) => name === index.name)
}

function touches({ columns }: PhysicalIndex, names: ReadonlySet<string>): boolean {
  return columns.some(({ name }) => names.has(name))
}
