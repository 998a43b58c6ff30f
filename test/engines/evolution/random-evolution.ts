import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { type DeployOptions, deployMigrations } from '../../../src/commands/migrate-deploy.js'
import { createMigrations } from '../../../src/commands/migrate-dev.js'
import { listSnapshots, readSnapshot } from '../../../src/commands/snapshots.js'
import type { Table } from '../../../src/contract/tables.js'
import { engineOf, type Provider } from '../../../src/engines/index.js'
import { createClient } from '../../../src/index.js'
import { type CreateDatabase, databaseName } from '../database.js'
import { Random } from '../mysql/diff/random.js'
import { readCatalog } from './catalog.js'
import { makeModels, makeRow, printModels, type RandomModels } from './random-schema.js'
import { schemaOf } from './steps.js'

/** Random schemas one after another, with rows in the tables: each ends in the tables of a fresh install, and loses what was said. */
export function testRandomEvolution(provider: Provider, createDatabase: CreateDatabase): void {
  const engine = engineOf(provider)
  // `npm run test:schemas` goes through many.
  const [many, seed] = [Number(process.env.SCHEMA_PAIRS ?? 2), Number(process.env.SCHEMA_SEED ?? 1)]

  describe.skipIf(inject('server').notRun !== undefined)('random schemas', () => {
    it(
      `end where a fresh install ends, and lose nothing in silence (${many} from seed ${seed})`,
      async () => {
        const server = inject('server') as { url: string }
        let migrated = 0
        for (let round = 0; round < many; round++) {
          const random = new Random(seed + round)
          const folder = await mkdtemp(join(tmpdir(), 'refract-random-'))
          const database = await createDatabase(server.url, databaseName())
          const place = { schema: join(folder, 'schema.prisma'), migrations: join(folder, 'migrations') }
          const options = { engine, url: database.url, folder: join(place.migrations, provider) }
          let current: RandomModels | undefined
          const context: string[] = [`seed ${seed + round}`]
          try {
            for (let step = 0; step < 4; step++) {
              const next = makeModels(random, current)
              const models = printModels(next)
              context.push(models)
              if (step > 0) await fill(provider, database.url, await readTables(place.migrations))
              const before = step === 0 ? [] : await readTables(place.migrations)
              const old = await readRows(provider, database.url, before)
              if (!(await create(place, models))) continue
              current = next
              migrated += 1
              if (!(await deploy(options))) break
              const after = await readTables(place.migrations)
              compareRows(before, old, after, await readRows(provider, database.url, after))
              await compareFresh(models)
            }
          } catch (error) {
            throw new Error(`${(error as Error).message}\n${context.slice(-3).join('\n---\n')}`, { cause: error })
          } finally {
            await database.drop()
            await rm(folder, { recursive: true })
          }

          async function compareFresh(models: string): Promise<void> {
            const fresh = await createDatabase(server.url, databaseName())
            const anew = await mkdtemp(join(tmpdir(), 'refract-random-'))
            await create({ schema: join(anew, 'schema.prisma'), migrations: join(anew, 'migrations') }, models)
            await deployMigrations({ engine, url: fresh.url, folder: join(anew, 'migrations', provider) })
            expect(await readCatalog(provider, database.url)).toEqual(await readCatalog(provider, fresh.url))
            await fresh.drop()
            await rm(anew, { recursive: true })
          }
        }
        expect(migrated).toBeGreaterThan(2 * many)
      },
      60_000 + many * 20_000,
    )
  })
}

/** What fails over rows, as the migration has said. */
const OVER_ROWS = /unique|duplicate|CHECK constraint|out of range|too long|truncated|enum|NULL/i

/** False where the rows do not allow what was agreed to. */
async function deploy(options: DeployOptions): Promise<boolean> {
  try {
    await deployMigrations(options)
    return true
  } catch (error) {
    if (OVER_ROWS.test((error as Error).message.split('\n')[0] ?? '')) return false
    throw error
  }
}

/** False where a change is refused for good. */
async function create(place: { schema: string; migrations: string }, models: string): Promise<boolean> {
  await mkdir(join(place.schema, '..'), { recursive: true })
  await writeFile(place.schema, schemaOf(models))
  let fills: string[] = []
  for (;;) {
    try {
      await createMigrations({ ...place, name: 'step', renames: [], fills, agree: async () => true, allowEmpty: false })
      return true
    } catch (error) {
      const { message } = error as Error
      const wanted = [...message.matchAll(/^(\w+)\.(\w+) is required and has no default/gm)].map(([, model, field]) => ({ model, field }))
      if (wanted.length === 0 || fills.length > 0) {
        if (/refused for |no two engines do alike|Say it: --fill|another primary key/.test(message)) return false
        throw error
      }
      fills = wanted.map(({ model, field }) => `${model}.${field}=${valueFor(models, `${model}`, `${field}`)}`)
    }
  }
}

function valueFor(models: string, model: string, field: string): string {
  const block = new RegExp(`model ${model} \\{([\\s\\S]*?)\\n\\}`).exec(models)?.[1] ?? ''
  const type = new RegExp(`^  ${field} (\\w+)`, 'm').exec(block)?.[1] ?? ''
  const values: Record<string, string> = {
    String: "'filled'",
    Boolean: 'true',
    DateTime: 'now()',
    Json: "'{}'",
    Size: 'small',
    Bytes: "'AA=='",
  }
  return values[type] ?? '3'
}

async function readTables(migrations: string): Promise<readonly Table[]> {
  const last = (await listSnapshots(migrations)).at(-1)
  return last === undefined ? [] : (await readSnapshot(migrations, last)).step.tables
}

const nameIn = (provider: Provider, name: string) => (provider === 'mysql' ? `\`${name}\`` : `"${name}"`)

/** Two rows for every table that has none of them; nothing for join tables. */
async function fill(provider: Provider, url: string, tables: readonly Table[]): Promise<void> {
  const db = createClient(provider as 'sqlite', { url })
  for (const table of tables.filter(({ join: joins }) => !joins)) {
    for (const number of [1, 2]) {
      const [found] = await db.$queryRawUnsafe<unknown[]>(`SELECT 1 FROM ${nameIn(provider, table.name)} WHERE id = ${number}`)
      // A row that stands for two in a unique key is left out.
      if (found === undefined) await db.$executeRawUnsafe(makeRow(provider, table, number)).catch(() => undefined)
    }
  }
  await db.$disconnect()
}

type Rows = ReadonlyMap<string, readonly Readonly<Record<string, unknown>>[]>

async function readRows(provider: Provider, url: string, tables: readonly Table[]): Promise<Rows> {
  const db = createClient(provider as 'sqlite', { url })
  const rows = new Map<string, Record<string, unknown>[]>()
  for (const { name, join: joins } of tables) {
    if (!joins) rows.set(name, await db.$queryRawUnsafe(`SELECT * FROM ${nameIn(provider, name)} ORDER BY id`))
  }
  await db.$disconnect()
  return rows
}

/** Tables that stay keep their rows, and columns of the same type their values. */
function compareRows(before: readonly Table[], old: Rows, after: readonly Table[], rows: Rows): void {
  for (const { name, columns } of before) {
    const next = after.find((table) => table.name === name)
    const [former, latter] = [old.get(name), rows.get(name)]
    if (next === undefined || former === undefined || latter === undefined) continue
    expect(latter.length, `rows of ${name}`).toBe(former.length)
    for (const column of columns) {
      const same = next.columns.find(
        (candidate) => candidate.name === column.name && JSON.stringify(candidate.storage) === JSON.stringify(column.storage),
      )
      if (same === undefined) continue
      const values = (list: readonly Readonly<Record<string, unknown>>[]) => list.map((row) => plain(row[column.name]))
      const filled = values(former).map((value, at) => (value === 'null' && same.required ? values(latter)[at] : value))
      expect(values(latter), `${name}.${column.name}`).toEqual(filled)
    }
  }
}

function plain(value: unknown): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex')
  return typeof value === 'object' && value !== null && !(value instanceof Date) ? JSON.stringify(value) : String(value)
}
