import assert from 'node:assert/strict'
import type { CaseGroup } from '../case.js'
import { assertCode } from '../expect.js'
import type { ZooClient } from './open.js'

/** More than any engine takes as arguments of one statement. */
const MANY = 66_000

const count = (length: number) => Array.from({ length }, (_, index) => index)

/** 300 rows with every kind of value, of which each differs from the others. */
const createScalars = (db: ZooClient) =>
  db.scalar.createMany({
    data: count(300).map((index) => ({
      text: `it's "${index}" \\ ? $1 🦓`,
      short: `s${index}`,
      uuid: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      boolean: true,
      int: index,
      small: index,
      bigInt: BigInt(index) * 9_007_199_254_740_993n,
      float: index / 7,
      decimal: (index * 1.0003).toFixed(4),
      dateTime: new Date(1_700_000_000_000 + index * 86_400_001),
      zoned: new Date(1_600_000_000_000 + index),
      json: index,
      bytes: Uint8Array.of(0, index % 256, index >> 8),
      size: 'large',
    })),
  })

const LISTED = ['text', 'short', 'uuid', 'int', 'small', 'bigInt', 'decimal', 'dateTime', 'zoned', 'bytes'] as const

export const limits: CaseGroup<ZooClient> = {
  name: 'long lists',
  cases: [
    {
      name: 'createMany writes any number of rows, or none of them',
      rows: ['W1'],
      async run({ db }) {
        const rows = 14_000
        const data = count(rows).map((number) => ({ hall: 'A', number, row: 'r', position: number }))
        assert.deepEqual(await db.seat.createMany({ data }), { count: rows })
        const others = data.map(({ number, ...seat }) => ({ ...seat, number: rows + number, row: number === rows - 1 ? 'r' : 's' }))
        await assertCode(db.seat.createMany({ data: others }), 'P2002')
        assert.equal(await db.seat.count(), rows)
      },
    },
    {
      name: 'in and notIn take a list longer than any statement, in every operation',
      rows: ['W17', 'W18'],
      async run({ db }) {
        const rows = await db.node.createManyAndReturn({ data: count(100).map((index) => ({ name: `n${index}` })) })
        const [first = { id: 0 }, second = { id: 0 }] = rows
        const ids = [...rows.slice(1).map(({ id }) => id), ...count(MANY).map((index) => -1 - index)]
        const where = { id: { in: ids } }
        assert.deepEqual(
          (await db.node.findMany({ where, orderBy: { name: 'desc' }, take: 2, skip: 1 })).map(({ name }) => name),
          ['n98', 'n97'],
        )
        assert.equal(await db.node.count({ where }), 99)
        assert.equal(await db.node.count({ where: { id: { notIn: ids } } }), 1)
        assert.equal(await db.node.count({ where: { NOT: where, name: { notIn: ids.map(String) } } }), 1)
        assert.deepEqual((await db.node.aggregate({ where, _min: { id: true } }))._min, { id: second.id })
        assert.deepEqual(await db.node.groupBy({ by: ['parentId'], where, _count: true }), [{ parentId: null, _count: 99 }])
        assert.deepEqual(await db.node.updateMany({ where, data: { parentId: first.id } }), { count: 99 })
        assert.equal((await db.node.updateManyAndReturn({ where: { ...where, name: 'n5' }, data: { name: 'five' } })).length, 1)
        assert.equal(await db.node.count({ where: { children: { some: where } } }), 1)
        assert.equal((await db.node.findMany({ where: { id: first.id }, include: { children: { where } } }))[0]?.children.length, 99)
        assert.deepEqual(await db.node.deleteMany({ where }), { count: 99 })
      },
    },
    {
      name: 'a long list finds values of every kind exactly, and null is in no list',
      rows: ['W18'],
      async run({ db }) {
        await createScalars(db)
        const rows = await db.scalar.findMany()
        for (const name of LISTED) {
          const listed = rows.slice(0, 200).map((row) => row[name])
          const long = Array.from({ length: 200 }, () => listed).flat()
          assert.deepEqual([name, await db.scalar.count({ where: { [name]: { in: long } } })], [name, 200])
          assert.deepEqual([name, await db.scalar.count({ where: { [name]: { notIn: long } } })], [name, 100])
        }
        assert.equal(await db.scalar.count({ where: { size: { in: count(MANY).map(() => 'large' as const) } } }), 300)
        const texts = count(MANY).map((index) => `t${index}`)
        assert.deepEqual(
          [await db.scalar.count({ where: { textNull: { in: texts } } }), await db.scalar.count({ where: { textNull: { notIn: texts } } })],
          [0, 0],
        )
      },
    },
    {
      name: 'long lists take part in a transaction, beside other values',
      rows: ['W17', 'W18'],
      async run({ db }) {
        const rows = await db.node.createManyAndReturn({ data: count(10).map((index) => ({ name: `n${index}` })) })
        const where = {
          name: { startsWith: 'n', in: count(MANY).map((index) => `n${index}`) },
          id: { gt: 0, in: rows.map(({ id }) => id) },
        }
        const [found, updated] = await db.$transaction([
          db.node.count({ where }),
          db.node.updateMany({ where, data: { name: 'new' }, limit: 3 }),
        ])
        assert.deepEqual([found, updated], [10, { count: 3 }])
        await db.$transaction(async (tx) => {
          assert.deepEqual(await tx.node.deleteMany({ where: { ...where, NOT: { name: { in: ['n9'] } } } }), { count: 6 })
        })
        assert.equal(await db.node.count(), 4)
      },
    },
    {
      name: 'OR and AND take 1,500 conditions, and NOT as many',
      rows: ['W19'],
      async run({ db }) {
        await db.node.createMany({ data: count(20).map((index) => ({ name: `n${index}` })) })
        const conditions = count(1_500).map((index) => ({ name: `n${index + 5}` }))
        assert.equal(await db.node.count({ where: { OR: conditions } }), 15)
        assert.equal(await db.node.count({ where: { NOT: conditions } }), 5)
        assert.equal(await db.node.count({ where: { AND: count(1_500).map((index) => ({ name: { not: `n${index + 5}` } })) } }), 5)
        const nested = conditions.map((one, index) => ({ AND: [one, { OR: [{ id: { gt: 0 } }, { name: `${index}` }] }] }))
        assert.equal(await db.node.count({ where: { OR: nested } }), 15)
      },
    },
    {
      name: 'what no engine takes alike is refused with the number',
      rows: ['W18', 'W19'],
      async run({ db }) {
        const query = (where: Parameters<ZooClient['scalar']['count']>[0]) => (async () => db.scalar.count(where))()
        await assertCode(query({ where: { int: { in: count(250_001) } } }), 'REFRACT_NOT_PORTABLE')
        await assertCode(query({ where: { NOT: { float: { notIn: count(30_001) } } } }), 'REFRACT_NOT_PORTABLE')
        await assert.rejects(query({ where: { OR: count(33_000).map((int) => ({ int })) } }), /32766 are the most/)
      },
    },
  ],
}
