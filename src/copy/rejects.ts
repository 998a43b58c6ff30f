import { existsSync } from 'node:fs'
import { type FileHandle, open, readFile } from 'node:fs/promises'
import type { CopyTable, CopyValue } from '../contract/copy.js'
import type { Rejection } from './convert.js'

/**
 * The file of rows that could not be copied: JSON Lines of model, key, field, reason and the row in canonical form. Lines are on the
 * disk before the batch is that leaves their rows out.
 */
export class Rejects {
  #file: FileHandle | null = null
  #length = 0
  #keys = new Map<string, Set<string>>()

  constructor(readonly path: string) {}

  get length(): number {
    return this.#length
  }

  get count(): number {
    return [...this.#keys.values()].reduce((sum, keys) => sum + keys.size, 0)
  }

  /** Goes on after an interruption: what was written after `length` belongs to a batch that was not. */
  async goOn(length: number): Promise<void> {
    if (length === 0 || !existsSync(this.path)) return
    this.#file = await open(this.path, 'r+')
    await this.#file.truncate(length)
    this.#length = length
    for (const line of (await readFile(this.path, 'utf8')).split('\n')) {
      if (line === '') continue
      const { table, key } = JSON.parse(line) as { table: string; key: Record<string, unknown> }
      this.#remember(table, JSON.stringify(Object.values(key)))
    }
  }

  /** Whether a row is among them. */
  has({ name }: CopyTable, key: readonly CopyValue[]): boolean {
    return this.#keys.get(name)?.has(JSON.stringify(key.map(print))) ?? false
  }

  async add({ table, key, field, reason, row }: Rejection): Promise<void> {
    this.#file ??= await open(this.path, 'w')
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
    await this.#file.write(bytes, 0, bytes.length, this.#length)
    this.#length += bytes.length
    this.#remember(table.name, JSON.stringify(key.map(print)))
  }

  async sync(): Promise<void> {
    await this.#file?.datasync()
  }

  async close(): Promise<void> {
    await this.#file?.close()
  }

  #remember(table: string, key: string): void {
    const keys = this.#keys.get(table) ?? new Set()
    this.#keys.set(table, keys.add(key))
  }
}

/** Bytes in base64. */
function print(value: CopyValue): string | null {
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value
}
