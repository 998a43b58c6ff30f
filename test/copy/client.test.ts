import { DatabaseSync } from '@photostructure/sqlite'
import { describe, expect, it } from 'vitest'
import { copy } from '../../src/commands/copy.js'
import { openZoo } from '../../src/conformance/zoo/open.js'
import type { CopyTable, CopyValue } from '../../src/contract/copy.js'
import type { Storage } from '../../src/contract/storage.js'
import { canonicalJson } from '../../src/engines/canonical-json.js'
import { encodeListValue } from '../../src/engines/canonical-lists.js'
import { createClient, Prisma } from '../../src/index.js'
import { createMaker, MODELS, type ModelsName, serverNames, type TestDatabase } from './databases.js'
import { createNastyRows, fillNasty, type NastyRows } from './nasty.js'

/*
 * What a copy writes is what a client reads, and what a client writes: a copy's own reading cannot tell, where it makes the mistake of its
 * writing again.
 */

const { make } = await createMaker()
const MANY = 4_000

type Row = Record<string, unknown>
interface Delegate {
  findMany(args?: object): Promise<Row[]>
  createMany(args: { data: Row[] }): Promise<{ count: number }>
}
type Client = Record<string, Delegate> & { $disconnect(): Promise<void> }

const open = (models: ModelsName, { provider, url }: TestDatabase) =>
  (models === 'zoo' ? openZoo(provider, url) : createClient({ provider, url })) as unknown as Client

const delegateOf = (db: Client, model: string) => db[model.charAt(0).toLowerCase() + model.slice(1)] as Delegate

/** The table of a many-to-many relation is no model. */
const isModel = ({ model }: CopyTable) => /^[A-Z][A-Za-z]*$/.test(model)

describe.each(Object.keys(MODELS) as ModelsName[])('rows of %s that a copy has written', (models) => {
  it.for(serverNames())('are on %s, for its client, what they are', async (name) => {
    const made = withinClients(createNastyRows(models, MANY))
    const [from, to] = [await make('sqlite', models), await make(name, models)]
    await fillNasty(from, made)
    await copy(from.url, to.url, { schema: MODELS[models].schema })
    for (const place of [from, to]) {
      const db = open(models, place)
      for (const { table, rows } of made) {
        const found = await (isModel(table) ? delegateOf(db, table.model).findMany() : readPairs(db))
        const wanted = rows.map((row) => Object.fromEntries(table.columns.map(({ field, storage }, at) => [field, show(storage, row[at])])))
        const canonical = found.map((row) =>
          Object.fromEntries(table.columns.map(({ field, storage }) => [field, show(storage, toCanonical(storage, row[field]))])),
        )
        expect(findDifference(table, byKey(table, wanted), byKey(table, canonical))).toBeNull()
      }
      await db.$disconnect()
    }
  })

  it('are stored on SQLite as its client stores them', async () => {
    const made = withinClients(createNastyRows(models, MANY))
    const [copied, written] = [await make('sqlite', models), await make('sqlite', models)]
    await fillNasty(copied, made)
    // Parents come after their children.
    const [first, second] = [open(models, copied), open(models, { ...written, url: `${written.url}?foreign_keys=off` })]
    for (const { table } of made.filter((one) => isModel(one.table))) {
      const rows = await delegateOf(first, table.model).findMany()
      await delegateOf(second, table.model).createMany({ data: rows.map((row) => toInput(table, row)) })
      expect(findDifference(table, readStored(copied, table), readStored(written, table))).toBeNull()
    }
    await first.$disconnect()
    await second.$disconnect()
  })
})

/** What a copy brings and a portable client refuses to write: years before 1000, and floats that need more than Prisma's 16 digits. */
const BEYOND: readonly (readonly [RegExp, string])[] = [
  [/^0001-|(?<=")0001-/g, '1001-'],
  [/1\.7976931348623157e\+308/g, '1.7976931348623e+308'],
  [/2\.2250738585072014e-308/g, '2.2250738585072e-308'],
  [/123456789\.12345679/g, '123456789.1234567'],
]

function withinClients(made: readonly NastyRows[]): NastyRows[] {
  const within = (value: CopyValue): CopyValue =>
    typeof value === 'string' ? BEYOND.reduce((text, [beyond, instead]) => text.replace(beyond, instead), value) : value
  return made.map(({ table, rows }) => ({ table, rows: rows.map((row) => row.map(within)) }))
}

/** The zoo's one relation of many to many. */
async function readPairs(db: Client): Promise<Row[]> {
  const articles = await delegateOf(db, 'article').findMany({ include: { tags: true } })
  return articles.flatMap(({ id, tags }) => (tags as Row[]).map((tag) => ({ A: id, B: tag.id })))
}

/** A client's value in canonical form (contract/copy.ts), made here and not by what is tested. */
function toCanonical(storage: Storage, value: unknown): CopyValue {
  if (storage.kind === 'json') return canonicalJson(JSON.stringify(value))
  if (value === null || value === undefined || value instanceof Uint8Array) return (value as Uint8Array | undefined) ?? null
  // Members whose stored values differ from their names end with them.
  if (storage.kind === 'enum') return storage.values.find((stored) => stored.replace(/^\d-/, '') === value) ?? `no ${value}`
  if (Array.isArray(value) && storage.kind === 'list') {
    return JSON.stringify(value.map((one) => encodeListValue(storage.of, toCanonical(storage.of, one) as string | Uint8Array)))
  }
  if (!(value instanceof Date)) return storage.kind === 'decimal' ? (value as Prisma.Decimal).toFixed() : String(value)
  const iso = value.toISOString()
  return storage.kind === 'date' ? iso.slice(0, 10) : storage.kind === 'time' ? iso.slice(11, -1) : iso
}

/** As a text. A client does not tell apart no Json from its null, and no list from an empty one. */
function show({ kind }: Storage, value: CopyValue | undefined): string | null {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex')
  return value ?? (kind === 'json' ? 'null' : kind === 'list' ? '[]' : null)
}

function byKey({ columns, key }: CopyTable, rows: readonly Row[]): Row[] {
  const keyOf = (row: Row) => JSON.stringify(key.map((at) => row[columns[at]?.field ?? '']))
  const sorted = rows.map((row) => ({ row, text: keyOf(row) })).sort((a, b) => (a.text < b.text ? -1 : 1))
  return sorted.map(({ row }) => row)
}

/** The first, where there is one: a list of all is unreadable. */
function findDifference({ model }: CopyTable, wanted: readonly Row[], found: readonly Row[]): object | null {
  for (const [at, row] of wanted.entries()) {
    const field = Object.keys(row).find((key) => row[key] !== found[at]?.[key])
    if (field !== undefined) return { model, row: at, field, wanted: row[field], found: found[at]?.[field] }
  }
  return wanted.length === found.length ? null : { model, wanted: wanted.length, found: found.length }
}

function toInput({ columns }: CopyTable, row: Row): Row {
  const entries = columns.map(({ field, storage, required }): [string, unknown] => {
    const value = row[field]
    return [field, value === null && storage.kind === 'json' ? (required ? Prisma.JsonNull : Prisma.DbNull) : value]
  })
  return Object.fromEntries(entries)
}

/** As SQLite has them, types included. The order of keys in Json, and how its numbers are written, is a client's own. */
function readStored({ url }: TestDatabase, { name, columns, key }: CopyTable): Row[] {
  const database = new DatabaseSync(url.slice('file:'.length), { readOnly: true })
  const isJson = ({ kind }: Storage) => kind === 'json' || kind === 'list'
  const list = columns.map(({ name: column, storage }) =>
    isJson(storage) ? `CAST("${column}" AS TEXT)` : `typeof("${column}") || ' ' || quote("${column}")`,
  )
  const order = key.map((at) => `"${columns[at]?.name}"`).join(', ')
  const statement = database.prepare(`SELECT ${list.join(', ')} FROM "${name}" ORDER BY ${order}`)
  statement.setReturnArrays(true)
  const rows = statement.all() as unknown as (string | null)[][]
  database.close()
  return rows.map((row) => Object.fromEntries(columns.map(({ field, storage }, at) => [field, readJson(storage, row[at] ?? null)])))
}

function readJson(storage: Storage, text: string | null): string | null {
  if (storage.kind === 'json') return canonicalJson(text ?? 'null')
  if (storage.kind !== 'list') return text
  const values = JSON.parse(text ?? '[]') as unknown[]
  return JSON.stringify(storage.of.kind === 'json' ? values.map((value) => canonicalJson(value as string)) : values)
}
