import { Worker } from 'node:worker_threads'
import type { CopySource, CopyTable, SavedDigest } from '../contract/copy.js'
import { Digest } from './digest.js'
import type { Place, PlaceAddress } from './place.js'

/** What a thread begins with. */
export interface ReaderData {
  readonly address: PlaceAddress
  readonly tables: readonly CopyTable[]
}

/** A table that the thread is to read, by its place among the tables. */
export interface ReaderQuestion {
  readonly table: number
  /** How much of it can be read (`CopyTarget.readableOf`); null for all of it. */
  readonly readable: number | null
  /** No more of it comes. */
  readonly isWhole: boolean
}

/** What the thread says of a table, by its place among the tables: how far it is, and at last its digest, or null where it has none. */
export type ReaderAnswer =
  | { readonly table: number; readonly rows: number; readonly bytes: number }
  | { readonly table: number; readonly digest: SavedDigest | null }

type OnProgress = (rows: number, bytes: number) => void

/**
 * Megabytes of the thread's heap, for what lives short and in all. It takes what it may before it looks for garbage; a row that does
 * not fit ends it, and this thread reads the table.
 */
const YOUNG_GENERATION = 6
const HEAP = 96

/**
 * Digests of a place's tables, one after the other, while this thread copies or reads the other side: the server makes them, or a thread
 * of its own reads the rows. It promises nothing: where there is no thread, as in a bundle of one file, or one that fails, they are null.
 */
export class DigestReader {
  readonly #digests = new Map<CopyTable, Promise<Digest | null>>()
  readonly #waiting = new Map<number, (digest: Digest | null) => void>()
  readonly #progress = new Map<number, OnProgress>()
  #last: Promise<Digest | null> = Promise.resolve(null)
  #source: Promise<CopySource> | null = null
  #worker: Worker | null = null
  /** It answers nothing any more. */
  #hasEnded = false

  constructor(
    private readonly place: Place,
    private readonly tables: readonly CopyTable[],
    private readonly program = new URL('./copy-reader-worker.js', import.meta.url),
  ) {}

  /** Whether a table is being read, or was. */
  has(table: CopyTable): boolean {
    return this.#digests.has(table)
  }

  /** Makes ready what reads, so that it is when the first table is there. */
  warmUp(): void {
    const start = async () => {
      const { readDigest } = await this.#openSource()
      if (readDigest === undefined) this.#worker ??= this.#start()
    }
    this.#last = start().then(
      () => null,
      () => null,
    )
  }

  /** Reads what there is of a table that is being written, whose digest {@link begin} asks for at last. */
  follow(table: CopyTable, readable: number): void {
    this.#tell({ table: this.tables.indexOf(table), readable, isWhole: false })
  }

  /** @param readable of a table that was followed, how much there is of it at last */
  begin(table: CopyTable, readable: number | null = null): void {
    const read = async () => (await this.#askServer(table)) ?? this.#askThread(table, readable)
    this.#last = this.#last.then(read).catch(() => null)
    this.#digests.set(table, this.#last)
  }

  /** Null where it was not read, or could not be. Once: after a repair it would be another. */
  async take(table: CopyTable, onProgress: OnProgress): Promise<Digest | null> {
    this.#progress.set(this.tables.indexOf(table), onProgress)
    const digest = (await this.#digests.get(table)) ?? null
    this.#digests.delete(table)
    return digest
  }

  async end(): Promise<void> {
    await this.#worker?.terminate()
    const source = await this.#source?.catch(() => null)
    await source?.end()
  }

  async #askServer(table: CopyTable): Promise<Digest | null> {
    const source = await this.#openSource()
    const digest = await source.readDigest?.(table)
    return digest ? new Digest(table, digest) : null
  }

  #openSource(): Promise<CopySource> {
    this.#source ??= this.place.openWritten()
    return this.#source
  }

  async #askThread(table: CopyTable, readable: number | null): Promise<Digest | null> {
    if (this.#hasEnded) return null
    const at = this.tables.indexOf(table)
    const digest = new Promise<Digest | null>((resolve) => this.#waiting.set(at, resolve))
    this.#tell({ table: at, readable, isWhole: true })
    return digest
  }

  #tell(question: ReaderQuestion): void {
    if (this.#hasEnded) return
    this.#worker ??= this.#start()
    this.#worker.postMessage(question)
  }

  #start(): Worker {
    const workerData: ReaderData = { address: this.place.address, tables: this.tables }
    const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_GENERATION, maxOldGenerationSizeMb: HEAP }
    const worker = new Worker(this.program, { workerData, execArgv: [], resourceLimits })
    worker.on('message', (answer: ReaderAnswer) => {
      if ('rows' in answer) this.#progress.get(answer.table)?.(answer.rows, answer.bytes)
      else this.#settle(answer.table, answer.digest)
    })
    const fail = () => {
      this.#hasEnded = true
      for (const at of [...this.#waiting.keys()]) this.#settle(at, null)
    }
    worker.on('error', fail)
    worker.on('exit', fail)
    return worker
  }

  #settle(at: number, digest: SavedDigest | null): void {
    this.#waiting.get(at)?.(digest === null ? null : new Digest(this.tables[at] as CopyTable, digest))
    this.#waiting.delete(at)
  }
}
