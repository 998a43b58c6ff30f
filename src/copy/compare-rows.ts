import { setImmediate } from 'node:timers/promises'
import type { CopyCursor, CopyKey, CopyRow, CopySource, CopyTable, DriverRow } from '../contract/copy.js'
import { createRowReader, cursorOf, describeReason, isRejection, keyOf, type Rejection, refuse, show, sizeOf } from './convert.js'
import { Digest, hashRow } from './digest.js'
import type { Place } from './place.js'

/** One side of a comparison. */
export interface Side {
  readonly place: Place
  readonly source: CopySource
  /** Whether a row is left out. */
  readonly isLeftOut?: (table: CopyTable, key: CopyKey) => boolean
  /**
   * What becomes of a row that cannot be read: it ends the comparison, or is no row's equal, or is told and left out. A row whose key
   * cannot be read always ends it.
   */
  readonly unreadable: 'ends' | 'differs' | ((rejection: Rejection) => Promise<void>)
  /** Ends reading between two portions. */
  readonly signal?: AbortSignal | undefined
}

/** Somebody has stopped the comparison. */
export class StoppedError extends Error {
  override readonly name = 'StoppedError'
}

/** Rows of one page. */
const PAGE = 20_000

/** Rows in canonical form, and the same ones as the database gave them. */
interface Portion {
  readonly rows: readonly CopyRow[]
  readonly raw: readonly DriverRow[]
}

/** All rows of a table, as they come. @throws {StoppedError} */
export async function* readAll(side: Side, table: CopyTable): AsyncIterable<Portion> {
  const { place, source, isLeftOut, signal } = side
  const read = createRowReader(table, place.values)
  let after: CopyCursor | null = null
  for (let count = PAGE; count >= PAGE; ) {
    count = 0
    let last: DriverRow | undefined
    for await (const portion of source.readRows(table, after, PAGE)) {
      if (signal?.aborted) throw new StoppedError()
      count += portion.length
      last = portion.at(-1)
      const found: { rows: CopyRow[]; raw: DriverRow[] } = { rows: [], raw: [] }
      for (const raw of portion) {
        const one = read(raw)
        // The key is made where somebody asks for it alone.
        if (isLeftOut?.(table, isRejection(one) ? one.key : keyOf(table, one)) === true) continue
        const row = isRejection(one) ? await takeUnreadable(side, one) : one
        if (row === null) continue
        found.rows.push(row)
        found.raw.push(raw)
      }
      yield found
      // A source that answers at once would let nobody stop it.
      await setImmediate()
    }
    if (last !== undefined) after = cursorOf(table, last)
  }
}

/** Half a surrogate pair, which no canonical value holds; and not the same on both sides. */
const unreadableAt = ({ identity }: Place) => `\ud800${identity}`

async function takeUnreadable({ place, unreadable }: Side, rejection: Rejection): Promise<CopyRow | null> {
  if (unreadable === 'ends' || rejection.key.includes(null)) throw refuse(rejection)
  if (unreadable === 'differs') return rejection.row.map((value) => value ?? unreadableAt(place))
  await unreadable(rejection)
  return null
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
  for await (const { rows } of readAll(side, table)) {
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
  /** Its key as it stands on either side; null where there is no such row. */
  readonly source: CopyCursor | null
  readonly target: CopyCursor | null
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
    for await (const { rows } of readAll(side, table)) {
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
  readonly at: CopyCursor
  readonly low: number
  readonly high: number
}

async function compareBuckets(source: Side, target: Side, table: CopyTable, chosen: ReadonlySet<number>): Promise<RowDifference[]> {
  const expected = new Map<string, Found>()
  for await (const one of readChosen(source, table, chosen)) expected.set(nameOf(one.key), one)
  const differences: RowDifference[] = []
  for await (const { key, at, low, high } of readChosen(target, table, chosen)) {
    const wanted = expected.get(nameOf(key))
    expected.delete(nameOf(key))
    if (wanted === undefined) differences.push({ kind: 'extra', key, source: null, target: at })
    else if (wanted.low !== low || wanted.high !== high) differences.push({ kind: 'differs', key, source: wanted.at, target: at })
  }
  return [
    ...differences,
    ...[...expected.values()].map(({ key, at }): RowDifference => ({ kind: 'missing', key, source: at, target: null })),
  ]
}

/** The rows of some buckets. */
async function* readChosen(side: Side, table: CopyTable, chosen: ReadonlySet<number>): AsyncIterable<Found> {
  for await (const { rows, raw } of readAll(side, table)) {
    for (const [at, row] of rows.entries()) {
      const { key, low, high } = hashRow(table, row)
      if (chosen.has(key % BUCKETS)) yield { key: keyOf(table, row), at: cursorOf(table, raw[at] as DriverRow), low, high }
    }
  }
}

function nameOf(key: CopyKey): string {
  return JSON.stringify(key.map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value)))
}

/** The rows that are there of some keys. */
export async function readByKeys({ place, source }: Side, table: CopyTable, keys: readonly CopyCursor[]): Promise<CopyRow[]> {
  const read = createRowReader(table, place.values)
  return (await source.readByKeys(table, keys)).map((raw) => {
    const row = read(raw)
    if (isRejection(row)) throw refuse(row)
    return row
  })
}

/** What is different, in words: of two rows the fields. */
export async function describeDifference(source: Side, target: Side, table: CopyTable, difference: RowDifference): Promise<string> {
  const { kind } = difference
  if (kind === 'missing') return 'is not in the target'
  if (kind === 'extra') return 'is in the target alone'
  const [wanted, found] = [await readOne(source, table, difference.source), await readOne(target, table, difference.target)]
  if (typeof wanted === 'string') return `cannot be read in the source: ${wanted}`
  if (typeof found === 'string') return `cannot be read in the target: ${found}`
  const fields = table.columns.flatMap(({ field }, at) => {
    const [before, after] = [wanted[at] ?? null, found[at] ?? null]
    return nameOf([before]) === nameOf([after]) ? [] : [`${field} is ${show(after)} where the source has ${show(before)}`]
  })
  return fields.join(', ')
}

/** A row, or why it cannot be read. */
async function readOne({ place, source }: Side, table: CopyTable, key: CopyCursor | null): Promise<CopyRow | string> {
  const [raw] = key === null ? [] : await source.readByKeys(table, [key])
  if (raw === undefined) return 'it is gone'
  const row = createRowReader(table, place.values)(raw)
  return isRejection(row) ? describeReason(row) : row
}
