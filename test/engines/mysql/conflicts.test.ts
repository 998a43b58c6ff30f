import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createClient } from '../../../src/index.js'
import { useDatabase } from '../database.js'
import { createDatabase, query } from './server.js'

type Client = ReturnType<typeof open>
type Transaction = Pick<Client, 'user'>
const open = (url: string) => createClient('mysql', { url, pool: { max: 12 } })

/** Two users of one test, who are called a and b. Each test has its own, so that they wait for their locks together. */
class Users {
  constructor(
    private readonly db: Client,
    private readonly test: string,
  ) {}

  add(tx: Transaction, name: string) {
    return tx.user.create({ data: { name, email: `${this.test}/${name}` } })
  }

  rename(tx: Transaction, user: string, name: string) {
    return tx.user.update({ where: { email: `${this.test}/${user}` }, data: { name } })
  }

  async names(): Promise<string[]> {
    const users = await this.db.user.findMany({ where: { email: { startsWith: `${this.test}/` } }, orderBy: { email: 'asc' } })
    return users.map(({ name }) => name)
  }

  /** Holds a's row in a transaction until `task` is done. */
  async whileHeld(task: () => Promise<void>): Promise<void> {
    const hold = async (tx: Transaction) => {
      await this.rename(tx, 'a', 'held')
      await task()
    }
    await this.db.$transaction(hold, { timeout: 20_000 })
  }
}

/** After a conflict MySQL has undone all of a transaction, or one statement of it: neither may be committed in part. */
describe.skipIf(inject('server').notRun !== undefined)('conflicts', { concurrent: true }, () => {
  const database = useDatabase('mysql', createDatabase, 'prisma/migrations')
  let db: Client
  beforeAll(() => {
    db = open(database.url)
  })
  afterAll(() => db?.$disconnect())

  const createUsers = async (test: string): Promise<Users> => {
    const users = new Users(db, test)
    for (const name of ['a', 'b']) await users.add(db, name)
    return users
  }

  it('a deadlock is P2034, and what was caught and carried on is not committed', async () => {
    const users = await createUsers('deadlock')
    let met = 0
    let meet = (): void => undefined
    const both = new Promise<void>((resolve) => {
      meet = resolve
    })
    const run = (first: string, second: string) =>
      db.$transaction(async (tx) => {
        await users.rename(tx, first, `${first} by ${first}`)
        if (++met === 2) meet()
        await both
        await users.rename(tx, second, `${second} by ${first}`).catch(() => undefined)
        await users.add(tx, `c by ${first}`).catch(() => undefined)
      })
    const outcomes = await Promise.allSettled([run('a', 'b'), run('b', 'a')])
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'P2034' } })
    // The one that won is whole, of the other there is nothing.
    const winner = outcomes[0]?.status === 'fulfilled' ? 'a' : 'b'
    expect(await users.names()).toEqual([`a by ${winner}`, `b by ${winner}`, `c by ${winner}`])
  })

  it('a lock waited for too long is P2034 after five seconds, and half a transaction is not committed', async () => {
    const users = await createUsers('lock')
    await users.whileHeld(async () => {
      const codes: unknown[] = []
      const note = (error: { code?: string }) => void codes.push(error.code)
      const start = performance.now()
      const transaction = db.$transaction(
        async (tx) => {
          await users.add(tx, 'before')
          await users.rename(tx, 'a', 'x').catch(note)
          await users.add(tx, 'after').catch(note)
        },
        { timeout: 15_000 },
      )
      await expect(transaction).rejects.toMatchObject({ code: 'P2034' })
      expect(codes).toEqual(['P2034', 'P2034'])
      expect(performance.now() - start).toBeLessThan(8_000)
    })
    expect(await users.names()).toEqual(['held', 'b'])
  })

  it('a transaction goes on after a conflict in one within it', async () => {
    const users = await createUsers('nested')
    await users.whileHeld(async () => {
      const run = async (tx: Parameters<Parameters<typeof db.$transaction>[0]>[0]) => {
        await users.add(tx, 'c')
        const inner = tx.$transaction(async (nested) => {
          await users.add(nested, 'undone')
          await users.rename(nested, 'a', 'x')
        })
        await expect(inner).rejects.toMatchObject({ code: 'P2034' })
        await users.add(tx, 'd')
      }
      await db.$transaction(run, { timeout: 15_000 })
    })
    expect(await users.names()).toEqual(['held', 'b', 'c', 'd'])
  })

  it('outside a transaction a lock waited for too long is P2034, too', async () => {
    const users = await createUsers('outside')
    await users.whileHeld(() => expect(users.rename(db, 'a', 'x')).rejects.toMatchObject({ code: 'P2034' }))
  })

  it('a transaction whose time is over while it waits for a lock is undone, and so is its lock', async () => {
    const users = await createUsers('timeout')
    let id: bigint | undefined
    await users.whileHeld(async () => {
      const start = performance.now()
      const transaction = db.$transaction(
        async (tx) => {
          await users.add(tx, 'before')
          id = (await tx.$queryRaw<{ id: bigint }[]>`SELECT CONNECTION_ID() AS id`)[0]?.id
          await users.rename(tx, 'a', 'x')
        },
        { timeout: 500 },
      )
      await expect(transaction).rejects.toMatchObject({ code: expect.stringMatching(/^P20(28|34)$/) })
      expect(performance.now() - start).toBeLessThan(8_000)
      expect(await users.names()).toEqual(['a', 'b'])
    })
    expect(await query(database.url, `SELECT 1 FROM information_schema.innodb_trx WHERE trx_mysql_thread_id = ${id}`)).toEqual([])
  })
})
