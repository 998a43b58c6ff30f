import { readFileSync } from 'node:fs'
import type { CopyColumn, CopyRow, CopyTable, CopyValue } from '../../src/contract/copy.js'
import type { ForeignKey, Table } from '../../src/contract/tables.js'
import { readCopyTables } from '../../src/copy/tables.js'
import { engineOf } from '../../src/engines/index.js'
import { readCanonical } from '../../src/schema/canonical.js'
import { readTables } from '../../src/schema/tables.js'
import { MODELS, type ModelsName, type TestDatabase } from './databases.js'
import { createTurns, largeValue, uniqueValue } from './nasty-values.js'

/*
 * Rows made to be nasty: for every column values at its edges, keys that hold them, parents that come after their children, circles.
 * All of them deterministic.
 */

/** Rows of a table, in shares of all rows; the others have few. */
const SHARES: Readonly<Record<string, number>> = { Node: 0.2, Entry: 0.2, Seat: 0.1, Session: 0.3, AuditLog: 0.2, User: 0.05 }
const JOIN_SHARE = 0.03
const FEW = 300

/** Rows whose keys of several columns have the first ones in common: more than a batch of the small tests has. */
const TIED = 128

const LARGE_ROW = 5
/** Characters and bytes of a large value, about: more than is read or sent at once. */
const LARGE = 2 ** 16
const NULL_ROW = 6

export interface NastyRows {
  readonly table: CopyTable
  readonly rows: readonly CopyRow[]
}

/**
 * Rows of every table of a schema.
 *
 * @param many about so many rows in the core model and the zoo together
 * @param large characters and bytes of large values, about
 */
export function createNastyRows(models: ModelsName, many: number, large = LARGE): NastyRows[] {
  const { schema } = MODELS[models]
  const canonical = readCanonical(readFileSync(schema, 'utf8'), schema).models
  const written = new Map(readTables(canonical).map((table) => [table.name, table]))
  const made = readCopyTables(canonical).map((table) => {
    const own = written.get(table.name) as Table
    const count = Math.max(FEW, Math.round(many * (SHARES[table.model] ?? (own.join ? JOIN_SHARE : 0))))
    return { table, rows: createRows(table, own, count, large) }
  })
  for (const one of made) pointToParents(one, made)
  return made
}

/** Puts them into a database. @returns how many */
export async function fillNasty({ provider, url }: TestDatabase, made: readonly NastyRows[]): Promise<number> {
  const engine = engineOf(provider)
  const target = await engine.openCopyTarget(engine.parseUrl(url))
  const tables = made.map(({ table }) => table)
  await target.beginWriting(tables, true)
  for (const { table, rows } of made) await target.writeRows(table, rows, { name: table.name, before: null, after: '' })
  await target.finish(tables)
  await target.removeNotes()
  await target.end()
  return made.reduce((sum, { rows }) => sum + rows.length, 0)
}

function createRows(table: CopyTable, written: Table, count: number, size: number): CopyValue[][] {
  const columns = table.columns.map((column) => createColumn(column, written, count, size))
  return Array.from({ length: count }, (_, at) => columns.map((valueAt, place) => valueAt(at, place)))
}

function createColumn(column: CopyColumn, written: Table, count: number, size: number): (at: number, place: number) => CopyValue {
  const numberAt = createNumbers(column, written)
  if (numberAt !== null) return (at) => (!column.required && at % 4 === 1 ? null : uniqueValue(column, numberAt(at), at === count - 1))
  const valueAt = createTurns(column)
  const large = largeValue(column.storage, size)
  return (at, place) => {
    if (at === LARGE_ROW && large !== null) return large
    return at === NULL_ROW && !column.required ? null : valueAt(at + place * 3)
  }
}

/** Which of its values a column of a unique key has in a row; null for one of no such key. */
function createNumbers({ name }: CopyColumn, { primaryKey, indexes, foreignKeys }: Table): ((at: number) => number) | null {
  const keys = [primaryKey, ...indexes.filter(({ kind }) => kind === 'unique')].map(({ columns }) => columns.map((one) => one.name))
  const key = keys.find((names) => names.includes(name))
  if (key === undefined) return null
  // With a parent's value beside it each row has its own.
  if (key.length === 1 || foreignKeys.some(({ columns }) => columns.some((one) => key.includes(one)))) return (at) => at
  return key.at(-1) === name ? (at) => at % TIED : (at) => Math.floor(at / TIED)
}

/** Gives foreign keys rows to point to. */
function pointToParents({ table, rows }: NastyRows, made: readonly NastyRows[]): void {
  for (const [number, key] of table.foreignKeys.entries()) {
    const parent = made.find((one) => one.table.name === key.table) as NastyRows
    const places = placesOf(table, key.columns)
    const references = placesOf(parent.table, key.references)
    const isOptional = places.some((place) => !table.columns[place]?.required)
    const choose = createChoice(table, key, number, parent.rows.length, isOptional)
    for (const [at, row] of rows.entries()) {
      const chosen = choose(at)
      // Of several columns with one null, the others point to nothing.
      const from = chosen === null && at % 2 === 0 ? places.slice(-1) : places
      for (const place of from) {
        const value = chosen === null ? null : parent.rows[chosen]?.[references[places.indexOf(place)] as number]
        ;(row as CopyValue[])[place] = value ?? null
      }
    }
  }
}

function placesOf({ columns }: CopyTable, names: readonly string[]): number[] {
  return names.map((name) => columns.findIndex((column) => column.name === name))
}

/** Which parent a row has; null for none. */
function createChoice(
  table: CopyTable,
  key: ForeignKey,
  number: number,
  length: number,
  isOptional: boolean,
): (at: number) => number | null {
  // Of a pair of keys that is a key itself, each pair once.
  if (placesOf(table, key.columns).every((place) => table.key.includes(place)))
    return (at) => (number === 0 ? at % length : Math.floor(at / length + at) % length)
  if (key.table === table.name) return (at) => chooseOfSame(at, number, length)
  return (at) => (isOptional && (at + number) % 3 === 0 ? null : at % length)
}

const BLOCK = 10

/** In ten rows: one is its own parent, one has none, three go round, four have later ones, and the last goes on to the next ten. */
function chooseOfSame(at: number, number: number, length: number): number | null {
  switch ((at + number) % BLOCK) {
    case 0:
      return at
    case 1:
      return null
    case 4:
      return Math.max(0, at - 2)
    case 9:
      return (at + BLOCK) % length
    default:
      return (at + 1) % length
  }
}
