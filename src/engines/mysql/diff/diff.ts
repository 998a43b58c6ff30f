import { byName, isChanged } from './columns.js'
import { foldCounterKeys, withFolded } from './counters.js'
import { diffForeignKeys, type ForeignKeyDiff, renewBlocking } from './foreign-keys.js'
import { diffIndexesAsPrisma, type IndexDiff } from './indexes.js'
import { diffIndexes } from './own-indexes.js'
import type { PhysicalTable } from './physical.js'
import type { Step, TableChange } from './steps.js'
import type { Style } from './style.js'
import { pairTables, type TablePair } from './table-pair.js'

/** A table that stays, with all that differs. */
interface TableDiff {
  readonly pair: TablePair
  readonly keys: ForeignKeyDiff
  readonly indexes: IndexDiff
  readonly alter: readonly TableChange[]
}

/** The steps from one schema to another, in Prisma's order. */
export function diffTables(before: readonly PhysicalTable[], after: readonly PhysicalTable[], style: Style): Step[] {
  // Prisma finds the old tables in a database, which lists them by name.
  const old = [...before].sort(byName)
  const diffs = diffKept(old, after, style)
  const dropped = old.filter((table) => !after.some(({ name }) => name === table.name))
  const created = after.filter((table) => !before.some(({ name }) => name === table.name))
  return [
    ...dropForeignKeys(old, dropped, diffs),
    ...diffs
      .filter(({ pair }) => pair.before.collation !== pair.after.collation)
      .map(({ pair }): Step => ({ name: 'ConvertTable', table: pair.before.name })),
    ...placeIndexDrops(diffs),
    ...dropped.map((table): Step => ({ name: 'DropTable', table })),
    ...created.map((table): Step => ({ name: 'CreateTable', table })),
    ...diffs.flatMap(({ pair, indexes }) => indexes.added.map((index): Step => ({ name: 'CreateIndex', table: pair.before.name, index }))),
    ...addForeignKeys(after, created, diffs),
    ...diffs.flatMap(({ pair, indexes }) =>
      indexes.renamed.map(
        (index): Step => ({ name: 'RenameIndex', table: pair.before.name, from: index.before.name, to: index.after.name }),
      ),
    ),
  ]
}

function diffKept(before: readonly PhysicalTable[], after: readonly PhysicalTable[], style: Style): TableDiff[] {
  const pairs = before.flatMap((table) => {
    const next = after.find(({ name }) => name === table.name)
    return next === undefined ? [] : [pairTables(table, next, style)]
  })
  const diffs = pairs.map((pair): TableDiff => {
    const keys = diffForeignKeys(pair, style)
    const indexes = style === 'prisma' ? diffIndexesAsPrisma(pair, keys) : diffIndexes(pair, keys)
    return fold({ pair, keys, indexes, alter: alterTable(pair) }, style)
  })
  if (style === 'refract') renewAcross(diffs)
  return diffs
}

function renewAcross(diffs: readonly TableDiff[]): void {
  const grounds = diffs.map(({ pair, indexes, alter }) => {
    const folded = alter.flatMap((change) => (change.kind === 'drop-index' ? [change.index] : []))
    return { pair, dropped: [...indexes.dropped, ...folded] }
  })
  for (const { pair, keys } of diffs) renewBlocking(pair, keys, grounds)
}

function fold(diff: TableDiff, style: Style): TableDiff {
  if (style === 'prisma') return diff
  const folded = foldCounterKeys(diff.pair, diff.indexes)
  const { dropped, added, renamed } = diff.indexes
  return {
    ...diff,
    alter: withFolded(diff.alter, folded),
    indexes: {
      dropped: dropped.filter((index) => !folded.dropped.includes(index)),
      added: added.filter((index) => !folded.added.includes(index)),
      renamed,
    },
  }
}

function alterTable({ after, columns, primaryKey }: TablePair): TableChange[] {
  const changed = columns.kept.filter(isChanged)
  return [
    ...(primaryKey.dropped ? [{ kind: 'drop-primary-key' } as const] : []),
    ...columns.dropped.map((column): TableChange => ({ kind: 'drop-column', column })),
    ...columns.added.map((column): TableChange => ({ kind: 'add-column', column })),
    ...changed.map((pair): TableChange => ({ kind: pair.cast === 'impossible' ? 'recreate-column' : 'alter-column', columns: pair })),
    ...(primaryKey.added && after.primaryKey !== null ? [{ kind: 'add-primary-key', key: after.primaryKey } as const] : []),
  ]
}

function dropForeignKeys(before: readonly PhysicalTable[], dropped: readonly PhysicalTable[], diffs: readonly TableDiff[]): Step[] {
  return before.flatMap((table) => {
    const diff = diffs.find(({ pair }) => pair.before === table)
    return table.foreignKeys
      .filter((key) => dropped.includes(table) || diff?.keys.dropped.has(key))
      .map((key): Step => ({ name: 'DropForeignKey', table: table.name, key }))
  })
}

function addForeignKeys(after: readonly PhysicalTable[], created: readonly PhysicalTable[], diffs: readonly TableDiff[]): Step[] {
  return after.flatMap((table) => {
    const diff = diffs.find(({ pair }) => pair.after === table)
    return table.foreignKeys
      .filter((key) => created.includes(table) || diff?.keys.added.has(key))
      .map((key): Step => ({ name: 'AddForeignKey', table: table.name, key }))
  })
}

/** The index drops, then the table changes. A unique index waits until the primary key that replaces it is there. */
function placeIndexDrops(diffs: readonly TableDiff[]): Step[] {
  const early: Step[] = []
  const alters = diffs.flatMap(({ pair, indexes, alter }) => {
    const late: Step[] = []
    for (const index of indexes.dropped) {
      const replaced =
        index.kind === 'unique' &&
        isReplaced(
          pair,
          index.columns.map(({ name }) => name),
        )
      ;(replaced ? late : early).push({ name: 'DropIndex', table: pair.before.name, index })
    }
    const step: Step[] = alter.length === 0 ? [] : [{ name: 'AlterTable', table: pair.before.name, changes: alter }]
    return [...step, ...late]
  })
  return [...early, ...alters]
}

function isReplaced({ before, after, columns, primaryKey, recreated }: TablePair, names: readonly string[]): boolean {
  const gone = names.some((name) => recreated.has(name) || columns.dropped.some((column) => column.name === name))
  const same = after.primaryKey?.columns.map(({ name }) => name).join('\0') === names.join('\0')
  return before.primaryKey === null && primaryKey.added && same && !gone
}
