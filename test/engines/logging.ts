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

    const percent = { contains: '100%', mode: 'insensitive' }
    it.each<[string, object, string[]]>([
      [
        'a field that there is not',
        { where: { name: percent, nothing: 1 } },
        ['contains: "100%"', 'mode: "insensitive"', 'nothing: 1,\n~'],
      ],
      ['an order', { orderBy: { nothing: 'asc' } }, ['orderBy: {\nnothing: "asc",\n~']],
      ['an order that is none', { orderBy: 'name' }, ['orderBy: "name"\n~']],
      ['an order of related rows', { include: { sessions: { orderBy: { nothing: 'asc' } } } }, ['orderBy: {\nnothing: "asc",\n~']],
      ['what is made before it is sent', { where: { name: percent }, select: {}, include: {} }, ['contains: "100%"', 'select: {},\n~']],
    ])('tells of %s by the arguments that were given', async (_, args, words) => {
      const db = createClient({ url: database.url, errorFormat: 'colorless', log: [{ emit: 'event', level: 'error' }] })
      const logged: string[] = []
      db.$on('error', ({ message }) => logged.push(message))
      const error: Error = await db.user.findMany(args).then(
        () => expect.unreachable(),
        (refused) => refused,
      )
      expect(error.name).toBe('PrismaClientValidationError')
      expect(logged).toEqual([error.message])
      const lines = error.message.replaceAll(/^ +/gm, '')
      for (const word of words) expect(lines).toContain(word)
      expect(lines).not.toMatch(/id: "asc"|\\\\%|AND: \[/)
      await db.$disconnect()
    })

    it('tells of a unique look-up by its filter', async () => {
      const db = createClient({ url: database.url })
      const where = { id: '00000000-0000-4000-8000-000000000000', name: { contains: 5, mode: 'insensitive' } }
      const message = await db.user.findUnique({ where: where as never }).catch((error: Error) => error.message.replaceAll(/^ +/gm, ''))
      expect(message).toContain('name: {\ncontains: 5,\n~\nmode: "insensitive"\n}')
      await db.$disconnect()
    })
  })
}
