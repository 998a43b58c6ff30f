import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DESCRIPTION, type DumpedTable, NOTES } from './format.js'

/** What stands in {@link NOTES}: everything that a dump is until it is finished. */
export interface State {
  readonly notes: Record<string, string>
  /** Of each table the bytes of its file that count, and their rows. */
  readonly files: Record<string, { length: number; rows: number }>
  readonly counters: Record<string, string>
}

export const EMPTY: State = { notes: {}, files: {}, counters: {} }

/** A dump that was finished, as one that is to be finished: its rows are rows still, until they are cleared. */
export function stateOf(folder: string, tables: readonly DumpedTable[]): State {
  const lengthOf = (path: string) => statSync(join(folder, path), { throwIfNoEntry: false })?.size ?? 0
  const files = tables.map(({ file, rows }) => [file, { length: lengthOf(file), rows }] as const)
  const counters = tables.flatMap(({ name, columns }) =>
    columns.flatMap((column) => (column.counter === undefined ? [] : [[`${name}.${column.name}`, column.counter] as const])),
  )
  return { notes: {}, files: Object.fromEntries(files), counters: Object.fromEntries(counters) }
}

/** What tells whether another process has been there meanwhile. */
export interface Marks {
  readonly notes: string | null
  readonly description: string | null
}

export function readMarks(folder: string): Marks {
  const read = (path: string) => (existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : null)
  return { notes: read(NOTES), description: read(DESCRIPTION) }
}
