import assert from 'node:assert/strict'
import type { Prisma } from '../../generated/zoo/sqlite/client.js'
import type { Case, CaseGroup } from '../case.js'
import { assertCode } from '../expect.js'
import type { RowNumber } from '../rows.js'
import type { ZooClient } from './open.js'
import { BASE } from './samples.js'

type Row = Record<string, unknown>

/** Updates a field and reads it: what the update returned and what is stored. */
async function change(db: ZooClient, field: string, from: unknown, operation: unknown): Promise<string[]> {
  const { id } = await db.scalar.create({ data: { ...BASE, [field]: from } as Prisma.ScalarCreateInput })
  const updated = (await db.scalar.update({ where: { id }, data: { [field]: operation } })) as Row
  const stored = (await db.scalar.findUniqueOrThrow({ where: { id } })) as Row
  return [String(updated[field]), String(stored[field])]
}

const CHANGES: readonly (readonly [readonly RowNumber[], string, unknown, object, string])[] = [
  [['58'], 'int', 7, { divide: 2 }, '3'],
  [['58'], 'int', -7, { divide: 2 }, '-3'],
  [['58'], 'int', 5, { divide: -2 }, '-2'],
  [['58'], 'intNull', null, { divide: 2 }, 'null'],
  [['58', 'B.3:fraction'], 'int', 7, { divide: 1.5 }, '7'],
  [['58'], 'small', 5, { divide: 2 }, '2'],
  [['58'], 'bigInt', -9_223_372_036_854_775_807n, { divide: 2n }, '-4611686018427387903'],
  [['60'], 'float', 7, { divide: 2 }, '3.5'],
  [['60'], 'float', 0.1, { increment: 0.2 }, '0.30000000000000004'],
  [['B.3:fraction'], 'int', 1, { increment: 1.5 }, '2'],
  [['B.3:fraction'], 'int', 3, { multiply: 1.9 }, '3'],
  [['B.3:fraction'], 'int', 0, { set: -1.9 }, '-1'],
  [['56'], 'bigInt', 0n, { set: 2 ** 60 + 256 }, '1152921504606847232'],
]

const REFUSED: readonly (readonly [readonly RowNumber[], string, unknown, object, string])[] = [
  [['59'], 'int', 1, { divide: 0 }, 'P2020'],
  [['59'], 'int', 1, { divide: 0.5 }, 'P2020'],
  [['59'], 'bigInt', 1n, { divide: 0n }, 'P2020'],
  [['59'], 'float', 1, { divide: 0 }, 'P2020'],
  [['59'], 'decimal', 1, { divide: '0.0' }, 'P2020'],
  [['54'], 'int', 2_147_483_647, { increment: 1 }, 'P2020'],
  [['54'], 'int', 2_000_000_000, { multiply: 2 }, 'P2020'],
  [['54'], 'small', 32_767, { increment: 1 }, 'P2020'],
  [['57'], 'bigInt', 9_223_372_036_854_775_807n, { increment: 1 }, 'P2020'],
  [['57'], 'bigInt', 9_223_372_036_854_775_807n, { multiply: 2n }, 'P2020'],
  [['57', '58'], 'bigInt', -9_223_372_036_854_775_808n, { divide: -1n }, 'P2020'],
  [['56'], 'bigInt', 0n, { set: 2n ** 63n }, 'P2020'],
  [['56'], 'bigInt', 0n, { increment: -(2n ** 63n) - 1n }, 'P2020'],
  [['61'], 'float', 1e308, { multiply: 10 }, 'P2020'],
  [['61'], 'floatNull', -1e308, { divide: 1e-10 }, 'P2020'],
  [['61'], 'float', 0, { set: Number.MAX_VALUE }, 'P2020'],
  [['61'], 'float', 0, { set: -Number.MAX_VALUE }, 'P2020'],
  [['61'], 'float', 0, { increment: Number.POSITIVE_INFINITY }, 'P2007'],
  [['46'], 'decimal', 0, { increment: '1.234567890123456' }, 'P2007'],
  [['46'], 'decimal', 1, { multiply: '12345678901.23456' }, 'P2007'],
]

const FILTERS: readonly (readonly [readonly RowNumber[], object, string])[] = [
  [['55'], { int: { lt: 2_147_483_648 } }, 'P2020'],
  [['55'], { int: { in: [1, -2_147_483_649] } }, 'P2020'],
  [['55'], { small: 32_768 }, 'P2020'],
  [['55', '56'], { bigInt: { lt: 2n ** 63n } }, 'P2020'],
  [['55', '56'], { bigInt: { notIn: [1n, -(2n ** 63n) - 1n] } }, 'P2020'],
  [['61'], { float: { lt: Number.POSITIVE_INFINITY } }, 'P2007'],
  [['61'], { float: { lte: Number.MAX_VALUE } }, 'P2020'],
  [['46'], { decimal: { lt: '1.234567890123456' } }, 'P2007'],
  [['46'], { decimal: { in: ['1', '12345678901234567890'] } }, 'P2007'],
]

const show = (value: unknown) =>
  JSON.stringify(value, (_, one) => (typeof one === 'bigint' || one === Number.POSITIVE_INFINITY ? String(one) : one))

export const numbers: CaseGroup<ZooClient> = {
  name: 'numbers',
  cases: [
    ...CHANGES.map(
      ([rows, field, from, operation, result]): Case<ZooClient> => ({
        name: `${field} ${from} with ${show(operation)} is ${result}, returned and stored`,
        rows,
        async run({ db }) {
          assert.deepEqual(await change(db, field, from, operation), [result, result])
        },
      }),
    ),
    ...REFUSED.map(
      ([rows, field, from, operation, code]): Case<ZooClient> => ({
        name: `${field} ${from} with ${show(operation)} is refused with ${code}, and kept`,
        rows,
        async run({ db }) {
          await assertCode(change(db, field, from, operation), code)
          const kept = (await db.scalar.findFirstOrThrow()) as Row
          assert.equal(String(kept[field]), String(from))
        },
      }),
    ),
    ...FILTERS.map(
      ([rows, where, code]): Case<ZooClient> => ({
        name: `the filter ${show(where)} is refused with ${code}`,
        rows,
        async run({ db }) {
          await assertCode(db.scalar.findMany({ where }), code)
        },
      }),
    ),
    {
      name: 'sums of Floats and all averages have 15 digits',
      rows: ['51', '52', '60'],
      async run({ db }) {
        const floats = [0.1, 0.2, 0.3, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1]
        const ints = [13_666, 13_667, 13_667]
        const data = floats.map((float, index) => ({ ...BASE, float, intNull: ints[index] ?? null, bigInt: BigInt(index % 3) }))
        await db.scalar.createMany({ data })
        const asked = {
          _sum: { float: true, floatNull: true },
          _avg: { float: true, intNull: true, bigInt: true, floatNull: true },
        } as const
        const sums = {
          _sum: { float: 1.3, floatNull: null },
          _avg: { float: 0.13, intNull: 13666.6666666667, bigInt: 0.9, floatNull: null },
        }
        assert.deepEqual(await db.scalar.aggregate(asked), sums)
        assert.deepEqual(await db.scalar.groupBy({ by: ['short'], ...asked }), [{ short: 's', ...sums }])
      },
    },
    {
      name: 'a sum or an average of Floats that is beyond all of them is refused, and the greatest and the least are kept',
      rows: ['60', '61'],
      async run({ db }) {
        await db.scalar.create({ data: { ...BASE, float: 1.79769313486231e308, floatNull: 5e-324 } })
        const { _sum, _avg } = await db.scalar.aggregate({ _sum: { float: true, floatNull: true }, _avg: { float: true } })
        assert.deepEqual([_sum, _avg], [{ float: 1.79769313486231e308, floatNull: 5e-324 }, { float: 1.79769313486231e308 }])
        await db.scalar.create({ data: { ...BASE, float: 1e308 } })
        await assertCode(db.scalar.aggregate({ _sum: { float: true } }), 'P2020')
        await assertCode(db.scalar.aggregate({ _avg: { float: true } }), 'P2020')
        await assertCode(db.scalar.groupBy({ by: ['short'], _sum: { float: true } }), 'P2020')
      },
    },
    {
      name: 'whole numbers are divided in updates of many rows and in nested writes',
      rows: ['58'],
      async run({ db }) {
        await db.scalar.createMany({ data: [7, -7, 9].map((int) => ({ ...BASE, int })) })
        assert.deepEqual(await db.scalar.updateMany({ data: { int: { divide: 2 }, float: { increment: 1 }, text: 'a / ?' } }), { count: 3 })
        const rows = await db.scalar.findMany({ orderBy: { id: 'asc' } })
        assert.deepEqual(
          rows.map(({ int, float, text }) => [int, float, text]),
          [3, -3, 4].map((int) => [int, 1, 'a / ?']),
        )
      },
    },
  ],
}
