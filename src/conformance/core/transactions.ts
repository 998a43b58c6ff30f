import assert from 'node:assert/strict'
import type { PortableClient } from '../../client/portable.js'
import type { CaseGroup } from '../case.js'
import { assertCode } from '../expect.js'
import { createUser, createWorkspace, unique, userData } from './samples.js'

class Rollback extends Error {}

async function rollBack(run: Promise<unknown>): Promise<void> {
  await assert.rejects(run, Rollback)
}

/** A moment that one side of a case waits for and the other announces. */
function createSignal(): { reached: Promise<void>; reach: () => void } {
  let reach = (): void => undefined
  const reached = new Promise<void>((resolve) => {
    reach = resolve
  })
  return { reached, reach: () => reach() }
}

export const transactions: CaseGroup<PortableClient> = {
  name: 'transactions',
  cases: [
    {
      name: 'a function that returns commits, and gives its result',
      async run({ db }) {
        const id = await db.$transaction(async (tx) => {
          const user = await createUser(tx)
          return user.id
        })
        assert.ok(await db.user.findUnique({ where: { id } }))
      },
    },
    {
      name: 'a function that throws leaves nothing behind, and its error comes through',
      rows: ['T1'],
      async run({ db }) {
        await rollBack(
          db.$transaction(async (tx) => {
            await createUser(tx)
            await createWorkspace(tx)
            assert.equal(await tx.user.count(), 1)
            throw new Rollback()
          }),
        )
        assert.equal(await db.user.count(), 0)
        assert.equal(await db.workspace.count(), 0)
      },
    },
    {
      name: 'a list of queries commits together, and gives their results in order',
      async run({ db }) {
        const [user, count] = await db.$transaction([db.user.create({ data: userData({ name: 'First' }) }), db.user.count()])
        assert.equal(user.name, 'First')
        assert.equal(count, 1)
      },
    },
    {
      name: 'a list of queries of which one fails leaves nothing behind',
      rows: ['T1'],
      async run({ db }) {
        const { email } = await createUser(db)
        const queries = db.$transaction([db.user.create({ data: userData() }), db.user.create({ data: userData({ email }) })])
        await assertCode(queries, 'P2002')
        assert.equal(await db.user.count(), 1)
      },
    },
    {
      name: 'a constraint that fails inside rolls the whole transaction back',
      async run({ db }) {
        const { email } = await createUser(db)
        const run = db.$transaction(async (tx) => {
          await createUser(tx)
          await createUser(tx, { email })
        })
        await assertCode(run, 'P2002')
        assert.equal(await db.user.count(), 1)
      },
    },
    {
      name: 'what is written beside an open transaction is kept when that rolls back',
      rows: ['T3'],
      async run({ db }) {
        const [opened, written] = [createSignal(), createSignal()]
        const transaction = rollBack(
          db.$transaction(async (tx) => {
            await createUser(tx, { name: 'inside' })
            opened.reach()
            // On an engine with one writer the write waits for this transaction instead.
            await Promise.race([written.reached, new Promise((resolve) => setTimeout(resolve, 200))])
            throw new Rollback()
          }),
        )
        await opened.reached
        await createUser(db, { name: 'beside' })
        written.reach()
        await transaction
        assert.deepEqual(
          (await db.user.findMany()).map(({ name }) => name),
          ['beside'],
        )
      },
    },
    {
      name: 'readers beside an open transaction see what was committed, and do not wait',
      rows: ['T2'],
      async run({ db }) {
        const { id } = await createUser(db, { name: 'before' })
        const [changed, read] = [createSignal(), createSignal()]
        const transaction = db.$transaction(async (tx) => {
          await tx.user.update({ where: { id }, data: { name: 'after' } })
          assert.equal((await tx.user.findUnique({ where: { id } }))?.name, 'after')
          changed.reach()
          await read.reached
        })
        await changed.reached
        assert.equal((await db.user.findUnique({ where: { id } }))?.name, 'before')
        read.reach()
        await transaction
        assert.equal((await db.user.findUnique({ where: { id } }))?.name, 'after')
      },
    },
    {
      name: 'a second read in a transaction sees what others committed meanwhile',
      rows: ['T6'],
      needs: 'concurrentWrites',
      async run({ db }) {
        const { id } = await createUser(db, { name: 'before' })
        await db.$transaction(async (tx) => {
          assert.equal((await tx.user.findUnique({ where: { id } }))?.name, 'before')
          await db.user.update({ where: { id }, data: { name: 'after' } })
          assert.equal((await tx.user.findUnique({ where: { id } }))?.name, 'after')
        })
      },
      // The one writer is the transaction: the write beside it waits until the transaction has ended.
      async refusal({ db }) {
        const { id } = await createUser(db, { name: 'before' })
        let write: Promise<unknown> = Promise.resolve()
        await db.$transaction(async (tx) => {
          assert.equal((await tx.user.findUnique({ where: { id } }))?.name, 'before')
          write = db.user.update({ where: { id }, data: { name: 'after' } }).then(() => undefined)
          assert.equal((await tx.user.findUnique({ where: { id } }))?.name, 'before')
        })
        await write
        assert.equal((await db.user.findUnique({ where: { id } }))?.name, 'after')
      },
    },
    {
      name: 'a transaction within one rolls back alone',
      rows: ['T1', 'T17'],
      async run({ db }) {
        await db.$transaction(async (tx) => {
          await createUser(tx, { name: 'outer' })
          await rollBack(
            tx.$transaction(async (inner) => {
              await createUser(inner, { name: 'inner' })
              throw new Rollback()
            }),
          )
        })
        assert.deepEqual(
          (await db.user.findMany()).map(({ name }) => name),
          ['outer'],
        )
      },
    },
    {
      name: 'a transaction that takes longer than its timeout is rolled back and says so',
      rows: ['T14'],
      async run({ db }) {
        const run = db.$transaction(
          async (tx) => {
            await createUser(tx)
            await new Promise((resolve) => setTimeout(resolve, 400))
            await createUser(tx)
          },
          { timeout: 150 },
        )
        await assertCode(run, 'P2028')
        assert.equal(await db.user.count(), 0)
      },
    },
    {
      name: 'Serializable can be asked for',
      rows: ['T7'],
      async run({ db }) {
        await db.$transaction(async (tx) => void (await createUser(tx)), { isolationLevel: 'Serializable' })
        assert.equal(await db.user.count(), 1)
      },
    },
    {
      name: 'fifty increments at once are all counted',
      rows: ['W8'],
      async run({ db }) {
        const { id: workspaceId } = await createWorkspace(db)
        const { id } = await db.apiKey.create({ data: { workspaceId, name: 'k', hashedKey: unique('h'), start: 's' } })
        await Promise.all(Array.from({ length: 50 }, () => db.apiKey.update({ where: { id }, data: { requestCount: { increment: 1 } } })))
        assert.equal((await db.apiKey.findUnique({ where: { id } }))?.requestCount, 50n)
      },
    },
    {
      name: 'ten transactions at once all commit',
      rows: ['T8'],
      async run({ db }) {
        const run = () =>
          db.$transaction(async (tx) => {
            await createUser(tx)
            await new Promise((resolve) => setTimeout(resolve, 20))
            await createWorkspace(tx)
          })
        await Promise.all(Array.from({ length: 10 }, run))
        assert.equal(await db.user.count(), 10)
        assert.equal(await db.workspace.count(), 10)
      },
    },
    {
      name: 'two clients see each other’s commits',
      rows: ['T16'],
      async run({ db, open }) {
        const other = open()
        const { id } = await createUser(db)
        assert.ok(await other.user.findUnique({ where: { id } }))
        await other.user.update({ where: { id }, data: { name: 'changed elsewhere' } })
        assert.equal((await db.user.findUnique({ where: { id } }))?.name, 'changed elsewhere')
      },
    },
  ],
}
