import type { CopyTable, SavedDigest } from '../contract/copy.js'
import { describeDifference, digestRows, findDifferences, readDigest, type Side } from './compare-rows.js'
import { describeRow, show } from './convert.js'
import { Digest } from './digest.js'
import type { DigestReader } from './digest-reader.js'
import type { OnEvent } from './events.js'
import type { TableReport } from './request.js'

export interface Comparison {
  readonly table: CopyTable
  readonly source: Side
  readonly target: Side
  /** Rows of the source that are there, and those of them that are left out. */
  readonly rows: number
  readonly leftOut: number
  /** The digest of what this process has copied; undefined where the source is to be read. */
  readonly known: Digest | undefined
  /** What stood in the table before rows were added. */
  readonly before: SavedDigest | undefined
  readonly reader: DigestReader
  readonly onEvent: OnEvent
}

/** Rows that are named at most of a table whose sides differ. */
export const NAMED = 20

/** Compares a table of both sides: counts and checksums, and where they differ the rows. */
export async function compareTable(comparison: Comparison): Promise<TableReport> {
  const { table, rows, leftOut, onEvent } = comparison
  const { model } = table
  onEvent({ event: 'begin', phase: 'verify', model, rows: 0, total: rows })
  const { wanted, found } = await readDigests(comparison)
  onEvent({ event: 'end', phase: 'verify', model, rows: found.rows })
  const unread = rows - wanted.rows - leftOut
  if (unread > 0) {
    return {
      model,
      rows,
      equal: false,
      differences: [`${unread} ${unread === 1 ? 'row of the source was' : 'rows of the source were'} not found in the order of its key`],
    }
  }
  if (wanted.equals(found)) return { model, rows, equal: true, differences: [] }
  const named = await nameDifferences(comparison)
  const fields = wanted.differsIn(found).join(', ')
  const sums = `${wanted.rows} rows in the source, ${found.rows} in the target; the checksums of ${fields} differ`
  return { model, rows, equal: false, differences: named.length > 0 ? named : [sums] }
}

async function readDigests({ table, source, target, known, before, reader, onEvent }: Comparison) {
  const onProgress = (rows: number, bytes: number) => onEvent({ event: 'progress', phase: 'verify', model: table.model, rows, bytes })
  const added = (all: Digest) => (before === undefined ? all : all.minus(new Digest(table, before)))
  // Both sides at once, where both have to be read.
  if (known === undefined && !reader.has(table)) reader.begin(table)
  const wanted = known ?? (await readDigest(source, table))
  const found = added((await reader.take(table, onProgress)) ?? (await readDigest(target, table, onProgress)))
  if (wanted.equals(found)) return { wanted, found }
  // A server's own texts are not always the canonical ones, which decide; and another connection may see another moment.
  return { wanted: known ?? (await digestRows(source, table)), found: added(await digestRows(target, table, onProgress)) }
}

async function nameDifferences({ table, source, target, before, onEvent }: Comparison): Promise<string[]> {
  const named: string[] = []
  for await (const group of findDifferences(source, target, table)) {
    for (const one of group) {
      if (before !== undefined && one.kind === 'extra') continue
      const difference = await describeDifference(source, target, table, one)
      named.push(`${describeRow(table, one.key)} ${difference}`)
      onEvent({ event: 'difference', model: table.model, key: one.key.map(show).join(', '), difference })
      if (named.length >= NAMED) return named
    }
  }
  return named
}
