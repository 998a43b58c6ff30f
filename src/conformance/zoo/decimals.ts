import assert from 'node:assert/strict'
import type { CaseGroup } from '../case.js'
import type { ZooClient } from './open.js'
import { BASE } from './samples.js'

/** A value, what is done with it, and the result at four places behind the point. */
const CALCULATED: readonly (readonly [string, object, string])[] = [
  ['0.1', { increment: '0.2' }, '0.3'],
  ['1.2345', { multiply: '1.2345' }, '1.524'],
  ['10', { divide: 3 }, '3.3333'],
  ['-2', { divide: 3 }, '-0.6667'],
  ['1', { increment: '0.00005' }, '1.0001'],
  ['-1', { decrement: '0.00005' }, '-1.0001'],
  ['99999999999.9999', { divide: 7 }, '14285714285.7143'],
]

export const decimals: CaseGroup<ZooClient> = {
  name: 'decimals',
  cases: [
    {
      name: 'what is calculated with a Decimal is returned as it is stored, at its scale',
      rows: ['47', '48'],
      async run({ db }) {
        for (const [decimal, operation, result] of CALCULATED) {
          const { id } = await db.scalar.create({ data: { ...BASE, decimal } })
          const updated = await db.scalar.update({ where: { id }, data: { decimal: operation } })
          const stored = await db.scalar.findUniqueOrThrow({ where: { id } })
          assert.deepEqual([String(updated.decimal), String(stored.decimal)], [result, result])
          assert.equal(await db.scalar.count({ where: { id, decimal: result } }), 1)
          await db.scalar.update({ where: { id }, data: { decimal } })
          const create = { ...BASE, decimal: 0 }
          const upserted = await db.scalar.upsert({ where: { id }, create, update: { decimal: operation } })
          assert.equal(String(upserted.decimal), result)
          await db.scalar.update({ where: { id }, data: { decimal } })
          const [returned] = await db.scalar.updateManyAndReturn({ where: { id }, data: { decimal: operation } })
          assert.equal(String(returned?.decimal), result)
        }
      },
    },
    {
      name: 'sums of Decimals are exact, averages have 15 digits',
      rows: ['49', '51', '52'],
      async run({ db }) {
        const data = ['0.1', '0.2', '0.7', '12345678901.2345'].map((decimal) => ({ ...BASE, decimal }))
        await db.scalar.createMany({ data: [...data, { ...BASE, short: 'other', decimal: '2' }] })
        const all = await db.scalar.aggregate({ _sum: { decimal: true }, _avg: { decimal: true } })
        assert.deepEqual([String(all._sum.decimal), String(all._avg.decimal)], ['12345678904.2345', '2469135780.8469'])
        const where = { decimal: { lt: 1 } }
        const groups = await db.scalar.groupBy({ by: ['short'], where, _sum: { decimal: true }, _avg: { decimal: true } })
        assert.deepEqual(
          groups.map(({ _sum, _avg }) => [String(_sum.decimal), String(_avg.decimal)]),
          [['1', '0.333333333333333']],
        )
        const empty = await db.scalar.aggregate({ where: { int: 9 }, _sum: { decimal: true }, _avg: { decimal: true } })
        assert.deepEqual([empty._sum.decimal, empty._avg.decimal], [null, null])
      },
    },
    {
      name: 'groups are found and ordered by sums and averages of Decimals that doubles would not hit',
      rows: ['47', '51', '52'],
      async run({ db }) {
        const rows = { a: ['0.1', '0.2'], b: ['0.3'], c: ['0.4', '-0.1'], d: ['0.31'], e: ['12345678901.1', '0.0003'] }
        const data = Object.entries(rows).flatMap(([short, decimals]) => decimals.map((decimal) => ({ ...BASE, short, decimal })))
        await db.scalar.createMany({ data: [...data, { ...BASE, short: 'f', int: 1 }] })
        type Having = NonNullable<Parameters<typeof db.scalar.groupBy>[0]['having']>
        const find = async (having: Having) =>
          (await db.scalar.groupBy({ by: ['short'], having, orderBy: { short: 'asc' } })).map(({ short }) => short).join('')
        assert.equal(await find({ decimal: { _sum: { equals: '0.3' } } }), 'abc')
        assert.equal(await find({ decimal: { _sum: { gt: '0.3' } } }), 'de')
        assert.equal(await find({ decimal: { _sum: { in: ['0.3', '12345678901.1003'] } } }), 'abce')
        assert.equal(await find({ NOT: { decimal: { _sum: { lte: '0.3' } } }, int: { _sum: { equals: 0 } } }), 'de')
        assert.equal(await find({ decimal: { _avg: { equals: '0.15' } } }), 'ac')
        assert.equal(await find({ decimal: { _avg: { gt: '0.15', lt: '0.31' } } }), 'b')
        assert.equal(await find({ decimalNull: { _sum: { equals: null } }, decimal: { _sum: { gt: 1 } } }), 'e')
        const order = async (orderBy: Parameters<typeof db.scalar.groupBy>[0]['orderBy']) =>
          (await db.scalar.groupBy({ by: ['short'], orderBy: orderBy as { short: 'asc' }[] })).map(({ short }) => short).join('')
        assert.equal(await order([{ _sum: { decimal: 'desc' } }, { short: 'desc' }]), 'edcbaf')
        assert.equal(await order([{ _avg: { decimal: 'asc' } }, { short: 'desc' }]), 'fcabde')
      },
    },
    {
      name: 'an aggregate may be asked again and again',
      rows: ['52'],
      async run({ db }) {
        await db.scalar.create({ data: { ...BASE, decimal: 2, int: 3 } })
        for (let round = 0; round < 4; round += 1) {
          const { _sum, _avg } = await db.scalar.aggregate({ _sum: { decimal: true, int: true }, _avg: { decimal: true } })
          assert.deepEqual([String(_sum.decimal), _sum.int, String(_avg.decimal)], ['2', 3, '2'])
        }
      },
    },
  ],
}
