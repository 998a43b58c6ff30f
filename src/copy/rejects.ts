import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, open, rm, stat } from 'node:fs/promises'
import type { CopyTable, CopyValue } from '../contract/copy.js'
import { RefractError } from '../contract/errors.js'
import { readWholeLines } from '../engines/whole-lines.js'
import { describeRejection, type Rejection, refuse, show } from './convert.js'
import { writeAll } from './dump/write-all.js'
import type { OnEvent } from './events.js'

/** Characters of a key's hash: 96 bits. */
const HASH_LENGTH = 16

/**
 * The file of rows that could not be copied: JSON Lines of model, key, field, reason and the row in canonical form. Lines are on the
 * disk before the batch is that leaves their rows out.
 */
export class Rejects {
  #file: FileHandle | null = null
  #length = 0
  /** Of each table the hashes of its keys, which are shorter. */
  readonly #keys = new Map<string, Set<string>>()

  constructor(readonly path: string) {}

  get length(): number {
    return this.#length
  }

  get count(): number {
    return [...this.#keys.values()].reduce((sum, keys) => sum + keys.size, 0)
  }

  countOf({ name }: CopyTable): number {
    return this.#keys.get(name)?.size ?? 0
  }

  /**
   * Opens the file, empty or where an interruption has left it: what was written after `length` belongs to a batch that was not.
   *
   * @param mayReplace whether rows of an earlier copy may go
   * @throws {RefractError} `REFRACT_COPY` where the file is another, or gone: its rows would be missing and nobody would know; or where
   * nothing can be written to it
   */
  async begin(length: number, mayReplace: boolean): Promise<void> {
    const { size } = await stat(this.path).catch(() => ({ size: 0 }))
    if (size < length) throw this.#refuse()
    if (size > 0 && !mayReplace) {
      throw new RefractError('REFRACT_COPY', `The file ${this.path} is there already: it may be of an earlier copy.`, {
        hint: 'Move it away, or name another: --rejects.',
      })
    }
    if (length > 0) await this.#read(length)
    try {
      this.#file = await open(this.path, length === 0 ? 'w' : 'r+')
    } catch (error) {
      throw new RefractError('REFRACT_COPY', `Rejected rows cannot be written to ${this.path}: ${(error as Error).message}`, {
        hint: 'Nothing was copied. Name another file: --rejects.',
        cause: error,
      })
    }
    await this.#file.truncate(length)
    this.#length = length
  }

  /** Whether a row is among them. */
  has({ name }: CopyTable, key: readonly CopyValue[]): boolean {
    const keys = this.#keys.get(name)
    return keys?.has(hashKey(key.map(print))) ?? false
  }

  async add({ table, key, field, reason, row }: Rejection): Promise<void> {
    if (this.#file === null) throw new Error('The file of rejected rows was not opened.')
    const named = (values: readonly CopyValue[], places: readonly number[]) =>
      Object.fromEntries(places.map((at, index) => [table.columns[at]?.field, print(values[index] ?? null)]))
    const line = {
      model: table.model,
      table: table.name,
      key: named(key, table.key),
      field,
      reason,
      row: named(row, [...table.columns.keys()]),
    }
    const bytes = Buffer.from(`${JSON.stringify(line)}\n`)
    await writeAll(this.#file, bytes, this.#length)
    this.#length += bytes.length
    this.#remember(table.name, key.map(print))
  }

  async sync(): Promise<void> {
    await this.#file?.datasync()
  }

  /** An empty file goes. */
  async close(): Promise<void> {
    if (this.#file === null) return
    await this.#file.close()
    if (this.#length === 0) await rm(this.path, { force: true })
  }

  /** Before anything is cut off: it may be somebody else's file. */
  async #read(length: number): Promise<void> {
    // Not by node:readline, which ends a line at U+2028 too.
    for await (const lines of readWholeLines(createReadStream(this.path, { end: length - 1 }))) {
      for (const line of lines.split('\n')) this.#readLine(line)
    }
  }

  #readLine(text: string): void {
    try {
      const { table, key } = JSON.parse(text) as { table: string; key: Record<string, string | null> }
      this.#remember(table, Object.values(key))
    } catch (error) {
      throw this.#refuse(error)
    }
  }

  #remember(table: string, key: readonly (string | null)[]): void {
    const keys = this.#keys.get(table) ?? new Set()
    this.#keys.set(table, keys.add(hashKey(key)))
  }

  #refuse(cause?: unknown): RefractError {
    return new RefractError(
      'REFRACT_COPY',
      `The file ${this.path} is not the one that the interrupted copy has written rejected rows to.`,
      {
        hint: 'Name that one, or begin anew with --replace.',
        cause,
      },
    )
  }
}

/**
 * Puts a row into the file and tells of it.
 *
 * @param outcome what was done before, in a sentence
 * @throws {RefractError} `REFRACT_COPY` where there is no file
 */
export async function reject(rejection: Rejection, rejects: Rejects | null, onEvent: OnEvent, outcome: string): Promise<void> {
  const { table, key } = rejection
  // After a key that cannot be read nothing can be read.
  if (rejects === null || key.includes(null)) throw refuse(rejection, outcome)
  await rejects.add(rejection)
  onEvent({ event: 'rejected', model: table.model, key: key.map(show).join(', '), reason: describeRejection(rejection) })
}

/** Bytes in base64. */
function print(value: CopyValue): string | null {
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value
}

function hashKey(key: readonly (string | null)[]): string {
  return createHash('sha1').update(JSON.stringify(key)).digest('base64').slice(0, HASH_LENGTH)
}
