import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { CopyColumn, CopyCursor, CopySource, CopyTable, DriverRow } from '../../contract/copy.js'
import { RefractError } from '../../contract/errors.js'
import type { Difference } from '../../contract/live.js'
import type { Storage } from '../../contract/storage.js'
import { cursorOf } from '../convert.js'
import { assertBag } from './bag.js'
import { DESCRIPTION, type DumpedTable, damagedMeanwhile, NOTES, readDescription } from './format.js'
import { readLines } from './read-lines.js'

/** Rows that are handed on at once. */
const PORTION = 1_000

/**
 * Opens a finished dump. Every byte of it is checked before.
 *
 * @throws {RefractError} `REFRACT_COPY` where it is damaged, unfinished, of another version, or lacks a table or a column
 */
export async function openDump(folder: string, tables: readonly CopyTable[]): Promise<CopySource> {
  if (!existsSync(folder)) throw new RefractError('REFRACT_COPY', `There is no dump ${folder}.`)
  if (existsSync(join(folder, NOTES))) {
    throw new RefractError('REFRACT_COPY', `The dump ${folder} is not finished.`, { hint: 'Go on with the copy that makes it: --resume.' })
  }
  await assertBag(folder)
  const dumped = new Map(readDescription(folder).tables.map((table) => [table.name, table]))
  for (const table of tables) assertTable(folder, table, dumped.get(table.name))
  return new DumpSource(folder, dumped)
}

function assertTable(folder: string, table: CopyTable, dumped: DumpedTable | undefined): void {
  const lack = (what: string) =>
    new RefractError('REFRACT_COPY', `The dump ${folder} lacks ${what}, which the schema asks for.`, {
      hint: `Leave the model out: --exclude ${table.model}. Or read the dump with the schema it was made with, which lies in it.`,
    })
  if (dumped === undefined) throw lack(`the table ${table.name}`)
  for (const { name, storage } of table.columns) {
    const column = dumped.columns.find((one) => one.name === name)
    if (column === undefined) throw lack(`the column ${table.name}.${name}`)
    const [wanted, found] = [kindOf(storage), kindOf(column.storage)]
    if (found !== wanted) throw lack(`the column ${table.name}.${name} as ${wanted}: it is ${found} there`)
  }
}

/** Tables and columns of a dump that no model knows, and that stay behind. Nothing where {@link openDump} refuses it. */
export function findUnknown(folder: string, tables: readonly CopyTable[]): Difference[] {
  if (!existsSync(join(folder, DESCRIPTION)) || existsSync(join(folder, NOTES))) return []
  return readDescription(folder).tables.flatMap(({ name: table, columns }): Difference[] => {
    const known = tables.find(({ name }) => name === table)
    if (known === undefined) return [{ kind: 'table', table, name: table, found: '', wanted: null }]
    const unknown = columns.filter(({ name }) => !known.columns.some((column) => column.name === name))
    return unknown.map(({ name, storage }) => ({ kind: 'column', table, name, found: kindOf(storage), wanted: null }))
  })
}

function kindOf(storage: Storage): string {
  return storage.kind === 'list' ? `list of ${storage.of?.kind}` : storage.kind
}

/** Where reading stands in a table's file. */
interface Reading {
  readonly table: string
  readonly portions: AsyncGenerator<readonly DriverRow[], void>
  /** A line's values in the order of the table's columns. */
  readonly arrange: (row: DriverRow) => DriverRow
  /** Rows that are read and not handed on, as they stand in the file. */
  left: readonly DriverRow[]
  /** The last that was handed on. */
  last: DriverRow | null
  count: number
}

/** Reads the rows of a dump in the order in which they were written. */
export class DumpSource implements CopySource {
  /** A page goes on from the one before. */
  #reading: Reading | null = null

  constructor(
    protected readonly folder: string,
    protected readonly dumped: ReadonlyMap<string, DumpedTable>,
  ) {}

  async beginSnapshot(): Promise<void> {
    // Nobody writes into a dump.
  }

  async countRows({ name }: CopyTable): Promise<number> {
    return this.dumped.get(name)?.rows ?? 0
  }

  async *readRows(table: CopyTable, after: CopyCursor | null, limit: number): AsyncIterable<readonly DriverRow[]> {
    const reading = await this.#goOn(table, after)
    for (let wanted = limit; wanted > 0; ) {
      const rows = await readNext(reading, Math.min(wanted, PORTION))
      if (rows.length === 0) return this.#assertCount(table, reading.count)
      wanted -= rows.length
      yield rows
    }
  }

  async readByKeys(table: CopyTable, keys: readonly CopyCursor[]): Promise<readonly DriverRow[]> {
    const wanted = new Set(keys.map((key) => JSON.stringify(key)))
    const found: DriverRow[] = []
    for await (const portion of this.readRows(table, null, Number.POSITIVE_INFINITY)) {
      found.push(...portion.filter((row) => wanted.has(JSON.stringify(cursorOf(table, row)))))
    }
    return found
  }

  async readCounter({ name }: CopyTable, column: CopyColumn): Promise<bigint | null> {
    const counter = this.dumped.get(name)?.columns.find((one) => one.name === column.name)?.counter
    return counter === undefined ? null : BigInt(counter)
  }

  async end(): Promise<void> {
    await this.#reading?.portions.return()
  }

  async #goOn(table: CopyTable, after: CopyCursor | null): Promise<Reading> {
    const current = this.#reading
    const wanted = after === null ? null : JSON.stringify(after)
    const isWanted = (row: DriverRow) => JSON.stringify(cursorOf(table, row)) === wanted
    if (current?.table === table.name && current.last !== null && isWanted(current.last)) return current
    await current?.portions.return()
    const reading = this.#open(table)
    this.#reading = reading
    if (wanted !== null && !(await skipTo(reading, isWanted))) {
      throw new RefractError(
        'REFRACT_COPY',
        `The dump ${this.folder} is not the one that the copy was begun with: ${table.model} has no row ${wanted}.`,
        {
          hint: 'Go on with that one, or begin anew: --replace.',
        },
      )
    }
    return reading
  }

  #open({ name, columns }: CopyTable): Reading {
    const { file, columns: there } = this.dumped.get(name) as DumpedTable
    const portions = existsSync(join(this.folder, file)) ? readLines(this.folder, file, there.length) : none()
    const places = columns.map((column) => there.findIndex((one) => one.name === column.name))
    const isSame = there.length === columns.length && places.every((place, at) => place === at)
    const arrange = isSame ? (row: DriverRow) => row : (row: DriverRow) => places.map((place) => row[place])
    return { table: name, portions, arrange, left: [], last: null, count: 0 }
  }

  #assertCount({ name }: CopyTable, count: number): void {
    const { file, rows } = this.dumped.get(name) as DumpedTable
    if (count !== rows) throw damagedMeanwhile(this.folder, `${file} has ${count} rows, and ${rows} were written`)
  }
}

/** Has rows to hand on, as long as there are any. */
async function fill(reading: Reading): Promise<boolean> {
  while (reading.left.length === 0) {
    const { value, done } = await reading.portions.next()
    if (done) return false
    reading.left = value
  }
  return true
}

/** At most so many of the rows that follow; none at the end. */
async function readNext(reading: Reading, most: number): Promise<readonly DriverRow[]> {
  if (!(await fill(reading))) return []
  const rows = reading.left.slice(0, most).map(reading.arrange)
  reading.left = reading.left.slice(most)
  reading.last = rows.at(-1) ?? null
  reading.count += rows.length
  return rows
}

/** Passes over rows up to a certain one. @returns whether it is there */
async function skipTo(reading: Reading, isWanted: (row: DriverRow) => boolean): Promise<boolean> {
  while (await fill(reading)) {
    const at = reading.left.findIndex((row) => isWanted(reading.arrange(row)))
    const passed = at < 0 ? reading.left.length : at + 1
    reading.left = reading.left.slice(passed)
    reading.count += passed
    if (at >= 0) return true
  }
  return false
}

async function* none(): AsyncGenerator<readonly DriverRow[], void> {}
