import { readFile } from 'node:fs/promises'
import { describe, expect, inject, it } from 'vitest'
import { engineSchemaOf } from '../../../src/commands/schema-step.js'
import type { LiveComparison } from '../../../src/contract/live.js'
import type { Provider } from '../../../src/engines/index.js'
import { findChanges, nameModels } from '../../../src/schema/changes.js'
import type { CreateDatabase } from '../database.js'
import { changeSchema, makeSchema } from '../evolution/random/make.js'
import { printModels, type RandomSchema } from '../evolution/random/schema.js'
import { schemaOf } from '../evolution/steps.js'
import { Random } from '../mysql/diff/random.js'
import { makePlace, readSteps } from './places.js'

const PAIRS = Number(process.env.SCHEMA_PAIRS ?? 4)
const SEED = Number(process.env.SCHEMA_SEED ?? 1)

/** A live database is read into what can be compared with a schema: nothing is lost, and nothing is seen that is not there. */
export function testComparison(provider: Provider, createDatabase: CreateDatabase): void {
  describe.skipIf(inject('server').notRun !== undefined)('a live database beside a schema', () => {
    const tell = async ({ differences, others, toSchema, toDatabase }: LiveComparison) => ({
      differences,
      others,
      toSchema: await toSchema(),
      toDatabase: await toDatabase(),
    })
    const nothing = { differences: [], others: [], toSchema: '', toDatabase: '' }

    it.each(['prisma/schema.prisma', 'src/conformance/zoo/schema.prisma'])('has no difference to a fresh install of %s', async (path) => {
      const [step] = await readSteps(await readFile(path, 'utf8'))
      if (step === undefined) throw new Error('no step')
      const schema = engineSchemaOf(step, provider)
      const place = await makePlace(provider, createDatabase)
      await place.run(schema.script)
      expect(await place.use(async (connection) => tell(await connection.compare(schema)))).toEqual(nothing)
      await place.drop()
    })

    it.each(Array.from({ length: PAIRS }, (_, at) => SEED + at))(
      'is led there and back by what the comparison prints (seed %i)',
      async (seed) => {
        const random = new Random(seed)
        const one = await makePortable(() => makeSchema(random))
        const other = await makePortable(() => changeSchema(random, one.schema))
        const context = `seed ${seed}\n\n${printModels(one.schema)}\n\nto\n\n${printModels(other.schema)}`
        const [before, after] = [engineSchemaOf(one.step, provider), engineSchemaOf(other.step, provider)]
        const places = [await makePlace(provider, createDatabase), await makePlace(provider, createDatabase)] as const
        const [first, second] = places
        await first.run(before.script)
        await second.run(after.script)
        const catalogs = await Promise.all(places.map((place) => place.use((connection) => connection.readCatalog())))
        expect(await first.use(async (connection) => tell(await connection.compare(before))), context).toEqual(nothing)
        expect(await second.use(async (connection) => tell(await connection.compare(after))), context).toEqual(nothing)
        const changes = findChanges(one.step.tables, other.step.tables, nameModels())
        if (!changes.some(({ needs }) => needs === 'never')) {
          const found = await first.use(async (connection) => tell(await connection.compare(after)))
          expect(found.differences.length > 0, context).toBe(found.toSchema !== '')
          await first.run(found.toSchema)
          expect(await first.use(async (connection) => tell(await connection.compare(after))), context).toEqual(nothing)
          expect(await first.use((connection) => connection.readCatalog()), context).toEqual(catalogs[1])
        }
        if (!findChanges(other.step.tables, one.step.tables, nameModels()).some(({ needs }) => needs === 'never')) {
          const third = await makePlace(provider, createDatabase)
          await third.run(before.script)
          const found = await third.use(async (connection) => tell(await connection.compare(after)))
          await second.run(found.toDatabase)
          expect(await second.use((connection) => connection.readCatalog()), context).toEqual(catalogs[0])
          await third.drop()
        }
        for (const place of places) await place.drop()
      },
      120_000,
    )
  })
}

/** The first schema that may be written. */
async function makePortable(make: () => RandomSchema) {
  let refused: unknown
  for (let at = 0; at < 200; at++) {
    const schema = make()
    try {
      const [step] = await readSteps(schemaOf(printModels(schema)))
      if (step !== undefined) return { schema, step }
    } catch (error) {
      refused = error
    }
  }
  throw refused
}
