import { afterAll, describe, expect, inject, it } from 'vitest'
import { tablesOf } from '../../unit/engines/mysql/schemas.js'
import { databaseName } from '../database.js'
import { readCatalog } from './diff/catalog.js'
import { MigratedDatabase } from './diff/migrated-database.js'
import { printSchema } from './diff/print-schema.js'
import { Random } from './diff/random.js'
import { changeSchema, makeSchema, type RandomSchema } from './diff/random-schema.js'
import { createDatabase } from './server.js'

/*
 * Random schemas, gone through in one database with rows in it: there, back, there again, and on to the next. After each
 * step the database is what a fresh install of that schema is. `SCHEMA_PAIRS=300` for many; `SCHEMA_SEED` to repeat one.
 */
const PAIRS = Number(process.env.SCHEMA_PAIRS ?? 6)
const SEED = Number(process.env.SCHEMA_SEED ?? 1)
const PAIRS_IN_A_DATABASE = 6

const server = inject('server')
const seeds = Array.from({ length: Math.ceil(PAIRS / PAIRS_IN_A_DATABASE) }, (_, at) => SEED + at)
let done = 0

describe.skipIf(server.notRun !== undefined)('the diff of MySQL, over rows', () => {
  it.each(seeds)(
    'ends where a fresh install ends and loses nothing in silence (seed %i)',
    async (seed) => {
      const random = new Random(seed)
      const schemas = makeSchemas(random)
      const first = schemas[0]?.tables ?? []
      const database = await createDatabase(server.notRun === undefined ? server.url : '', databaseName())
      const migrated = await MigratedDatabase.open(database.url, first)
      try {
        const expected = await Promise.all(schemas.map(({ tables }) => catalogOf(tables)))
        for (const [at, next] of schemas.entries()) {
          if (at === 0) continue
          for (const to of [at, at - 1, at]) {
            const context = `step ${at} to ${to} of seed ${seed}\n\n${schemas[to === at ? at - 1 : at]?.text}\n\nto\n\n${schemas[to]?.text}`
            const losses = await migrated.migrate(schemas[to]?.tables ?? next.tables).catch((error: Error) => [`${error.message}`])
            expect(losses, context).toEqual([])
            expect(await readCatalog(migrated.connection), context).toEqual(expected[to])
          }
          done++
        }
      } finally {
        await migrated.connection.end()
        await database.drop()
      }
    },
    600_000,
  )

  afterAll(() => console.log(`Pairs of schemas, there and back on ${server.notRun ?? server.url.replace(/.*@/, '')}: ${done}.`))
})

function makeSchemas(random: Random) {
  const list: RandomSchema[] = [makeSchema(random)]
  while (list.length <= PAIRS_IN_A_DATABASE) {
    const last = list.at(-1)
    list.push(last === undefined || random.chance(0.4) ? makeSchema(random) : changeSchema(random, last))
  }
  return list.map((schema) => {
    const text = printSchema(schema)
    return { text, tables: tablesOf(text) }
  })
}

/** What a fresh install of a schema is. */
async function catalogOf(tables: Parameters<typeof MigratedDatabase.open>[1]) {
  const database = await createDatabase(server.notRun === undefined ? server.url : '', databaseName())
  const fresh = await MigratedDatabase.open(database.url, tables)
  try {
    return await readCatalog(fresh.connection)
  } finally {
    await fresh.connection.end()
    await database.drop()
  }
}
