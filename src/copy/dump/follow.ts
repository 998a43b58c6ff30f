import type { CopyTable, SavedDigest } from '../../contract/copy.js'
import { createRowReader, isRejection, refuse, sizeOf } from '../convert.js'
import { Digest } from '../digest.js'
import { rowsFile } from './format.js'
import { readLines } from './read-lines.js'
import { dumpValues } from './values.js'

/** Reads a table of a dump while it is written, for its digest. */
export class DumpFollower {
  readonly #digest: Digest
  readonly #read: ReturnType<typeof createRowReader>
  #bytes = 0
  #size = 0

  constructor(
    private readonly folder: string,
    private readonly table: CopyTable,
  ) {
    this.#digest = new Digest(table)
    this.#read = createRowReader(table, dumpValues)
  }

  /**
   * Reads what has come up to a byte of the file.
   *
   * @param onProgress hears of rows, and of characters and bytes, since the beginning
   */
  async readTo(length: number, onProgress: (rows: number, size: number) => void): Promise<void> {
    if (length === this.#bytes) return
    const part = { from: this.#bytes, to: length }
    for await (const rows of readLines(this.folder, rowsFile(this.table), this.table.columns.length, part)) {
      for (const raw of rows) {
        const row = this.#read(raw)
        if (isRejection(row)) throw refuse(row)
        this.#digest.add(row)
        this.#size += sizeOf(row)
      }
    }
    this.#bytes = length
    onProgress(this.#digest.rows, this.#size)
  }

  save(): SavedDigest {
    return this.#digest.save()
  }
}
