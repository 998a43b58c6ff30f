import assert from 'node:assert/strict'
import type { CaseGroup } from '../case.js'
import type { ZooClient } from './open.js'

/** Two trees: `a` with `b` and `c`, `c` with `d`; and `e` by itself. */
async function plant(db: ZooClient): Promise<void> {
  const { id } = await db.node.create({ data: { name: 'a', children: { create: { name: 'b' } } } })
  await db.node.create({ data: { name: 'c', parentId: id, children: { create: { name: 'd' } } } })
  await db.node.create({ data: { name: 'e' } })
}

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
