import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CopyRow, CopyTable, DriverRow } from '../../contract/copy.js'
import { RefractError } from '../../contract/errors.js'
import type { Storage } from '../../contract/storage.js'

/*
 * The format of docs/dump-format.md: a BagIt bag whose payload is a description and, for each table, a gzip of JSON Lines.
 */

export const FORMAT = 'refract-dump'
export const VERSION = 1

/** Paths within the dump. */
export const DESCRIPTION = 'data/dump.json'
export const SCHEMA = 'data/schema.prisma'
export const ROWS_FOLDER = 'data/rows'
/** What stands there until the dump is finished. */
export const NOTES = 'unfinished.json'

/** `data/dump.json` */
export interface DumpDescription {
  readonly format: typeof FORMAT
  readonly version: number
  readonly createdAt: string
  readonly tables: readonly DumpedTable[]
}

export interface DumpedTable {
  readonly model: string
  readonly name: string
  /** The path of its rows within the dump. */
  readonly file: string
  readonly rows: number
  /** In the order of a line's values. */
  readonly columns: readonly DumpedColumn[]
  /** The names of the key's columns, in whose order the rows are. */
  readonly key: readonly string[]
}

export interface DumpedColumn {
  readonly field: string
  readonly name: string
  readonly storage: Storage
  readonly required: boolean
  /** The greatest number that was counted, where the database counts it. */
  readonly counter?: string
}

/** A line for each row. */
export function printLines({ columns }: CopyTable, rows: readonly CopyRow[]): string {
  const hasBytes = columns.some(({ storage }) => storage.kind === 'bytes')
  const plain = (row: CopyRow) => row.map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value))
  let text = ''
  for (const row of rows) text += `${JSON.stringify(hasBytes ? plain(row) : row)}\n`
  return text
}

/**
 * The rows of lines. All of them are parsed at once, which takes a third of the time.
 *
 * @returns the number of the first line that is no row of so many values, where there is one
 */
export function parseLines(lines: string, columns: number): readonly DriverRow[] | number {
  // A line feed stands between two lines alone: within a text it is escaped.
  const rows = parseJson(`[${lines.replaceAll('\n', ',')}]`)
  if (Array.isArray(rows) && rows.every((row) => isRow(row, columns))) return rows
  const wrong = lines.split('\n').findIndex((line) => !isRow(parseJson(line), columns))
  return wrong + 1
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isRow(row: unknown, columns: number): row is DriverRow {
  if (!Array.isArray(row) || row.length !== columns) return false
  for (const value of row) if (value !== null && typeof value !== 'string') return false
  return true
}

/** Names of models are ASCII; those of join tables may be anything that a database takes. A manifest would have to write `%` otherwise. */
export function rowsFile(table: CopyTable): string {
  return `${ROWS_FOLDER}/${encodeURIComponent(table.model).replaceAll('.', '%2E').replaceAll('%', '=')}.jsonl.gz`
}

/**
 * What is in a dump. It may come from anywhere.
 *
 * @throws {RefractError} `REFRACT_COPY` where it is damaged or of another version
 */
export function readDescription(folder: string): DumpDescription {
  const description = readJson<Partial<DumpDescription> | null>(folder, DESCRIPTION)
  if (description?.format !== FORMAT) throw damaged(folder, `${DESCRIPTION} is no description of a dump`)
  const { version, tables } = description
  if (version !== VERSION) {
    throw new RefractError('REFRACT_COPY', `The dump ${folder} is of version ${version}, and this Refract reads version ${VERSION}.`, {
      hint: 'Use the version of Refract that wrote it, or a newer one.',
    })
  }
  if (!Array.isArray(tables) || !tables.every(isTable)) throw damaged(folder, `${DESCRIPTION} describes no tables`)
  return description as DumpDescription
}

/** Within the folder of rows, and in no other. */
const ROWS_FILE = /^data\/rows\/[^/\\]+\.jsonl\.gz$/

function isTable(table: Partial<DumpedTable> | null): boolean {
  const { name, file, rows, columns } = table ?? {}
  const isColumn = (column: Partial<DumpedColumn> | null) =>
    typeof column?.name === 'string' && typeof column.storage?.kind === 'string' && /^(-?\d+)?$/.test(column.counter ?? '')
  return (
    typeof name === 'string' &&
    ROWS_FILE.test(file ?? '') &&
    Number.isSafeInteger(rows) &&
    Array.isArray(columns) &&
    columns.every(isColumn)
  )
}

export function readJson<T>(folder: string, path: string): T {
  try {
    return JSON.parse(readFileSync(join(folder, path), 'utf8')) as T
  } catch (error) {
    throw damaged(folder, `${path} cannot be read: ${(error as Error).message}`)
  }
}

export function damaged(path: string, reason: string): RefractError {
  return new RefractError('REFRACT_COPY', `The dump ${path} is damaged: ${reason}.`, {
    hint: 'Nothing was copied from it. Fetch it again, or take another one.',
  })
}
