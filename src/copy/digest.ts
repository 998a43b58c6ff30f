import type { CopyRow, CopyTable, CopyValue, SavedDigest } from '../contract/copy.js'
import { endOfSeconds, hash, hashInstant, hashJson, hashValue } from '../contract/hash.js'
import type { Storage } from '../contract/storage.js'

/*
 * A checksum that does not depend on the order of rows: of each column the sum of its values' hashes, each seeded with the hash of the
 * row's key, so that values that changed places are seen too. Of the key's own columns it is the sum of the keys' hashes.
 */

/** The hashes of a row: of its key, without a sign, and of all of it. */
export interface RowHash {
  readonly key: number
  readonly low: number
  readonly high: number
}

/** Leaves the hash of a value in {@link hash}, seeded with the one that is there. Null changes it too. */
function hashNext(value: CopyValue): void {
  if (value === null) hash.low ^= 0x9e3779b9
  else hashValue(value, hash.low, hash.high)
}

export function hashRow(table: CopyTable, row: CopyRow): RowHash {
  hash.low = 0
  hash.high = 0
  for (const at of table.key) hashNext(row[at] ?? null)
  const key = hash.low >>> 0
  for (const value of row) hashNext(value)
  return { key, low: hash.low, high: hash.high }
}

type Hash = (value: string, seedLow: number, seedHigh: number) => void

/** Hashes a canonical value as PostgreSQL writes it, which makes its own digests; null where that is the same. */
function findHash({ kind }: Storage): Hash | null {
  switch (kind) {
    case 'json':
      return hashJson
    case 'timestamp':
    case 'timestamptz':
      return hashInstant
    case 'time':
      return (value, low, high) => hashValue(value.slice(0, endOfSeconds(value, value.length)), low, high)
    default:
      return null
  }
}

/** One more than a half of a sum holds. */
const HALF = 2 ** 32

/** How many rows, and the sums of each column. */
export class Digest {
  rows = 0
  readonly #sums: Uint32Array
  readonly #isKey: readonly boolean[]
  readonly #hashes: readonly (Hash | null)[]

  constructor(
    private readonly table: CopyTable,
    from: SavedDigest | null = null,
  ) {
    this.#sums = new Uint32Array(table.columns.length * 2)
    this.#isKey = table.columns.map((_, at) => table.key.includes(at))
    this.#hashes = table.columns.map(({ storage }) => findHash(storage))
    if (from === null) return
    this.rows = from.rows
    this.#sums.set(from.sums)
  }

  add(row: CopyRow): void {
    this.#change(row, 1)
  }

  remove(row: CopyRow): void {
    this.#change(row, -1)
  }

  /** What is left without the rows of another. */
  minus(other: Digest): Digest {
    const rest = new Digest(this.table, this.save())
    rest.rows -= other.rows
    for (let at = 0; at < rest.#sums.length; at += 2) rest.#add(at, -1, other.#sums[at] as number, other.#sums[at + 1] as number)
    return rest
  }

  save(): SavedDigest {
    return { rows: this.rows, sums: [...this.#sums] }
  }

  /** The fields whose values differ; none where all are alike. */
  differsIn(other: Digest): string[] {
    return this.table.columns
      .filter((_, at) => this.#sums[at * 2] !== other.#sums[at * 2] || this.#sums[at * 2 + 1] !== other.#sums[at * 2 + 1])
      .map(({ field }) => field)
  }

  equals(other: Digest): boolean {
    return this.rows === other.rows && this.differsIn(other).length === 0
  }

  #change(row: CopyRow, sign: 1 | -1): void {
    hash.low = 0
    hash.high = 0
    for (const at of this.table.key) this.#hash(row, at, hash.low, hash.high)
    const { low, high } = hash
    this.rows += sign
    for (let at = 0; at < row.length; at += 1) {
      // As a server's own sums leave null out.
      if (row[at] === null) continue
      if (this.#isKey[at]) this.#add(at * 2, sign, low, high)
      else {
        this.#hash(row, at, low, high)
        this.#add(at * 2, sign, hash.low, hash.high)
      }
    }
  }

  #hash(row: CopyRow, at: number, low: number, high: number): void {
    const value = row[at] as CopyValue
    const hashOwn = this.#hashes[at]
    // As a key it is a text without characters to the server.
    if (value === null) hashValue('', low, high)
    else if (hashOwn) hashOwn(value as string, low, high)
    else hashValue(value, low, high)
  }

  #add(at: number, sign: 1 | -1, low: number, high: number): void {
    const sum = (this.#sums[at] as number) + sign * (low >>> 0)
    const carry = sum >= HALF ? 1 : sum < 0 ? -1 : 0
    this.#sums[at] = sum - carry * HALF
    this.#sums[at + 1] = (this.#sums[at + 1] as number) + sign * (high >>> 0) + carry
  }
}
