import assert from 'node:assert/strict'
import { Prisma } from '../../generated/zoo/portable/client.js'
import type { CaseGroup } from '../case.js'
import type { ZooClient } from './open.js'

const ROWS = [
  { name: 'none' },
  { name: 'empty', texts: [], ints: [], floats: [], decimals: [], sizes: [] },
  {
    name: 'one',
    texts: ['a'],
    ints: [1],
    bigInts: [2n ** 60n],
    floats: [1],
    decimals: [1.5],
    sizes: ['small' as const],
    documents: [{ a: 1, b: 2 }],
  },
  {
    name: 'two',
    texts: ['a', 'B'],
    ints: [1, 2],
    bigInts: [2n ** 60n + 1n],
    floats: [0.1],
    decimals: [1.5, 2],
    sizes: ['large' as const, 'small' as const],
    documents: [{ b: 2, a: 1 }, [1, 2]],
    dateTimes: ['2024-02-29T12:00:00.000Z'],
    days: ['2024-02-29T12:00:00.000Z'],
    uuids: ['7d9d7f0e-0b7a-4a56-9d4e-0123456789ab'],
    blobs: [new Uint8Array([1, 2])],
    booleans: [false],
  },
  { name: 'turned', texts: ['B', 'a'], ints: [2, 1], documents: [{ a: 1 }], sizes: ['small' as const, 'small' as const] },
]

export const listFilters: CaseGroup<ZooClient> = {
  name: 'filters of lists',
  cases: [
    {
      name: 'equals, has, hasSome, hasEvery and isEmpty of texts and numbers',
      rows: ['E:list-filters'],
      async run({ db }) {
        const find = await fill(db)
        assert.deepEqual(await find({ texts: { has: 'a' } }), ['one', 'two', 'turned'])
        assert.deepEqual(await find({ texts: { has: 'A' } }), [])
        assert.deepEqual(await find({ texts: { has: 'b' } }), [])
        assert.deepEqual(await find({ texts: { hasEvery: ['a', 'B'] } }), ['two', 'turned'])
        assert.deepEqual(await find({ texts: { hasEvery: ['a', 'a'] } }), ['one', 'two', 'turned'])
        assert.deepEqual(await find({ texts: { hasSome: ['B', 'x'] } }), ['two', 'turned'])
        assert.deepEqual(await find({ texts: { equals: ['a', 'B'] } }), ['two'])
        assert.deepEqual(await find({ texts: { equals: ['B', 'a'] } }), ['turned'])
        assert.deepEqual(await find({ AND: [{ ints: { has: 2 } }, { ints: { hasSome: [1] } }] }), ['two', 'turned'])
        assert.deepEqual(await find({ ints: { equals: [2, 1] }, texts: { isEmpty: false } }), ['turned'])
        assert.deepEqual(await find({ ints: { hasSome: [3, 4] } }), [])
      },
    },
    {
      name: 'an empty list in a filter, and lists that nobody wrote',
      rows: ['E:list-filters'],
      async run({ db }) {
        const find = await fill(db)
        assert.deepEqual(await find({ texts: { isEmpty: true } }), ['empty'])
        assert.deepEqual(await find({ texts: { isEmpty: false } }), ['one', 'two', 'turned'])
        assert.deepEqual(await find({ texts: { equals: [] } }), ['empty'])
        assert.deepEqual(await find({ texts: { equals: null } }), ['none'])
        assert.deepEqual(await find({ texts: { hasEvery: [] } }), ['empty', 'one', 'two', 'turned'])
        assert.deepEqual(await find({ texts: { hasSome: [] } }), [])
        assert.deepEqual(await find({ texts: { has: null } }), [])
        // A default is written, whoever makes the row.
        assert.deepEqual(await find({ ints: { isEmpty: true } }), ['none', 'empty'])
      },
    },
    {
      name: 'NOT finds no list that nobody wrote, as SQL has it',
      rows: ['E:list-filters'],
      async run({ db }) {
        const find = await fill(db)
        assert.deepEqual(await find({ NOT: { texts: { has: 'B' } } }), ['empty', 'one'])
        assert.deepEqual(await find({ NOT: { texts: { hasSome: ['a'] } } }), ['empty'])
        assert.deepEqual(await find({ NOT: [{ texts: { isEmpty: true } }, { ints: { has: 2 } }] }), ['one'])
        assert.deepEqual(await find({ OR: [{ texts: { has: 'B' } }, { texts: { isEmpty: true } }] }), ['empty', 'two', 'turned'])
        assert.deepEqual(await find({ AND: [{ texts: { has: 'B' } }, { ints: { equals: [1, 2] } }] }), ['two'])
      },
    },
    {
      name: 'lists of every other type are compared by value',
      rows: ['E:list-filters'],
      async run({ db }) {
        const find = await fill(db)
        assert.deepEqual(await find({ bigInts: { has: 2n ** 60n } }), ['one'])
        assert.deepEqual(await find({ bigInts: { hasSome: [2n ** 60n + 1n, 5n] } }), ['two'])
        assert.deepEqual(await find({ floats: { has: 0.1 } }), ['two'])
        assert.deepEqual(await find({ floats: { equals: [1.0] } }), ['one'])
        assert.deepEqual(await find({ decimals: { has: new Prisma.Decimal('1.500') } }), ['none', 'one', 'two', 'turned'])
        assert.deepEqual(await find({ decimals: { equals: [1.5, 2] } }), ['two'])
        assert.deepEqual(await find({ decimals: { has: 1.505 } }), [])
        assert.deepEqual(await find({ sizes: { has: 'large' } }), ['two'])
        assert.deepEqual(await find({ sizes: { equals: ['small', 'small'] } }), ['turned'])
        assert.deepEqual(await find({ documents: { has: { b: 2, a: 1 } } }), ['one', 'two'])
        assert.deepEqual(await find({ documents: { has: { a: 1 } } }), ['turned'])
        assert.deepEqual(await find({ documents: { hasSome: [[1, 2], [2]] } }), ['two'])
        assert.deepEqual(await find({ dateTimes: { has: new Date('2024-02-29T12:00:00Z') } }), ['two'])
        assert.deepEqual(await find({ days: { has: new Date('2024-02-29T01:00:00Z') } }), ['two'])
        assert.deepEqual(await find({ uuids: { has: '7D9D7F0E-0B7A-4A56-9D4E-0123456789AB' } }), ['two'])
        assert.deepEqual(await find({ blobs: { has: new Uint8Array([1, 2]) } }), ['two'])
        assert.deepEqual(await find({ booleans: { has: false } }), ['two'])
      },
    },
    {
      name: 'what is no filter of a list is refused',
      rows: ['E:list-filters'],
      async run({ db }) {
        const wrong: readonly object[] = [
          { texts: {} },
          { texts: { has: 'a', isEmpty: false } },
          { texts: { has: 1 } },
          { texts: { has: ['a'] } },
          { texts: { hasEvery: 'a' } },
          { texts: { hasEvery: null } },
          { texts: { hasSome: [null] } },
          { texts: { isEmpty: 1 } },
          { texts: { contains: 'a' } },
          { texts: ['a'] },
          { texts: 'a' },
          { texts: null },
          { ints: { has: 1.5 } },
        ]
        for (const where of wrong) {
          await assert.rejects(db.bundle.count({ where }), { name: 'PrismaClientValidationError' }, JSON.stringify(where))
        }
      },
    },
    {
      name: 'in filters of related rows, of writes, and beside other fields',
      rows: ['E:list-filters'],
      async run({ db }) {
        await fill(db)
        await db.bundle.update({ where: { name: 'one' }, data: { inner: { connect: [{ name: 'two' }, { name: 'empty' }] } } })
        const names = async (where: Prisma.BundleWhereInput) =>
          (await db.bundle.findMany({ where, orderBy: { id: 'asc' } })).map(({ name }) => name)
        assert.deepEqual(await names({ inner: { some: { texts: { has: 'B' } } } }), ['one'])
        assert.deepEqual(await names({ outer: { is: { ints: { hasEvery: [1] } } } }), ['empty', 'two'])
        assert.deepEqual(await names({ name: 'two', texts: { has: 'a' } }), ['two'])
        assert.deepEqual(await db.bundle.deleteMany({ where: { ints: { has: 2 } } }), { count: 2 })
        assert.deepEqual(await db.bundle.updateMany({ where: { texts: { isEmpty: true } }, data: { texts: { push: 'x' } } }), { count: 1 })
        assert.equal(await db.bundle.count({ where: { texts: { has: 'x' } } }), 1)
        const found = await db.bundle.findFirst({ where: { name: 'one' }, include: { inner: { where: { texts: { has: 'x' } } } } })
        assert.deepEqual(
          found?.inner.map(({ name }) => name),
          ['empty'],
        )
      },
    },
  ],
}

async function fill(db: ZooClient) {
  for (const data of ROWS) await db.bundle.create({ data })
  return async (where: Prisma.BundleWhereInput) => (await db.bundle.findMany({ where, orderBy: { id: 'asc' } })).map(({ name }) => name)
}
