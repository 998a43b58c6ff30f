import assert from 'node:assert/strict'
import { Prisma } from '../../generated/zoo/portable/client.js'
import type { CaseGroup } from '../case.js'
import { assertCode } from '../expect.js'
import type { ZooClient } from './open.js'

const DAY = new Date('2024-02-29T00:00:00.000Z')
const UUID = '7d9d7f0e-0b7a-4a56-9d4e-0123456789ab'

/** A list of every type, with values that are not easily kept. */
const FULL = {
  texts: ['', "it's", 'a,b', '{"x"}', 'null', 'NULL', '\\', 'é', '🦓', 'a', 'a', ' b '],
  short: ['ten chars!'],
  uuids: [UUID, '00000000-0000-4000-8000-000000000000'],
  booleans: [true, false, true],
  ints: [0, -1, 2_147_483_647, -2_147_483_648],
  smalls: [32_767, -32_768],
  bigInts: [9_223_372_036_854_775_807n, -9_223_372_036_854_775_808n, 0n],
  floats: [0, 1.5, -0.1, 1e21, 5e-324, 123456789.1234567],
  decimals: [new Prisma.Decimal('1.5'), new Prisma.Decimal('-9999999999.99'), new Prisma.Decimal(0)],
  dateTimes: [new Date('2024-02-29T12:34:56.789Z'), new Date('1000-01-01T00:00:00.000Z'), new Date('9999-12-31T23:59:59.999Z')],
  days: [DAY],
  documents: [{ b: 1, a: [1, 'x', null] }, [], 'text', 1, true, { a: { b: {} } }],
  blobs: [new Uint8Array([0, 255, 10]), new Uint8Array()],
  sizes: ['small', 'large', 'small'] as ('small' | 'large' | 'medium')[],
}

const EMPTY = {
  texts: [],
  uuids: [],
  ints: [],
  smalls: [],
  bigInts: [],
  floats: [],
  dateTimes: [],
  days: [],
  documents: [],
  blobs: [],
}

/** What no list of its type holds. */
const WRONG: readonly object[] = [
  { texts: [1] },
  { texts: 'a' },
  { texts: null },
  { texts: {} },
  { texts: { set: 'x' } },
  { texts: { push: 'x' } },
  { ints: ['1'] },
  { ints: [1.5] },
  { ints: [null] },
  { ints: 5 },
  { sizes: ['huge'] },
  { booleans: [1] },
  { decimals: ['x'] },
  { dateTimes: ['2024'] },
  { dateTimes: ['2024-02-30T00:00:00Z'] },
  { dateTimes: [5] },
  { floats: ['1'] },
  { documents: 'x' },
  { documents: { a: 1 } },
]

const WRONG_UPDATES: readonly object[] = [
  { texts: { push: null } },
  { texts: { push: ['a', null] } },
  { texts: { push: 'x', set: ['y'] } },
  { texts: {} },
  { texts: 'a' },
  { texts: null },
]

/** Bytes as Prisma gives them may be of a subclass. */
const plain = (row: object | null) => ({ ...row, blobs: (row as { blobs: Uint8Array[] } | null)?.blobs.map((one) => [...one]) })

export const lists: CaseGroup<ZooClient> = {
  name: 'lists of values',
  cases: [
    {
      name: 'every list comes back as it was written',
      rows: ['E:lists'],
      async run({ db }) {
        const { id, ...created } = await db.bundle.create({ data: { name: 'full', ...FULL } })
        assert.deepEqual(plain(created), plain({ name: 'full', ...FULL, outerId: null } as object))
        assert.deepEqual(plain(await db.bundle.findUnique({ where: { id } })), plain({ id, ...created }))
        assert.deepEqual(await db.bundle.findMany({ select: { ints: true, sizes: true } }), [{ ints: FULL.ints, sizes: FULL.sizes }])
      },
    },
    {
      name: 'a list that nobody wrote is empty, or its default',
      rows: ['E:lists'],
      async run({ db }) {
        const { id, ...created } = await db.bundle.create({ data: { name: 'none' } })
        const defaults = { short: ['plain', "it's"], booleans: [true], decimals: [new Prisma.Decimal('1.5')], sizes: ['small'] }
        assert.deepEqual(created, { name: 'none', ...EMPTY, ...defaults, outerId: null })
        assert.deepEqual(await db.bundle.findUnique({ where: { id } }), { id, ...created })
        const [made] = await db.bundle.createManyAndReturn({ data: [{ name: 'many', texts: ['a'], short: [] }] })
        assert.deepEqual(made, { id: made?.id, name: 'many', ...EMPTY, ...defaults, texts: ['a'], short: [], outerId: null })
      },
    },
    {
      name: 'set and push, of one value and of several',
      rows: ['E:lists'],
      async run({ db }) {
        const { id } = await db.bundle.create({ data: { name: 'a', texts: { set: ['x'] }, ints: [1] } })
        const where = { id }
        const update = (data: object) => db.bundle.update({ where, data })
        const pushed = await update({
          texts: { push: "y'" },
          ints: { push: [2, 2] },
          bigInts: { push: 2n ** 60n },
          sizes: { push: 'large' },
        })
        assert.deepEqual(
          [pushed.texts, pushed.ints, pushed.bigInts, pushed.sizes],
          [['x', "y'"], [1, 2, 2], [2n ** 60n], ['small', 'large']],
        )
        const more = await update({
          dateTimes: { push: DAY },
          decimals: { push: ['2.255', '3'] },
          documents: { push: { z: 1, a: 2 } },
          blobs: { push: new Uint8Array([7]) },
          uuids: { push: UUID.toUpperCase() },
          days: { push: new Date('2024-02-29T10:00:00Z') },
          floats: { push: [0.5] },
          booleans: { push: false },
          texts: { push: [] },
        })
        assert.deepEqual([more.dateTimes, more.days, more.uuids, more.floats, more.booleans], [[DAY], [DAY], [UUID], [0.5], [true, false]])
        assert.deepEqual(more.decimals.map(String), ['1.5', '2.26', '3'])
        assert.deepEqual([more.documents, [...(more.blobs[0] ?? [])]], [[{ z: 1, a: 2 }], [7]])
        const set = await update({ texts: { set: [] }, ints: [5], sizes: { set: ['medium'] } })
        assert.deepEqual([set.texts, set.ints, set.sizes], [[], [5], ['medium']])
        assert.deepEqual(await db.bundle.findUnique({ where }), set)
        // All of it is one value of Json.
        assert.deepEqual((await update({ documents: { push: [1, [2]] } })).documents, [{ z: 1, a: 2 }, [1, [2]]])
      },
    },
    {
      name: 'writes of many rows, of related rows, and upserts',
      rows: ['E:lists'],
      async run({ db }) {
        await db.bundle.createMany({ data: [{ name: 'a', ints: [1] }, { name: 'b', ints: [2] }, { name: 'c' }] })
        assert.deepEqual(await db.bundle.updateMany({ where: { name: { not: 'c' } }, data: { ints: { push: 3 } } }), { count: 2 })
        const changed = await db.bundle.updateManyAndReturn({
          where: { name: { in: ['b', 'c'] } },
          data: { texts: { push: ['t'] }, ints: { push: [4] } },
        })
        assert.deepEqual(
          changed.map(({ name, ints, texts }) => [name, ints, texts]),
          [
            ['b', [2, 3, 4], ['t']],
            ['c', [4], ['t']],
          ],
        )
        const upsert = () =>
          db.bundle.upsert({ where: { name: 'd' }, create: { name: 'd', texts: ['made'] }, update: { texts: { push: 'again' } } })
        assert.deepEqual((await upsert()).texts, ['made'])
        assert.deepEqual((await upsert()).texts, ['made', 'again'])
        const outer = await db.bundle.update({
          where: { name: 'd' },
          data: { inner: { create: { name: 'e', ints: [9] }, connect: { name: 'a' } } },
          include: { inner: { orderBy: { name: 'asc' } }, outer: true },
        })
        assert.deepEqual(
          outer.inner.map(({ name, ints }) => [name, ints]),
          [
            ['a', [1, 3]],
            ['e', [9]],
          ],
        )
        await db.bundle.update({ where: { name: 'd' }, data: { inner: { updateMany: { where: {}, data: { ints: { push: [0] } } } } } })
        const { outer: found, ints } = await db.bundle.findUniqueOrThrow({ where: { name: 'e' }, include: { outer: true } })
        assert.deepEqual(
          [found?.texts, ints],
          [
            ['made', 'again'],
            [9, 0],
          ],
        )
      },
    },
    {
      name: 'in transactions, and behind extensions',
      rows: ['E:lists'],
      async run({ db }) {
        const [, read] = await db.$transaction([db.bundle.create({ data: { name: 'a', ints: [1] } }), db.bundle.findMany()])
        assert.deepEqual(read[0]?.ints, [1])
        await db.$transaction(async (tx) => {
          await tx.bundle.update({ where: { name: 'a' }, data: { ints: { push: 2 } } })
          assert.deepEqual((await tx.bundle.findFirst({ where: { ints: { has: 2 } } }))?.ints, [1, 2])
        })
        const extended = db.$extends({
          result: { bundle: { total: { needs: { ints: true }, compute: ({ ints }) => ints.reduce((sum, one) => sum + one, 0) } } },
        })
        assert.equal((await extended.bundle.findFirst())?.total, 3)
      },
    },
    {
      name: 'sixteen that push at the same time lose nothing',
      rows: ['E:lists'],
      async run({ db }) {
        const { id } = await db.bundle.create({ data: { name: 'a' } })
        await Promise.all(Array.from({ length: 16 }, (_, at) => db.bundle.update({ where: { id }, data: { ints: { push: at } } })))
        const { ints } = await db.bundle.findUniqueOrThrow({ where: { id } })
        assert.deepEqual(
          [...ints].sort((a, b) => a - b),
          Array.from({ length: 16 }, (_, at) => at),
        )
      },
    },
    {
      name: 'values that the type does not hold are refused, one among others too',
      rows: ['E:lists'],
      async run({ db }) {
        const create = (data: object) => db.bundle.create({ data: { name: 'a', ...data } })
        await assertCode(create({ short: ['fits', 'far too long'] }), 'P2000')
        await assertCode(create({ texts: ['a\0'] }), 'P2007')
        await assertCode(create({ texts: ['\ud800'] }), 'P2007')
        await assertCode(create({ uuids: ['no uuid'] }), 'P2007')
        await assertCode(create({ smalls: [1, 40_000] }), 'P2020')
        await assertCode(create({ bigInts: [2n ** 63n] }), 'P2020')
        await assertCode(create({ decimals: [10_000_000_000] }), 'P2020')
        await assertCode(create({ floats: [Number.NaN] }), 'P2007')
        await assertCode(create({ floats: [0.1 + 0.2] }), 'REFRACT_NOT_PORTABLE')
        for (const wrong of WRONG) await assert.rejects(create(wrong), { name: 'PrismaClientValidationError' }, JSON.stringify(wrong))
        assert.equal(await db.bundle.count(), 0)
        const { id } = await db.bundle.create({ data: { name: 'a' } })
        for (const wrong of WRONG_UPDATES) {
          const update = db.bundle.update({ where: { id }, data: wrong as object })
          await assert.rejects(update, { name: 'PrismaClientValidationError' }, JSON.stringify(wrong))
        }
      },
    },
    {
      name: 'count, distinct and cursors see rows with lists as any others',
      rows: ['E:lists'],
      async run({ db }) {
        await db.bundle.createMany({ data: ['a', 'b', 'c'].map((name) => ({ name, ints: name === 'b' ? [1] : [2, 3] })) })
        assert.equal((await db.bundle.count({ select: { ints: true } })).ints, 3)
        const rows = await db.bundle.findMany({ distinct: ['ints'], orderBy: { name: 'asc' }, select: { name: true, ints: true } })
        assert.deepEqual(rows, [
          { name: 'a', ints: [2, 3] },
          { name: 'b', ints: [1] },
        ])
        const [next] = await db.bundle.findMany({ cursor: { name: 'a' }, skip: 1, take: 1, orderBy: { name: 'asc' } })
        assert.deepEqual(next?.ints, [1])
      },
    },
  ],
}
