import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { CopyColumn, CopyKey, CopySource, CopyTable, DriverRow } from '../../contract/copy.js'
import { RefractError } from '../../contract/errors.js'
import { assertBag } from './bag.js'
import { DESCRIPTION, type DumpDescription, type DumpedTable, damaged, dumpValues, FORMAT, NOTES, readJson, VERSION } from './format.js'
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
  const description = readJson<DumpDescription>(join(folder, DESCRIPTION))
  if (description.format !== FORMAT || description.version !== VERSION) {
    throw new RefractError(
      'REFRACT_COPY',
      `The dump ${folder} is of version ${description.version}, and this Refract reads version ${VERSION}.`,
      {
        hint: 'Use the version of Refract that wrote it, or a newer one.',
      },
    )
  }
  const dumped = new Map(description.tables.map((table) => [table.name, table]))
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
    if (column.storage.kind !== storage.kind)
      throw lack(`the column ${table.name}.${name} as ${storage.kind}: it is ${column.storage.kind} there`)
  }
}

/** Where reading stands in a table's file. */
interface Reading {
  readonly table: string
  readonly portions: AsyncGenerator<readonly DriverRow[], void>
  /** A line's values in the order of the table's columns. */
  readonly arrange: (row: DriverRow) => DriverRow
  /** Rows that are read and not handed on. */
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

  async *readRows(table: CopyTable, after: CopyKey | null, limit: number): AsyncIterable<readonly DriverRow[]> {
    const reading = await this.#goOn(table, after)
    for (let wanted = limit; wanted > 0; ) {
      const rows = await readNext(reading, Math.min(wanted, PORTION))
      if (rows.length === 0) return this.#assertCount(table, reading.count)
      wanted -= rows.length
      yield rows
    }
  }

  async readByKeys(table: CopyTable, keys: readonly CopyKey[]): Promise<readonly DriverRow[]> {
    const wanted = new Set(keys.map(nameOf))
    const found: DriverRow[] = []
    for await (const portion of this.readRows(table, null, Number.POSITIVE_INFINITY)) {
      found.push(...portion.filter((row) => wanted.has(nameOf(keyOf(table, row)))))
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

  async #goOn(table: CopyTable, after: CopyKey | null): Promise<Reading> {
    const current = this.#reading
    const wanted = after === null ? null : nameOf(after)
    const isAt = (row: DriverRow) => nameOf(keyOf(table, row)) === wanted
    if (current !== null && current.table === table.name && current.last !== null && isAt(current.last)) return current
    await current?.portions.return()
    const reading = this.#open(table)
    this.#reading = reading
    if (wanted === null) return reading
    for (let rows = await readNext(reading, PORTION); rows.length > 0; rows = await readNext(reading, PORTION)) {
      const at = rows.findIndex(isAt)
      if (at < 0) continue
      reading.left = [...rows.slice(at + 1), ...reading.left]
      reading.count -= rows.length - at - 1
      break
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
    if (count !== rows) throw damaged(this.folder, `${file} has ${count} rows, and ${rows} were written`)
  }
}

/** At most so many of the rows that follow; none at the end. */
async function readNext(reading: Reading, most: number): Promise<readonly DriverRow[]> {
  while (reading.left.length === 0) {
    const { value, done } = await reading.portions.next()
    if (done) return []
    reading.left = value
  }
  const rows = reading.left.slice(0, most).map(reading.arrange)
  reading.left = reading.left.slice(most)
  reading.last = rows.at(-1) ?? null
  reading.count += rows.length
  return rows
}

async function* none(): AsyncGenerator<readonly DriverRow[], void> {}

/** In canonical form, so that it compares with a key of any engine. */
function keyOf(table: CopyTable, row: DriverRow): CopyKey {
  return table.key.map((at) => {
    const column = table.columns[at] as CopyColumn
    return dumpValues.createReader(column.storage)(row[at])
  })
}

function nameOf(key: CopyKey): string {
  return JSON.stringify(key.map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value)))
}
