import assert from 'node:assert/strict'
import { Prisma } from '../../generated/zoo/sqlite/client.js'
import type { CaseGroup } from '../case.js'
import { assertCode } from '../expect.js'
import type { ZooClient } from './open.js'
import { BASE } from './samples.js'

type Json = Prisma.InputJsonValue

function nest(levels: number): Json {
  return levels === 0 ? 1 : levels % 2 === 0 ? [nest(levels - 1)] : { a: nest(levels - 1) }
}

/** Each with the text that is read back, the same on every engine. */
const DOCUMENTS: readonly (readonly [Json, string])[] = [
  [{ bb: 1, a: 2, é: 3, '': 4, A: 5, '10': 6, '9': 7 }, '{"9":7,"10":6,"":4,"A":5,"a":2,"bb":1,"é":3}'],
  [
    { a: 0.1, b: 1e21, c: -0, d: 1.0, e: 5e-324, f: 12_345_678_901_234_567_000 },
    '{"a":0.1,"b":1e+21,"c":0,"d":1,"e":5e-324,"f":12345678901234567000}',
  ],
  [[0.300_000_000_000_000_04, 1.7e308, 9_007_199_254_740_991], '[0.30000000000000004,1.7e+308,9007199254740991]'],
  [9_007_199_254_740_992, '9007199254740992'],
  ['\u2028 "\\/ \u0001 \u{10FFFF}', '"\u2028 \\"\\\\/ \\u0001 \u{10FFFF}"'],
  [{ date: new Date(0).toISOString(), list: [null, [], {}, ''] }, '{"date":"1970-01-01T00:00:00.000Z","list":[null,[],{},""]}'],
]

export const jsonValues: CaseGroup<ZooClient> = {
  name: 'json: values',
  cases: [
    {
      name: 'groups by Json are refused',
      rows: ['J11'],
      async run({ db }) {
        await assertCode((async () => db.scalar.groupBy({ by: ['short', 'json'], _count: true }))(), 'REFRACT_NOT_PORTABLE')
        await assertCode((async () => db.scalar.groupBy({ by: 'jsonNull', _count: true }))(), 'REFRACT_NOT_PORTABLE')
      },
    },
    {
      name: 'a key that begins with a hyphen is found by its path',
      rows: ['J6', 'J7'],
      async run({ db }) {
        await db.scalar.create({ data: { ...BASE, json: { '-a': 1 } } })
        assert.equal(await db.scalar.count({ where: { json: { path: ['-a'], equals: 1 } } }), 1)
      },
    },
    {
      name: 'documents are read as one text on every engine, and found',
      rows: ['J2', 'J3'],
      async run({ db }) {
        for (const [json, text] of DOCUMENTS) {
          const { id } = await db.scalar.create({ data: { ...BASE, json, jsonNull: json } })
          const read = await db.scalar.findUniqueOrThrow({ where: { id } })
          assert.deepEqual([JSON.stringify(read.json), JSON.stringify(read.jsonNull)], [text, text])
          assert.equal(await db.scalar.count({ where: { id, json: { equals: json }, jsonNull: { equals: json } } }), 1)
          assert.equal(await db.scalar.count({ where: { id, json: { not: json } } }), 0)
        }
      },
    },
    {
      name: 'values that JSON has no form for are written as their texts, undefined not at all',
      rows: ['J2'],
      async run({ db }) {
        const json = { date: new Date(0), big: 12_345_678_901_234_567_890n, left: undefined } as unknown as Json
        const { id } = await db.scalar.create({ data: { ...BASE, json } })
        const read = await db.scalar.findUniqueOrThrow({ where: { id } })
        assert.equal(JSON.stringify(read.json), '{"big":"12345678901234567890","date":"1970-01-01T00:00:00.000Z"}')
        for (const equals of [json, read.json as Json]) assert.equal(await db.scalar.count({ where: { json: { equals } } }), 1)
        assert.equal(await db.scalar.count({ where: { json: { path: ['date'], equals: new Date(0) as unknown as Json } } }), 1)
      },
    },
    {
      name: 'the kinds of null are told apart at a path',
      rows: ['J1', 'J7'],
      async run({ db }) {
        await db.scalar.createMany({ data: [{ a: null }, {}, { a: 1 }, []].map((json, int) => ({ ...BASE, int, json })) })
        const find = async (filter: object) =>
          (await db.scalar.findMany({ where: { json: { path: ['a'], ...filter } as object }, orderBy: { int: 'asc' } })).map(
            ({ int }) => int,
          )
        assert.deepEqual(await find({ equals: Prisma.DbNull }), [1, 3])
        assert.deepEqual(await find({ equals: Prisma.JsonNull }), [0])
        assert.deepEqual(await find({ equals: Prisma.AnyNull }), [0, 1, 3])
        assert.deepEqual(await find({ not: Prisma.DbNull }), [0, 2])
        assert.deepEqual(await find({ not: Prisma.JsonNull }), [2])
        assert.deepEqual(await find({ not: Prisma.AnyNull }), [2])
      },
    },
    {
      name: 'filters of Json work in every place of a query',
      rows: ['J6', 'J9'],
      async run({ db }) {
        await db.scalar.createMany({ data: [1, 2, 3].map((int) => ({ ...BASE, int, json: { list: [int, { a: int }] } })) })
        const json = { path: ['list', '1', 'a'], gte: 2 }
        assert.equal(await db.scalar.count({ where: { OR: [{ json }, { json: { path: ['list'], array_contains: 1 } }] } }), 3)
        assert.deepEqual(
          await db.scalar.updateMany({ where: { json, NOT: { json: { path: ['list', '0'], equals: 3 } } }, data: { int: 20 } }),
          { count: 1 },
        )
        assert.equal((await db.scalar.aggregate({ where: { json }, _sum: { int: true } }))._sum.int, 23)
        const { id } = await db.scalar.findFirstOrThrow({ where: { json: { path: ['list', '-1'], equals: { a: 1 } } } })
        assert.equal((await db.scalar.findUnique({ where: { id, json: { path: ['list'], array_starts_with: 1 } } }))?.int, 1)
        assert.deepEqual(await db.scalar.deleteMany({ where: { json: { path: ['list'], array_contains: [{ a: 3 }] } } }), { count: 1 })
        assert.equal(await db.$transaction((tx) => tx.scalar.count({ where: { json: { path: ['list', '0'], lt: 3 } } })), 2)
      },
    },
    {
      name: '30 levels are stored and found, 31 refused',
      rows: ['J10'],
      async run({ db }) {
        const { json } = await db.scalar.create({ data: { ...BASE, json: nest(30) } })
        assert.deepEqual(json, nest(30))
        assert.equal(await db.scalar.count({ where: { json: { equals: nest(30) } } }), 1)
        await assertCode(db.scalar.create({ data: { ...BASE, json: nest(31) } }), 'REFRACT_NOT_PORTABLE')
        await assertCode(db.scalar.count({ where: { json: { equals: nest(31) } } }), 'REFRACT_NOT_PORTABLE')
      },
    },
    {
      name: 'characters that no engine keeps are refused in texts, keys, filters and paths',
      rows: ['31', '33'],
      async run({ db }) {
        for (const bad of ['\0', 'a\uD800', '\uDC00b']) {
          for (const json of [bad, [bad], { [bad]: 1 }, { a: [{ b: bad }] }]) {
            await assertCode(db.scalar.create({ data: { ...BASE, json } }), 'P2007')
            await assertCode(db.scalar.count({ where: { json: { equals: json } } }), 'P2007')
          }
          await assertCode(db.scalar.count({ where: { json: { path: [bad], equals: 1 } } }), 'P2007')
          await assertCode(db.scalar.count({ where: { json: { string_contains: bad } } }), 'P2007')
        }
        assert.equal(await db.scalar.count(), 0)
      },
    },
    {
      name: 'what cannot be compared alike is refused',
      rows: ['J6', 'J9'],
      async run({ db }) {
        const refused: object[] = [
          { gt: true },
          { path: ['a'], lte: [1] },
          { lt: { a: 1 } },
          { path: '$.a', equals: 1 },
          { path: ['a'] },
          { path: ['1', '2', '3', '4', '5', '6'], equals: 1 },
        ]
        for (const json of refused) await assertCode(db.scalar.count({ where: { json } }), 'REFRACT_NOT_PORTABLE')
        await assertCode(db.scalar.create({ data: { ...BASE, json: 0.300_000_000_000_000_04 } }), 'REFRACT_NOT_PORTABLE')
      },
    },
    {
      name: 'unique look-ups with a filter of Json are not mixed up when they are sent together',
      rows: ['J4'],
      async run({ db }) {
        const create = (json: object) => db.scalar.create({ data: { ...BASE, json }, select: { id: true } })
        const [first, second] = [await create({ a: [1, 2], b: 1 }), await create({ a: [2] })]
        const find = ({ id }: { id: number }, json: object) => db.scalar.findUnique({ where: { id, json }, select: { id: true } })
        const found = await Promise.all([
          find(first, { equals: { b: 1, a: [1, 2] } }),
          find(second, { equals: { a: [2] } }),
          find(second, { path: ['a'], array_contains: 1 }),
          find(first, { path: ['a', '1'], equals: 2 }),
        ])
        assert.deepEqual(
          found.map((row) => row?.id),
          [first.id, second.id, undefined, first.id],
        )
      },
    },
  ],
}
