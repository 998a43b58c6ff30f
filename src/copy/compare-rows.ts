import type { CopyCursor, CopyKey, CopyRow, CopySource, CopyTable, DriverRow } from '../contract/copy.js'
import { createRowReader, cursorOf, isRejection, keyOf, type Rejection, refuse, show, sizeOf } from './convert.js'
import { Digest, hashRow } from './digest.js'
import type { Place } from './place.js'

/** One side of a comparison. */
export interface Side {
  readonly place: Place
  readonly source: CopySource
  /** Whether a row is left out. */
  readonly isLeftOut?: (table: CopyTable, key: CopyKey) => boolean
  /** Told of a row that cannot be read, which is left out then. Without it that ends the comparison. */
  readonly onUnreadable?: (rejection: Rejection) => Promise<void>
  /** Ends reading between two portions. */
  readonly signal?: AbortSignal | undefined
}

/** Somebody has stopped the comparison. */
export class StoppedError extends Error {
  override readonly name = 'StoppedError'
}

/** Rows of one page. */
const PAGE = 20_000

/** All rows of a table, in canonical form, as they come. @throws {StoppedError} */
export async function* readAll(
  { place, source, isLeftOut, onUnreadable, signal }: Side,
  table: CopyTable,
): AsyncIterable<readonly CopyRow[]> {
  const read = createRowReader(table, place.values)
  let after: CopyCursor | null = null
  for (let count = PAGE; count >= PAGE; ) {
    count = 0
    let last: DriverRow | undefined
    for await (const portion of source.readRows(table, after, PAGE)) {
      if (signal?.aborted) throw new StoppedError()
      count += portion.length
      last = portion.at(-1)
      const rows: CopyRow[] = []
      for (const raw of portion) {
        const row = read(raw)
        const isRejected = isRejection(row)
        if (isLeftOut?.(table, isRejected ? row.key : keyOf(table, row)) === true) continue
        if (!isRejected) rows.push(row)
        else if (onUnreadable === undefined) throw refuse(row)
        else await onUnreadable(row)
      }
      yield rows
    }
    if (last !== undefined) after = cursorOf(table, last)
  }
}

type OnProgress = (rows: number, bytes: number) => void

/** The digest of a whole table: the server's own where it makes one. */
export async function readDigest(side: Side, table: CopyTable, onProgress?: OnProgress): Promise<Digest> {
  const own = side.isLeftOut === undefined ? await side.source.readDigest?.(table) : null
  return own ? new Digest(table, own) : digestRows(side, table, onProgress)
}

/** The digest of a whole table, of its rows. */
export async function digestRows(side: Side, table: CopyTable, onProgress: OnProgress = () => undefined): Promise<Digest> {
  const digest = new Digest(table)
  let bytes = 0
  for await (const rows of readAll(side, table)) {
    for (const row of rows) {
      digest.add(row)
      bytes += sizeOf(row)
    }
    onProgress(digest.rows, bytes)
  }
  return digest
}

/** A row that is not the same on both sides. */
export interface RowDifference {
  readonly kind: 'missing' | 'extra' | 'differs'
  readonly key: CopyKey
}

/** Groups of rows by the hash of their key. */
const BUCKETS = 2 ** 14
/** Keys that are held at once. */
const MOST_KEYS = 50_000

/**
 * The rows of which one side has no equal, in groups. Neither side has to sort its keys as the other does: rows are put
 * into buckets by their keys' hashes, and those buckets that differ are read again, as many at a time as memory allows.
 */
export async function* findDifferences(source: Side, target: Side, table: CopyTable): AsyncIterable<readonly RowDifference[]> {
  const sums = new Float64Array(BUCKETS)
  const counts = new Uint32Array(BUCKETS)
  const collect = async (side: Side, sign: 1 | -1) => {
    for await (const rows of readAll(side, table)) {
      for (const row of rows) {
        const { key, low, high } = hashRow(table, row)
        const at = key % BUCKETS
        // Whole numbers far below 2^53 for any number of rows that a bucket may have.
        sums[at] = ((sums[at] as number) + sign * (low ^ high)) % 2 ** 48
        counts[at] = (counts[at] as number) + 1
      }
    }
  }
  await collect(source, 1)
  await collect(target, -1)
  const differing = [...counts.keys()].filter((at) => sums[at] !== 0)
  while (differing.length > 0) {
    const chosen = new Set<number>()
    let keys = 0
    while (differing.length > 0 && (chosen.size === 0 || keys < MOST_KEYS)) {
      const at = differing.pop() as number
      chosen.add(at)
      keys += counts[at] as number
    }
    yield await compareBuckets(source, target, table, chosen)
  }
}

interface Found {
  readonly key: CopyKey
  readonly low: number
  readonly high: number
}

async function compareBuckets(source: Side, target: Side, table: CopyTable, chosen: ReadonlySet<number>): Promise<RowDifference[]> {
  const expected = new Map<string, Found>()
  for await (const rows of readAll(source, table)) {
    for (const row of rows) {
      const { key: hash, low, high } = hashRow(table, row)
      if (!chosen.has(hash % BUCKETS)) continue
      const key = keyOf(table, row)
      expected.set(nameOf(key), { key, low, high })
    }
  }
  const differences: RowDifference[] = []
  for await (const rows of readAll(target, table)) {
    for (const row of rows) {
      const { key: hash, low, high } = hashRow(table, row)
      if (!chosen.has(hash % BUCKETS)) continue
      const key = keyOf(table, row)
      const found = expected.get(nameOf(key))
      expected.delete(nameOf(key))
      if (found === undefined) differences.push({ kind: 'extra', key })
      else if (found.low !== low || found.high !== high) differences.push({ kind: 'differs', key })
    }
  }
  return [...differences, ...[...expected.values()].map(({ key }): RowDifference => ({ kind: 'missing', key }))]
}

function nameOf(key: CopyKey): string {
  return JSON.stringify(key.map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value)))
}

/** The rows of some keys, by their keys. */
export async function readByKeys({ place, source }: Side, table: CopyTable, keys: readonly CopyKey[]): Promise<CopyRow[]> {
  const read = createRowReader(table, place.values)
  return (await source.readByKeys(table, keys)).map((raw) => {
    const row = read(raw)
    if (isRejection(row)) throw refuse(row)
    return row
  })
}

/** What is different, in words: of two rows the fields. */
export async function describeDifference(source: Side, target: Side, table: CopyTable, { kind, key }: RowDifference): Promise<string> {
  if (kind === 'missing') return 'is not in the target'
  if (kind === 'extra') return 'is in the target alone'
  const [[wanted], [found]] = [await readByKeys(source, table, [key]), await readByKeys(target, table, [key])]
  const fields = table.columns.flatMap(({ field }, at) => {
    const [before, after] = [wanted?.[at] ?? null, found?.[at] ?? null]
    return nameOf([before]) === nameOf([after]) ? [] : [`${field} is ${show(after)} where the source has ${show(before)}`]
  })
  return fields.join(', ')
}
