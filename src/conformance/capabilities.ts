import assert from 'node:assert/strict'
import type { Capabilities } from '../contract/capabilities.js'

/** An engine's own client of the core model without its types, which differ from engine to engine. */
// biome-ignore lint/suspicious/noExplicitAny: whether its methods exist is what is tried
type Untyped = any

const data = { name: 'Ada', email: 'ada@example.com' }

/** What an engine's own client can do where it has the capability. */
const TRIALS: Partial<Record<keyof Capabilities, (db: Untyped) => Promise<boolean>>> = {
  insertReturning: async (db) => (await db.user.createManyAndReturn({ data: [data] }))[0].name === 'Ada',
  createSkipDuplicates: async (db) => {
    await db.user.createMany({ data: [data, data], skipDuplicates: true })
    // Nothing but duplicates is skipped: a session of nobody is an error.
    const orphan = { userId: '00000000-0000-7000-8000-000000000000', token: 't', expiresAt: new Date() }
    const error = await db.session.createMany({ data: [orphan], skipDuplicates: true }).catch((caught: unknown) => caught)
    return error.code === 'P2003'
  },
  jsonFilters: async (db) => {
    await db.workspace.create({ data: { name: 'a', slug: 'a', metadata: { list: [1, 2] } } })
    const count = (list: number[]) => db.workspace.count({ where: { metadata: { path: ['list'], equals: list } } })
    return (await count([1, 2])) === 1 && (await count([2, 1])) === 0
  },
  scalarLists: async (db) => Array.isArray((await db.$queryRawUnsafe("SELECT ARRAY['a'] AS list"))[0].list),
  escapesLike: async (db) => {
    await db.user.create({ data: { ...data, name: '100%' } })
    return (await db.user.count({ where: { name: { endsWith: '0\\%' } } })) === 1
  },
  sortsNullsLast: async (db) => {
    await db.user.createMany({ data: [data, { ...data, email: 'b', image: 'i' }] })
    const read = async (image: string) => (await db.user.findMany({ orderBy: { image } }))[0].image
    return (await read('asc')) === 'i' && (await read('desc')) === null
  },
}

export interface CapabilityCase {
  readonly name: string
  /** @param db the engine's own client of the core model */
  run(db: object): Promise<void>
}

/** Each capability is tried on the live server: a flag that lies fails. */
export function createCapabilityCases(capabilities: Capabilities): CapabilityCase[] {
  return Object.entries(TRIALS).map(([name, trial]) => ({
    name: `${name} is what the engine does`,
    async run(db: Untyped) {
      await db.workspace.deleteMany()
      await db.user.deleteMany()
      const works = await trial(db).catch(() => false)
      assert.equal(works, capabilities[name as keyof Capabilities])
    },
  }))
}
