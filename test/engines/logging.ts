import { describe, expect, inject, it } from 'vitest'
import type { Provider } from '../../src/engines/index.js'
import { createClient, migrate } from '../../src/index.js'
import { type CreateDatabase, useDatabase } from './database.js'

/** What a portable client tells of its queries: the caller's values, not those that the adapters are given. */
export function testLogging(provider: Provider, createDatabase: CreateDatabase): void {
  describe.skipIf(inject('server').notRun !== undefined)('what a portable client logs', () => {
    const database = useDatabase(provider, createDatabase)

    it('shows the values of filters as they were given, in events and in errors', async () => {
      const db = createClient({
        url: database.url,
        log: [
          { emit: 'event', level: 'query' },
          { emit: 'event', level: 'error' },
        ],
      })
      await migrate(db)
      const told: string[] = []
      db.$on('query', ({ params }) => told.push(params))
      db.$on('error', ({ message }) => told.push(message))
      await db.user.findMany({ where: { name: { contains: 'Åsa', mode: 'insensitive' } } })
      await db.user.findMany({ where: { email: { in: ['a@example.com', 'B@example.com'], mode: 'insensitive' } } })
      await db.auditLog.findMany({ where: { before: { path: ['colour'], equals: 'red' } } })
      const wrong = { where: { name: { contains: 'Åsa', mode: 'insensitive' }, nothing: 1 } }
      const error = await db.user.findMany(wrong as never).catch((problem: Error) => problem)
      expect(error).toMatchObject({ name: 'PrismaClientValidationError', message: expect.stringContaining('contains: "Åsa"') })
      const everything = [...told, (error as Error).message, (error as Error).stack].join('\n')
      for (const value of ['Åsa', 'a@example.com', 'B@example.com', 'colour', 'red']) expect(everything).toContain(value)
      expect(everything).not.toMatch(/\uFFFF|refract-json/)
      expect(told).toHaveLength(4)
      await db.$disconnect()
    })
  })
}
