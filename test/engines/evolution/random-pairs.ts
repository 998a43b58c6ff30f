import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { renderSchemas } from '../../../src/commands/render.js'
import type { Provider } from '../../../src/engines/index.js'
import { type CreateDatabase, databaseName } from '../database.js'
import { Random } from '../mysql/diff/random.js'
import { readCatalog } from './catalog.js'
import { LivingDatabase } from './random/live.js'
import { changeSchema, makeSchema } from './random/make.js'
import { printModels, type RandomSchema } from './random/schema.js'
import { schemaOf } from './steps.js'

const PAIRS = Number(process.env.SCHEMA_PAIRS ?? 4)
const SEED = Number(process.env.SCHEMA_SEED ?? 1)

/**
 * Random canonical schemas, there and back with rows in the tables: after each migration the database is what a fresh install
 * is, and every row is what it should be on every engine. `SCHEMA_PAIRS=<n>` for many; `SCHEMA_SEED=<n>` to repeat one.
 */
export function testRandomPairs(provider: Provider, createDatabase: CreateDatabase): void {
  const server = inject('server')
  const told = { done: 0, refused: 0, cleared: 0 }
  const create = () => createDatabase(server.notRun === undefined ? server.url : '', databaseName())

  const makeLife = async () => {
    const folder = await mkdtemp(join(tmpdir(), 'refract-pairs-'))
    const database = await create()
    const living = new LivingDatabase(provider, database.url, folder)
    return {
      living,
      catalog: () => readCatalog(provider, database.url),
      async end() {
        await database.drop()
        await rm(folder, { recursive: true })
      },
    }
  }
  const readFresh = async (schema: RandomSchema) => {
    const fresh = await makeLife()
    await fresh.living.migrate(schema)
    const catalog = await fresh.catalog()
    await fresh.end()
    return catalog
  }

  describe.skipIf(server.notRun !== undefined)('random changes of a schema', () => {
    it.each(Array.from({ length: PAIRS }, (_, at) => SEED + at))(
      'end where a fresh install ends, with every row (seed %i)',
      async (seed) => {
        const random = new Random(seed)
        const before = makePortable(() => makeSchema(random))
        const after = makePortable(() => changeSchema(random, before))
        const life = await makeLife()
        const context = `seed ${seed}\n\n${printModels(before)}\n\nto\n\n${printModels(after)}`
        try {
          await life.living.migrate(before)
          await life.living.insertRows(4)
          for (const schema of [after, before]) {
            const refused = await life.living.migrate(schema).catch((error: Error) => {
              throw new Error(`${error.message}\n\n${schema === after ? 'there' : 'back'}, ${context}`, { cause: error })
            })
            if (refused !== null) {
              told.refused += 1
              break
            }
            expect(await life.catalog(), context).toEqual(await readFresh(schema))
            const { found, expected } = await life.living.readRows()
            expect(found, context).toEqual(expected)
            await life.living.insertRows(2)
            told.done += 1
          }
          expect(await life.living.compareSteps(), context).toEqual([])
          told.cleared += life.living.cleared
        } finally {
          await life.end()
        }
      },
      120_000,
    )

    afterAll(() => {
      const { done, refused, cleared } = told
      console.log(`Random migrations on ${provider}: ${done} run, ${cleared} of them without rows; ${refused} pairs refused.`)
    })
  })
}

/** The first schema that may be written. */
function makePortable(make: () => RandomSchema): RandomSchema {
  let refused: unknown
  for (let at = 0; at < 200; at++) {
    const schema = make()
    try {
      renderSchemas(schemaOf(printModels(schema)), 'schema.prisma')
      return schema
    } catch (error) {
      refused = error
    }
  }
  throw refused
}
