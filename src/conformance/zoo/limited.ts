import assert from 'node:assert/strict'
import type { Case, CaseGroup } from '../case.js'
import type { ZooClient } from './open.js'

const FREE = { name: 'free' }
const ROWS = 40
const WORKERS = Array.from({ length: 16 }, (_, worker) => `w${worker}`)

type Take = (db: ZooClient, worker: string) => Promise<number>

/** How a worker takes rows that nobody has: each gives the number of those that it got. */
const TAKES: readonly (readonly [string, Take])[] = [
  ['updateMany', async (db, name) => (await db.node.updateMany({ where: FREE, data: { name }, limit: 1 })).count],
  ['updateManyAndReturn', async (db, name) => (await db.node.updateManyAndReturn({ where: FREE, data: { name }, limit: 2 })).length],
  ['deleteMany', async (db) => (await db.node.deleteMany({ where: FREE, limit: 3 })).count],
]

/** Takes rows until none is left. */
async function work(db: ZooClient, take: Take, worker: string): Promise<number> {
  let taken = 0
  for (;;) {
    const count = await take(db, worker)
    if (count === 0 && (await db.node.count({ where: FREE })) === 0) return taken
    taken += count
  }
}

export const limited: CaseGroup<ZooClient> = {
  name: 'writes of a limited number of rows',
  cases: [
    ...TAKES.map(
      ([method, take]): Case<ZooClient> => ({
        name: `${WORKERS.length} workers that take rows with a limited ${method} get each row once, and all of them`,
        rows: ['W3'],
        async run({ db }) {
          for (const _ of [1, 2, 3]) {
            await db.node.deleteMany()
            await db.node.createMany({ data: Array.from({ length: ROWS }, () => FREE) })
            const taken = await Promise.all(WORKERS.map((worker) => work(db, take, worker)))
            assert.equal(
              taken.reduce((sum, one) => sum + one, 0),
              ROWS,
            )
            const groups = await db.node.groupBy({ by: ['name'], _count: true })
            for (const { name, _count } of groups) assert.equal(taken[WORKERS.indexOf(name)], _count)
          }
        },
      }),
    ),
    {
      name: 'the rows with the least keys are chosen, whatever was written before and whatever index finds them',
      rows: ['W3', '23'],
      async run({ db }) {
        await db.order.createMany({ data: [3, 1, 5, 2, 4].map((id) => ({ id, group: `g${9 - id}`, select: 7 })) })
        await db.order.update({ where: { id: 1 }, data: { index: 2 } })
        const read = async (index: number) => (await db.order.findMany({ where: { index } })).map(({ id }) => id)
        const data = { index: { increment: 10 } }
        await db.order.updateMany({ where: { group: { startsWith: 'g' } }, data, limit: 2 })
        assert.deepEqual([await read(11), await read(12)], [[2], [1]])
        const taken = await db.order.updateManyAndReturn({ where: { index: 1 }, data, limit: 2, select: { id: true } })
        assert.deepEqual(taken, [{ id: 3 }, { id: 4 }])
        await db.order.deleteMany({ where: { select: 7 }, limit: 3 })
        assert.deepEqual(await db.order.findMany({ select: { id: true } }), [{ id: 4 }, { id: 5 }])
      },
    },
    {
      name: 'writes of a limited number of rows find them by a key of several fields, and by related rows of another table',
      rows: ['W3'],
      async run({ db }) {
        const seats = [1, 2, 3].map((number) => ({ hall: 'A', number, row: 'r', position: number }))
        await db.seat.createMany({ data: seats })
        await db.ticket.create({ data: { hall: 'A', number: 2, holder: 'h' } })
        const update = { where: { tickets: { none: {} } }, data: { row: 's' }, limit: 1 }
        assert.deepEqual(await db.seat.updateMany(update), { count: 1 })
        assert.equal((await db.seat.updateManyAndReturn({ ...update, limit: 2 })).length, 2)
        assert.deepEqual(await db.seat.deleteMany({ where: { tickets: { none: {} }, row: 's' }, limit: 1 }), { count: 1 })
        assert.deepEqual(await db.seat.findMany({ where: { row: 'r' }, select: { number: true } }), [{ number: 2 }])
      },
    },
  ],
}
