export type Value = null | number | bigint | string | Uint8Array

/** Rows are arrays, and their integers are BigInt, as the room reads them. */
export interface Statement {
  all(...values: Value[]): Value[][]
  run(...values: Value[]): { changes: number | bigint; lastInsertRowid: number | bigint }
  columns?(): { name: string; type: string | null }[]
}

export interface Connection {
  exec(sql: string): void
  prepare(sql: string): Statement
  close(): void
  /** A deterministic scalar function of one argument. */
  define(name: string, run: (value: Value) => Value): void
  backup?(path: string): Promise<unknown>
  /** Whether the driver's own object has such a method. */
  has(method: string): boolean
}

export interface OpenOptions {
  readOnly?: boolean
}

export interface Driver {
  /** As in the tables. */
  readonly name: string
  readonly package: string | null
  /** The lowest Node it says it is for; `null` in a driver of any. */
  readonly node: number | null
  /** False where it cannot share a file with others through a log. */
  readonly wal: boolean
  load(): Promise<(path: string, options?: OpenOptions) => Connection>
}
