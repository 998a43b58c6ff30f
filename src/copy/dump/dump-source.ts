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

/** Reads the rows of a dump in the order in which they were written. */
export class DumpSource implements CopySource {
  /** Where reading stands: a page goes on from the one before. */
  #reading: { readonly table: string; readonly rows: AsyncGenerator<DriverRow, void>; after: string; count: number } | null = null

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
    let portion: DriverRow[] = []
    for (let count = 0; count < limit; count += 1) {
      const { value, done } = await reading.rows.next()
      if (done) {
        this.#assertCount(table, reading.count)
        break
      }
      const row = this.#arrange(table, value)
      reading.count += 1
      reading.after = nameOf(keyOf(table, row))
      portion.push(row)
      if (portion.length < PORTION) continue
      yield portion
      portion = []
    }
    if (portion.length > 0) yield portion
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
    await this.#reading?.rows.return()
  }

  async #goOn(table: CopyTable, after: CopyKey | null) {
    const wanted = after === null ? null : nameOf(after)
    const current = this.#reading
    if (current !== null && current.table === table.name && wanted !== null && current.after === wanted) return current
    await current?.rows.return()
    const { file, columns } = this.dumped.get(table.name) as DumpedTable
    const rows = existsSync(join(this.folder, file)) ? readLines(this.folder, file, columns.length) : none()
    const reading = { table: table.name, rows, after: '', count: 0 }
    this.#reading = reading
    while (wanted !== null && reading.after !== wanted) {
      const { value, done } = await rows.next()
      if (done) break
      reading.count += 1
      reading.after = nameOf(keyOf(table, this.#arrange(table, value)))
    }
    return reading
  }

  /** A line's values in the order of the table's columns. */
  #arrange({ name, columns }: CopyTable, row: DriverRow): DriverRow {
    const there = (this.dumped.get(name) as DumpedTable).columns
    if (there.length === columns.length && there.every((column, at) => column.name === columns[at]?.name)) return row
    return columns.map((column) => row[there.findIndex((one) => one.name === column.name)])
  }

  #assertCount({ name }: CopyTable, count: number): void {
    const { file, rows } = this.dumped.get(name) as DumpedTable
    if (count !== rows) throw damaged(this.folder, `${file} has ${count} rows, and ${rows} were written`)
  }
}

async function* none(): AsyncGenerator<DriverRow, void> {}

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
