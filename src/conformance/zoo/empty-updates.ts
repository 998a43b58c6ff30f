import assert from 'node:assert/strict'
import type { CaseGroup } from '../case.js'
import { assertCode } from '../expect.js'
import type { ZooClient } from './open.js'

/** What a program gives that has nothing to write; the types refuse it. */
const NOTHING = { name: undefined } as object

const createNodes = (db: ZooClient) => db.node.createManyAndReturn({ data: [{ name: 'a' }, { name: 'b' }, { name: 'b' }] })

export const emptyUpdates: CaseGroup<ZooClient> = {
  name: 'updates of many rows that change nothing',
  cases: [
    {
      name: 'updateMany counts the rows that it finds, as many as its limit',
      rows: ['W3', 'W4'],
      async run({ db }) {
        const rows = await createNodes(db)
        assert.deepEqual(await db.node.updateMany({ data: {} }), { count: 3 })
        assert.deepEqual(await db.node.updateMany({ where: { name: 'b' }, data: NOTHING }), { count: 2 })
        assert.deepEqual(await db.node.updateMany({ where: { parent: { is: { name: 'a' } } }, data: {} }), { count: 0 })
        for (const [limit, count] of [
          [0, 0],
          [2, 2],
          [9, 3],
        ] as const) {
          assert.deepEqual(await db.node.updateMany({ data: {}, limit }), { count })
        }
        await assertCode(db.node.updateMany({ data: {}, limit: -1 }), 'P2019')
        assert.deepEqual(await db.node.findMany(), rows)
      },
    },
    {
      name: 'updateManyAndReturn gives the rows that it finds, as many as its limit',
      rows: ['W3', 'W4', 'E:returning'],
      async run({ db }) {
        const rows = await createNodes(db)
        assert.deepEqual(await db.node.updateManyAndReturn({ data: {} }), rows)
        assert.deepEqual(await db.node.updateManyAndReturn({ where: { name: 'b' }, data: NOTHING, limit: 1, select: { name: true } }), [
          { name: 'b' },
        ])
        assert.deepEqual(await db.node.updateManyAndReturn({ data: {}, limit: 0, include: { parent: true } }), [])
        await assertCode(db.node.updateManyAndReturn({ data: {}, limit: -1 }), 'P2019')
      },
    },
    {
      name: 'both take part in a transaction, of a list and of a function',
      rows: ['W4'],
      async run({ db }) {
        await createNodes(db)
        const [changed, counted, found] = await db.$transaction([
          db.node.updateMany({ where: { name: 'a' }, data: { name: 'b' } }),
          db.node.updateMany({ where: { name: 'b' }, data: {} }),
          db.node.updateManyAndReturn({ where: { name: 'a' }, data: {} }),
        ])
        assert.deepEqual([changed, counted, found], [{ count: 1 }, { count: 3 }, []])
        await db.$transaction(async (tx) => {
          await tx.node.deleteMany({ where: { name: 'b' }, limit: 1 })
          assert.deepEqual(await tx.node.updateMany({ data: {} }), { count: 2 })
        })
      },
    },
  ],
}
