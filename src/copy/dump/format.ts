import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CopyRow, CopyTable, CopyValue, DriverRow } from '../../contract/copy.js'
import { RefractError } from '../../contract/errors.js'
import type { Storage } from '../../contract/storage.js'
import { endOfText } from '../../engines/json-scan.js'

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

/** Bytes of the lines of most batches. */
const ROOM = 2 ** 20
/** Bytes of UTF-8 that a character of JavaScript's takes at most. */
const WIDEST = 3
/** Characters that are written at once: a text of all lines takes longer, and so does each line by itself. */
const PORTION = 2 ** 14

/** Those whose texts are anybody's: all others hold nothing that Json escapes. */
const SPECIAL_KINDS: ReadonlySet<string> = new Set(['text', 'enum', 'json', 'list'])
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are escaped
const SPECIAL = /["\\\0-\x1f\ud800-\udfff]/

/** Prints rows, a line for each, in UTF-8. Memory that is new for each batch costs as much as the printing. */
export class LinePrinter {
  #room = Buffer.allocUnsafe(ROOM)

  /** The bytes are there until the next call. */
  print({ columns }: CopyTable, rows: readonly CopyRow[]): Buffer {
    const mayBeSpecial = columns.map(({ storage: { kind } }) => SPECIAL_KINDS.has(kind))
    let length = 0
    let text = ''
    for (const row of rows) {
      text += '['
      for (let at = 0; at < mayBeSpecial.length; at += 1) {
        const value = row[at] as CopyValue
        if (at > 0) text += ','
        if (value === null) text += 'null'
        else if (typeof value !== 'string') text += `"${Buffer.from(value).toString('base64')}"`
        else text += mayBeSpecial[at] && SPECIAL.test(value) ? JSON.stringify(value) : `"${value}"`
      }
      text += ']\n'
      if (text.length < PORTION) continue
      length = this.#write(text, length)
      text = ''
    }
    const end = this.#write(text, length)
    return this.#room.subarray(0, end)
  }

  /** @returns where the next text begins */
  #write(text: string, length: number): number {
    if (this.#room.length < length + text.length * WIDEST) this.#makeRoom(length, Buffer.byteLength(text))
    return length + this.#room.write(text, length)
  }

  #makeRoom(length: number, needed: number): void {
    if (this.#room.length >= length + needed) return
    const room = Buffer.allocUnsafe(Math.max(length + needed, this.#room.length * 2))
    this.#room.copy(room, 0, 0, length)
    this.#room = room
  }
}

/**
 * The rows of lines.
 *
 * @returns the number of the first line that is no row of so many values, where there is one
 */
export function parseLines(lines: string, columns: number): readonly DriverRow[] | number {
  const own = scanLines(lines, columns)
  if (own !== null) return own
  const rows = lines.split('\n').map(parseJson)
  const wrong = rows.findIndex((row) => !isRow(row, columns))
  return wrong < 0 ? (rows as DriverRow[]) : wrong + 1
}

const [QUOTE, COMMA, OPEN, CLOSE] = [0x22, 0x2c, 0x5b, 0x5d]
/** None may be in Json but a line feed, which ends a line here. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are looked for
const CONTROL = /[\0-\x09\x0b-\x1f]/

/**
 * The rows of lines as {@link LinePrinter} prints them; null for all others. `JSON.parse` looks up every short text in a table of all, and
 * takes seven times as long.
 */
function scanLines(lines: string, columns: number): readonly DriverRow[] | null {
  if (CONTROL.test(lines)) return null
  const rows: DriverRow[] = []
  for (let at = 0; at <= lines.length; at += 1) {
    const row: unknown[] = new Array(columns)
    // No text goes on behind it.
    const next = lines.indexOf('\n', at)
    const end = next < 0 ? lines.length : next
    let mark = OPEN
    for (let column = 0; column < columns; column += 1) {
      if (lines.charCodeAt(at) !== mark) return null
      mark = COMMA
      at += 1
      if (lines.charCodeAt(at) === QUOTE) {
        const close = endOfText(lines, at)
        const text = lines.slice(at + 1, close)
        const value = text.includes('\\') ? parseJson(lines.slice(at, close + 1)) : text
        if (value === undefined) return null
        row[column] = value
        at = close + 1
      } else if (lines.startsWith('null', at)) {
        row[column] = null
        at += 'null'.length
      } else return null
    }
    if (lines.charCodeAt(at) !== CLOSE || at + 1 !== end) return null
    at = end
    rows.push(row)
  }
  return rows
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
  return refuse(path, reason, 'Nothing was copied from it. Fetch it again, or take another one.')
}

/** Of what is found while its rows are read: whoever has made its manifests has made them of this. */
export function damagedMeanwhile(path: string, reason: string): RefractError {
  return refuse(path, reason, 'Rows before may be copied. Take a whole dump, and begin anew: --replace.')
}

function refuse(path: string, reason: string, hint: string): RefractError {
  return new RefractError('REFRACT_COPY', `The dump ${path} is damaged: ${reason}.`, { hint })
}
