import { describe, expect, inject, it } from 'vitest'
import { engineOf, type Provider } from '../../src/engines/index.js'
import { createClient } from '../../src/index.js'
import { type CreateDatabase, useDatabase } from './database.js'

/** The exact clients' methods without their types, which differ from engine to engine. */
// biome-ignore lint/suspicious/noExplicitAny: whether they exist is what is tested
type Untyped = any

/** Each capability is tried on the live server: a flag that lies fails. */
export function testCapabilities(provider: Provider, createDatabase: CreateDatabase): void {
  const { capabilities } = engineOf(provider)
  const data = { name: 'Ada', email: 'ada@example.com' }

  const trials: Readonly<Record<string, (db: Untyped) => Promise<boolean>>> = {
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
    escapesLike: async (db) => {
      await db.user.create({ data: { ...data, name: '100%' } })
      return (await db.user.count({ where: { name: { endsWith: '0\\%' } } })) === 1
    },
  }

  describe.skipIf(inject('server').notRun !== undefined)('capabilities', () => {
    const database = useDatabase(provider, createDatabase, 'prisma/migrations')

    it.each(Object.entries(trials))('%s is what the engine does', async (name, trial) => {
      const db: Untyped = createClient(provider as 'postgresql', { url: database.url })
      await db.user.deleteMany()
      const works = await trial(db).catch(() => false)
      await db.$disconnect()
      expect(works).toBe(capabilities[name as keyof typeof capabilities])
    })
  })
}
