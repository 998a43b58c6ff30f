import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { createClient } from '../../../src/index.js'
import { useDatabase } from '../database.js'
import { createDatabase, query } from './server.js'

/** After a conflict MySQL has undone all of a transaction, or one statement of it: neither may be committed in part. */
describe.skipIf(inject('server').notRun !== undefined)('conflicts', () => {
  const database = useDatabase('mysql', createDatabase, 'prisma/migrations')
  type Client = ReturnType<typeof open>
  type Transaction = Pick<Client, 'user'>
  let db: Client
  const open = () => createClient('mysql', { url: database.url, pool: { max: 4 } })

  beforeEach(async () => {
    db ??= open()
    await db.user.deleteMany()
    for (const name of ['a', 'b']) await db.user.create({ data: { name, email: `${name}@example.com` } })
  })
  afterAll(() => db?.$disconnect())

  const names = async () => (await db.user.findMany({ orderBy: { email: 'asc' } })).map(({ name }) => name)
  const rename = (tx: Transaction, email: string, name: string) =>
    tx.user.update({ where: { email: `${email}@example.com` }, data: { name } })
  const add = (tx: Transaction, name: string) => tx.user.create({ data: { name, email: `${name}@example.com` } })

  /** Holds a row in a transaction until `task` is done. */
  const whileHeld = async (email: string, task: () => Promise<void>): Promise<void> =>
    db.$transaction(
      async (tx) => {
        await rename(tx, email, 'held')
        await task()
      },
      { timeout: 20_000 },
    )

  it('a deadlock is P2034, and what was caught and carried on is not committed', async () => {
    let met = 0
    let meet = (): void => undefined
    const both = new Promise<void>((resolve) => {
      meet = resolve
    })
    const run = (first: string, second: string) =>
      db.$transaction(async (tx) => {
        await rename(tx, first, first.repeat(2))
        if (++met === 2) meet()
        await both
        await rename(tx, second, second.repeat(3)).catch(() => undefined)
        await add(tx, `after-${first}`).catch(() => undefined)
      })
    const outcomes = await Promise.allSettled([run('a', 'b'), run('b', 'a')])
    const failed = outcomes.find((outcome) => outcome.status === 'rejected')
    expect(failed).toMatchObject({ reason: { code: 'P2034' } })
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    // The one that won is whole, of the other there is nothing.
    const [winner, loser] = outcomes[0]?.status === 'fulfilled' ? ['a', 'b'] : ['b', 'a']
    expect(await names()).toContain(`after-${winner}`)
    expect(await names()).not.toContain(`after-${loser}`)
  })

  it('a lock waited for too long is P2034 after five seconds, and half a transaction is not committed', async () => {
    await whileHeld('a', async () => {
      const codes: unknown[] = []
      const note = (error: { code?: string }) => void codes.push(error.code)
      const start = performance.now()
      const transaction = db.$transaction(
        async (tx) => {
          await add(tx, 'before')
          await rename(tx, 'a', 'x').catch(note)
          await add(tx, 'after').catch(note)
        },
        { timeout: 15_000 },
      )
      await expect(transaction).rejects.toMatchObject({ code: 'P2034' })
      expect(codes).toEqual(['P2034', 'P2034'])
      expect(performance.now() - start).toBeLessThan(8_000)
    })
    expect(await names()).toEqual(['held', 'b'])
  })

  it('a transaction goes on after a conflict in one within it', async () => {
    await whileHeld('a', async () => {
      await db.$transaction(
        async (tx) => {
          await add(tx, 'outer')
          const inner = tx.$transaction(async (nested) => {
            await add(nested, 'inner')
            await rename(nested, 'a', 'x')
          })
          await expect(inner).rejects.toMatchObject({ code: 'P2034' })
          await add(tx, 'more')
        },
        { timeout: 15_000 },
      )
    })
    expect(await names()).toEqual(['held', 'b', 'more', 'outer'])
  })

  it('outside a transaction a lock waited for too long is P2034, too', async () => {
    await whileHeld('a', async () => {
      await expect(rename(db, 'a', 'x')).rejects.toMatchObject({ code: 'P2034' })
    })
  })

  it('a transaction whose time is over while it waits for a lock is rolled back, and its connection comes back', async () => {
    await whileHeld('a', async () => {
      const start = performance.now()
      const transaction = db.$transaction(
        async (tx) => {
          await add(tx, 'before')
          await rename(tx, 'a', 'x')
        },
        { timeout: 500 },
      )
      await expect(transaction).rejects.toMatchObject({ code: expect.stringMatching(/^P20(28|34)$/) })
      expect(performance.now() - start).toBeLessThan(8_000)
      expect(await names()).toEqual(['a', 'b'])
    })
    const [row] = await query(database.url, 'SELECT COUNT(*) AS open FROM information_schema.innodb_trx')
    expect(row?.open).toBe(0n)
  })
})
