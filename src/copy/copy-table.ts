import { setImmediate } from 'node:timers/promises'
import type { CopyCursor, CopyRow, CopySource, CopyTable, CopyTarget, DriverRow } from '../contract/copy.js'
import { createRowCheck, createRowReader, cursorOf, isRejection, keyOf, type Rejection, sizeOf } from './convert.js'
import { Digest } from './digest.js'
import type { OnEvent } from './events.js'
import type { Job, TableState } from './job.js'
import type { Place } from './place.js'
import { type Rejects, reject } from './rejects.js'

/** Characters and bytes of a batch at most, whatever its rows. */
const BATCH_SIZE = 2 ** 22

/** Batches of one page: a query that reads on while others are written. */
const PAGE_BATCHES = 8

export interface TableCopy {
  readonly table: CopyTable
  readonly source: CopySource
  readonly target: CopyTarget
  readonly from: Place
  readonly to: Place
  readonly job: Job
  /** Null where the first row that cannot be copied ends the copy. */
  readonly rejects: Rejects | null
  readonly batchSize: number
  readonly signal: AbortSignal | undefined
  readonly onEvent: OnEvent
  /** A batch more is there. */
  readonly onWritten: () => void
}

interface Batch {
  readonly rows: CopyRow[]
  /** Of each row the values of its key as the source gave them, one after the other: rows of the source that live as long cost time. */
  readonly keys: DriverRow[number][]
  readonly rejected: Rejection[]
  size: number
  /** The last one as the source gave it, a rejected one too. */
  last: DriverRow | null
}

const createBatch = (): Batch => ({ rows: [], keys: [], rejected: [], size: 0, last: null })

/**
 * Copies what is left of a table. While a batch is written the next one is read.
 *
 * @returns the digest of what was written now, or null where the table was begun before and part of it is not in the digest
 */
export async function copyTable(copy: TableCopy): Promise<Digest | null> {
  const { table, source, batchSize, signal } = copy
  const begun = copy.job.stateOf(table)
  const digest = new Digest(table)
  if (begun.done) return null
  const [read, check] = [createRowReader(table, copy.from.values), createRowCheck(table, copy.to.values)]
  const writer = new TableWriter(copy, digest)
  const page = batchSize * PAGE_BATCHES
  let after = begun.after
  try {
    for (let count = page; count >= page && !signal?.aborted; ) {
      count = 0
      let batch = createBatch()
      for await (const portion of source.readRows(table, after, page)) {
        for (const raw of portion) {
          count += 1
          add(table, batch, digest, raw, read(raw), check)
          if (batch.rows.length < batchSize && batch.size < BATCH_SIZE) continue
          after = cursorOf(table, raw)
          await writer.write(batch)
          batch = createBatch()
        }
        if (signal?.aborted) break
        // A source that answers at once would keep the batch before from being written meanwhile.
        await setImmediate()
      }
      if (batch.last === null || signal?.aborted) continue
      after = cursorOf(table, batch.last)
      await writer.write(batch)
    }
    await writer.settle()
  } catch (error) {
    // What is on its way is written or not, and its note with it.
    await writer.settle().catch(() => undefined)
    throw error
  }
  if (signal?.aborted) return null
  const state = copy.job.stateOf(table)
  await copy.job.setState(table, { ...state, done: true }, (note) => copy.target.writeNote(note))
  return begun.after === null ? digest : null
}

function add(
  { key }: CopyTable,
  batch: Batch,
  digest: Digest,
  source: DriverRow,
  row: CopyRow | Rejection,
  check: (row: CopyRow) => Rejection | null,
): void {
  const rejection = isRejection(row) ? row : check(row)
  batch.last = source
  if (rejection !== null) batch.rejected.push(rejection)
  else {
    batch.rows.push(row as CopyRow)
    for (const at of key) batch.keys.push(source[at])
    digest.add(row as CopyRow)
  }
  batch.size += sizeOf(rejection === null ? (row as CopyRow) : rejection.row)
}

/** Writes one batch at a time, each with the note of how far the table is, while one waits, so that neither side waits for the other. */
class TableWriter {
  #before: Promise<void> = Promise.resolve()
  #pending: Promise<void> = Promise.resolve()
  #bytes = 0

  constructor(
    private readonly copy: TableCopy,
    private readonly digest: Digest,
  ) {}

  /** Returns when the batch before the last one is written; after one that failed none is. */
  async write(batch: Batch): Promise<void> {
    await this.#before
    this.#before = this.#pending
    this.#pending = this.#pending.then(() => this.#writeNow(batch))
    // Whoever waits for it next is told.
    this.#pending.catch(() => undefined)
  }

  async settle(): Promise<void> {
    await this.#pending
  }

  async #writeNow({ rows, keys, rejected, last, size }: Batch): Promise<void> {
    const { table, job, onEvent } = this.copy
    for (const rejection of rejected) await this.#reject(rejection)
    if (last !== null) await this.#insert(rows, keys, cursorOf(table, last))
    this.copy.onWritten()
    this.#bytes += size
    onEvent({ event: 'progress', phase: 'copy', model: table.model, rows: job.stateOf(table).rows, bytes: this.#bytes })
  }

  /** @param after the row that the table's note is about; it may be a rejected one */
  async #insert(rows: readonly CopyRow[], keys: Batch['keys'], after: CopyCursor): Promise<void> {
    const { table, target, job, rejects } = this.copy
    const before = job.stateOf(table)
    const state: TableState = { after, rows: before.rows + rows.length, done: false, rejects: rejects?.length ?? before.rejects }
    await rejects?.sync()
    if (rows.length === 0) return job.setState(table, state, (note) => target.writeNote(note))
    try {
      await job.setState(table, state, (note) => target.writeRows(table, rows, note))
    } catch (error) {
      const reason = target.explainRefusal(error)
      if (reason === null) throw error
      await this.#divide(rows, keys, after, reason)
    }
  }

  /** Of a batch that the server refuses the rows are found that it is about. */
  async #divide(rows: readonly CopyRow[], keys: Batch['keys'], after: CopyCursor, reason: string): Promise<void> {
    const { table } = this.copy
    const [row] = rows
    if (row !== undefined && rows.length === 1) {
      await this.#reject({ table, key: keyOf(table, row), field: null, reason, row })
      this.digest.remove(row)
      return this.#insert([], [], after)
    }
    const half = rows.length >> 1
    const { length } = table.key
    const first = keys.slice(0, half * length)
    await this.#insert(rows.slice(0, half), first, first.slice(-length) as CopyCursor)
    await this.#insert(rows.slice(half), keys.slice(half * length), after)
  }

  #reject(rejection: Rejection): Promise<void> {
    const { rejects, onEvent } = this.copy
    return reject(rejection, rejects, onEvent, 'What was copied stays: --resume.')
  }
}
