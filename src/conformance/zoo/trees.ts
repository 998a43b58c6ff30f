import assert from 'node:assert/strict'
import type { CaseGroup } from '../case.js'
import { assertCode } from '../expect.js'
import type { ZooClient } from './open.js'

/** Two trees: `a` with `b` and `c`, `c` with `d`; and `e` by itself. */
async function plant(db: ZooClient): Promise<void> {
  const { id } = await db.node.create({ data: { name: 'a', children: { create: { name: 'b' } } } })
  await db.node.create({ data: { name: 'c', parentId: id, children: { create: { name: 'd' } } } })
  await db.node.create({ data: { name: 'e' } })
}

/**
 * A wood with one tree: a limb of 40 branches, each with a leaf and on the one before; all know their trunk. Beside it stands a tree
 * of two branches in no wood.
 */
async function grow(db: ZooClient): Promise<void> {
  await db.wood.create({ data: { id: 1 } })
  const limb = Array.from({ length: 40 }, (_, at) => at + 1)
  const data = limb.map((id) => ({
    id,
    name: `b${id}`,
    woodId: id === 1 ? 1 : null,
    parentId: id === 1 ? null : id - 1,
    trunkId: id === 1 ? null : 1,
  }))
  await db.branch.createMany({ data: [...data, { id: 50, name: 'other' }, { id: 51, name: 'twig', parentId: 50 }] })
  await db.leaf.createMany({ data: [...limb, 51].map((branchId) => ({ branchId })) })
}

const countWood = async (db: ZooClient) => [await db.wood.count(), await db.branch.count(), await db.leaf.count()]

const readNames = async (db: ZooClient) => (await db.node.findMany({ orderBy: { name: 'asc' } })).map(({ name }) => name).join('')

export const trees: CaseGroup<ZooClient> = {
  name: 'a relation of a model to itself',
  cases: [
    {
      name: 'writes of many rows filter by related rows of the same table',
      async run({ db }) {
        await plant(db)
        const rename = async (where: object, name: string) => (await db.node.updateMany({ where, data: { name } })).count
        assert.equal(await rename({ parent: { name: 'c' } }, 'D'), 1)
        assert.equal(await rename({ children: { some: { children: { some: { name: 'D' } } } } }, 'A'), 1)
        assert.equal(await rename({ AND: [{ children: { none: {} } }, { parent: { isNot: null } }] }, 'L'), 2)
        assert.equal(await readNames(db), 'ALLce')
        assert.deepEqual(await db.node.deleteMany({ where: { parent: { parent: { name: 'A' } } } }), { count: 1 })
        assert.deepEqual(await db.node.deleteMany({ where: { parent: { name: 'A' } } }), { count: 2 })
        assert.equal(await readNames(db), 'Ae')
      },
    },
    {
      name: 'writes of a limited number of rows filter by related rows of the same table',
      async run({ db }) {
        await plant(db)
        const where = { children: { none: {} } }
        assert.deepEqual(await db.node.updateMany({ where, data: { name: 'L' }, limit: 2 }), { count: 2 })
        assert.equal(await db.node.count({ where: { name: 'L' } }), 2)
        assert.deepEqual(await db.node.deleteMany({ where: { ...where, name: 'L' }, limit: 1 }), { count: 1 })
        assert.equal(await db.node.count(), 4)
      },
    },
    {
      name: 'no update changes a key that rows of the same model may refer to',
      async run({ db }) {
        await plant(db)
        const before = await db.node.findMany()
        const [{ id = 0 } = {}] = before
        const where = { id }
        const [data, create, given] = [{ id: 900 }, { name: 'n' }, { where: { name: 'b' }, data: { id: 900 } }]
        const refused = [
          () => db.node.update({ where, data }),
          () => db.node.updateMany({ where, data: { id: { set: 900 } } }),
          () => db.node.updateManyAndReturn({ where, data }),
          () => db.node.upsert({ where, create, update: data }),
          () => db.node.update({ where, data: { children: { updateMany: given } } }),
          () => db.node.update({ where, data: { children: { update: { where: { id: 2 }, data } } } }),
          () => db.node.update({ where, data: { children: { upsert: { where, create, update: data } } } }),
          () => db.node.update({ where: { id: 2 }, data: { parent: { update: data } } }),
        ]
        for (const query of refused) await assertCode((async () => query())(), 'REFRACT_NOT_PORTABLE')
        assert.deepEqual(await db.node.findMany(), before)
        assert.equal((await db.node.upsert({ where: { id: 900 }, create: { id: 900, name: 'n' }, update: { name: 'o' } })).id, 900)
      },
    },
    {
      name: 'a delete takes what refers to it along, however deep',
      rows: ['W12'],
      async run({ db }) {
        await grow(db)
        await db.branch.delete({ where: { id: 21 } })
        assert.deepEqual(await countWood(db), [1, 22, 21])
        await db.wood.delete({ where: { id: 1 } })
        assert.deepEqual(await countWood(db), [0, 2, 1])
      },
    },
    {
      name: 'a deep delete of many rows counts those that its filter chose before it began',
      rows: ['W12'],
      async run({ db }) {
        await grow(db)
        assert.deepEqual(await db.branch.deleteMany({ where: { children: { some: { name: { startsWith: 'b' } } } } }), { count: 39 })
        assert.deepEqual(await countWood(db), [1, 2, 1])
        assert.deepEqual(await db.branch.deleteMany(), { count: 2 })
      },
    },
    {
      name: 'a deep delete belongs to its transaction',
      rows: ['W12'],
      async run({ db }) {
        await grow(db)
        const failing = db.$transaction(async (tx) => {
          await tx.branch.delete({ where: { id: 1 } })
          assert.deepEqual(await countWood(tx as ZooClient), [1, 2, 1])
          throw new Error('back')
        })
        await assert.rejects(failing, /back/)
        assert.deepEqual(await countWood(db), [1, 42, 41])
        await db.$transaction([db.branch.delete({ where: { id: 1 } }), db.wood.create({ data: { id: 2 } })])
        assert.deepEqual(await countWood(db), [2, 2, 1])
      },
    },
    {
      name: 'rows that refer to each other in a circle go together',
      rows: ['W12'],
      async run({ db }) {
        await grow(db)
        await db.branch.update({ where: { id: 50 }, data: { parentId: 51 } })
        await db.branch.update({ where: { id: 1 }, data: { trunkId: 1 } })
        await db.branch.delete({ where: { id: 51 } })
        await db.branch.delete({ where: { id: 1 } })
        assert.deepEqual(await countWood(db), [1, 0, 0])
      },
    },
    {
      name: 'rows that refer to nothing come last, and first in a descending order by what they would refer to',
      async run({ db }) {
        await plant(db)
        const read = async (orderBy: object, take?: number) =>
          (await db.node.findMany({ orderBy: [orderBy, { name: 'asc' }], ...(take === undefined ? {} : { take }) }))
            .map(({ name }) => name)
            .join('')
        assert.equal(await read({ parent: { name: 'asc' } }), 'bcdae')
        assert.equal(await read({ parent: { name: 'desc' } }), 'aedbc')
        assert.equal(await read({ parent: { parent: { name: 'asc' } } }, 2), 'da')
        assert.equal(await read({ parent: { name: 'asc' } }, -2), 'ae')
      },
    },
  ],
}
