import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { compareSteps } from '../../../../src/commands/compare-steps.js'
import { deployMigrations } from '../../../../src/commands/migrate-deploy.js'
import { createMigrations } from '../../../../src/commands/migrate-dev.js'
import { renderSchemas } from '../../../../src/commands/render.js'
import { listSnapshots } from '../../../../src/commands/snapshots.js'
import type { Table } from '../../../../src/contract/tables.js'
import { engineOf, PROVIDERS, type Provider } from '../../../../src/engines/index.js'
import { createClient } from '../../../../src/index.js'
import { schemaOf } from '../steps.js'
import { compareSchemas, type SchemaPair } from './pair.js'
import { canStand, makeRow, moveRows, type Row, type Rows, sortTables } from './rows.js'
import { printModels, type RandomSchema } from './schema.js'
import { ANY, makeValue, printValue, readValue, type Value } from './values.js'

/** A database that lives through schemas, and what should be in it. */
export class LivingDatabase {
  #schema: RandomSchema | null = null
  #tables: readonly Table[] = []
  #rows: Rows = new Map()
  #number = 0
  /** How often rows could not stay. */
  cleared = 0

  constructor(
    private readonly provider: Provider,
    private readonly url: string,
    private readonly folder: string,
  ) {}

  /** Moves to a schema; tells why not where `migrate dev` refuses it. */
  async migrate(schema: RandomSchema): Promise<string | null> {
    const path = join(this.folder, 'schema.prisma')
    const text = schemaOf(printModels(schema))
    const { tables } = renderSchemas(text, path)
    const pair = compareSchemas(this.#schema ?? { enums: [], models: [], relations: [], joins: [] }, schema)
    const { fills, values } = this.#fill(schema, tables, pair)
    const expected = moveRows(this.#rows, this.#tables, tables, pair, values)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text)
    const migrations = join(this.folder, 'migrations')
    let written: boolean
    try {
      const report = await createMigrations({
        schema: path,
        migrations,
        name: 'step',
        renames: pair.renames,
        fills,
        agree: async () => true,
        allowEmpty: false,
      })
      written = report.name !== null
    } catch (error) {
      const { code, message } = error as Error & { code?: string }
      if (code === 'REFRACT_MIGRATION' && /no two engines|turn round|need a value/.test(message)) return message
      throw error
    }
    const stay = canStand(expected, tables)
    if (!stay) await this.#clear()
    await deployMigrations({ engine: engineOf(this.provider), url: this.url, folder: join(migrations, this.provider) })
    this.#rows = stay ? expected : new Map()
    // A new name that no database sees is in no snapshot.
    if (written) this.#schema = schema
    this.#tables = tables
    return null
  }

  /** What `migrate check` finds without running anything, in the histories of all engines. */
  async compareSteps(): Promise<string[]> {
    const migrations = join(this.folder, 'migrations')
    return compareSteps(migrations, await listSnapshots(migrations), PROVIDERS)
  }

  /** A value for each required column that is new and has no default. */
  #fill(schema: RandomSchema, tables: readonly Table[], pair: SchemaPair): { fills: string[]; values: Map<string, Value> } {
    const values = new Map<string, Value>()
    const fills = schema.models.flatMap((model) => {
      const table = tables.find(({ name }) => name === (model.map ?? model.name))
      if (table === undefined || pair.formerTable(table.name) === undefined) return []
      return model.fields.flatMap((field) => {
        const column = table.columns.find(({ name }) => name === (field.map ?? field.name))
        if (column === undefined || !column.required || column.default !== null) return []
        if (pair.formerColumn(table.name, column.name) !== undefined) return []
        const { kind } = column.storage
        if (kind === 'bytes' || kind === 'uuid') return []
        if (kind.startsWith('timestamp')) {
          values.set(JSON.stringify([table.name, column.name]), ANY)
          return [`${model.name}.${field.name}=now()`]
        }
        const value = makeValue(column.storage, 3)
        values.set(JSON.stringify([table.name, column.name]), value)
        const bare = typeof value !== 'string' || kind === 'enum'
        return [`${model.name}.${field.name}=${bare ? value : JSON.stringify(value)}`]
      })
    })
    return { fills, values }
  }

  /** Rows for every table, of which those that count get their ids. */
  async insertRows(count: number): Promise<void> {
    const rows = new Map(this.#rows)
    await this.#use(async (db) => {
      for (let at = 0; at < count; at++) {
        this.#number += 1
        for (const table of sortTables(this.#tables)) {
          const row = makeRow(table, rows, this.#number)
          const own = rows.get(table.name) ?? []
          if (row === null || !canStand(new Map([...rows, [table.name, [...own, row]]]), [table])) continue
          const counted = table.columns.find(({ autoincrement }) => autoincrement)
          await db.$executeRawUnsafe(this.#insert(table, row))
          if (counted === undefined) {
            rows.set(table.name, [...own, row])
            continue
          }
          const [found] = await db.$queryRawUnsafe<{ id: unknown }[]>(
            `SELECT max(${this.#quote(counted.name)}) AS id FROM ${this.#quote(table.name)}`,
          )
          rows.set(table.name, [...own, { ...row, [counted.name]: Number(found?.id) }])
        }
      }
    })
    this.#rows = rows
  }

  /** What is in the tables, and what should be: each as sorted lines. */
  async readRows(): Promise<{ found: string[]; expected: string[] }> {
    const found: string[] = []
    const expected: string[] = []
    await this.#use(async (db) => {
      for (const table of this.#tables) {
        const wanted = this.#rows.get(table.name) ?? []
        // What nobody foretells is not compared.
        const columns = table.columns.filter(({ name }) => !wanted.some((row) => row[name] === ANY))
        const line = (row: Row) =>
          `${table.name}: ${JSON.stringify(Object.fromEntries(columns.map(({ name }) => [name, row[name] ?? null])))}`
        const names = table.columns.map(({ name }) => this.#quote(name)).join(', ')
        const raw = await db.$queryRawUnsafe<Record<string, unknown>[]>(`SELECT ${names} FROM ${this.#quote(table.name)}`)
        found.push(
          ...raw.map((row) => line(Object.fromEntries(table.columns.map(({ name, storage }) => [name, readValue(row[name], storage)])))),
        )
        expected.push(...wanted.map(line))
      }
    })
    return { found: found.sort(), expected: expected.sort() }
  }

  async #clear(): Promise<void> {
    this.cleared += 1
    await this.#use(async (db) => {
      for (const table of sortTables(this.#tables).reverse()) {
        for (const key of table.foreignKeys) {
          if (key.table !== table.name || table.join) continue
          await db.$executeRawUnsafe(
            `UPDATE ${this.#quote(table.name)} SET ${key.columns.map((name) => `${this.#quote(name)} = NULL`).join(', ')}`,
          )
        }
        await db.$executeRawUnsafe(`DELETE FROM ${this.#quote(table.name)}`)
      }
    })
  }

  #insert(table: Table, row: Row): string {
    const columns = table.columns.filter(({ name }) => name in row)
    if (columns.length === 0)
      return `INSERT INTO ${this.#quote(table.name)} ${this.provider === 'mysql' ? '() VALUES ()' : 'DEFAULT VALUES'}`
    const values = columns.map(({ name, storage }) => printValue(row[name] ?? null, storage, this.provider))
    return `INSERT INTO ${this.#quote(table.name)} (${columns.map(({ name }) => this.#quote(name)).join(', ')}) VALUES (${values.join(', ')})`
  }

  #quote(name: string): string {
    return this.provider === 'mysql' ? `\`${name.replaceAll('`', '``')}\`` : `"${name.replaceAll('"', '""')}"`
  }

  async #use(work: (db: ReturnType<typeof open>) => Promise<void>): Promise<void> {
    const db = open(this.provider, this.url)
    try {
      await work(db)
    } finally {
      await db.$disconnect()
    }
  }
}

function open(provider: Provider, url: string) {
  return createClient(provider as 'sqlite', { url })
}
