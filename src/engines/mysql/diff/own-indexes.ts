import { type ForeignKeyDiff, renew } from './foreign-keys.js'
import { hasSameShape, type IndexDiff } from './indexes.js'
import { automaticIndexes, type PhysicalIndex, serves } from './physical.js'
import type { TablePair } from './table-pair.js'

/**
 * So that the table ends with the indexes of a fresh install, InnoDB's own among them: the next diff starts from there.
 * Renews the foreign keys that stand on an index which goes.
 */
export function diffIndexes(pair: TablePair, keys: ForeignKeyDiff): IndexDiff {
  const old = new Set(pair.oldIndexes)
  const next = new Set<PhysicalIndex>([...pair.after.indexes, ...automaticIndexes(pair.after)])
  matchSame(pair, keys, old, next)
  const renamed = matchRenamed(pair, old, next)
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
    const same = [...next].find(
      (other) => other.name === index.name && other.automatic === index.automatic && hasSameShape(index, other),
    )
    if (same === undefined) continue
    old.delete(index)
    next.delete(same)
  }
}

function matchRenamed({ oldIndexes, after, recreated }: TablePair, old: Set<PhysicalIndex>, next: Set<PhysicalIndex>): IndexDiff['renamed'] {
  const renamed: IndexDiff['renamed'] = []
  const [oldNames, nextNames] = [oldIndexes, [...after.indexes, ...automaticIndexes(after)]].map((list) => new Set(list.map(({ name }) => name.toLowerCase())))
  for (const index of old) {
    // A name that is taken on the other side would have to be free at the right moment.
    if (touches(index, recreated) || index.mysqlOnly || nextNames?.has(index.name.toLowerCase())) continue
    const same = [...next].find(
      (other) => !other.automatic && hasSameShape(index, other) && !oldNames?.has(other.name.toLowerCase()),
    )
    if (same === undefined) continue
    old.delete(index)
    next.delete(same)
    renamed.push({ before: index, after: same })
  }
  return renamed
}

/** InnoDB takes its own index away when another comes that serves the foreign key. */
function vanishes(index: PhysicalIndex, { kept }: ForeignKeyDiff): boolean {
  return index.automatic && [...kept.keys()].some(({ name }) => name === index.name)
}

function touches({ columns }: PhysicalIndex, names: ReadonlySet<string>): boolean {
  return columns.some(({ name }) => names.has(name))
}
