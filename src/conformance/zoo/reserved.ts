import assert from 'node:assert/strict'
import type { CaseGroup } from '../case.js'
import type { ZooClient } from './open.js'

export const reserved: CaseGroup<ZooClient> = {
  name: 'reserved words',
  cases: [
    {
      name: 'names that SQL has reserved can be written, read, filtered, grouped and ordered',
      rows: ['W21'],
      async run({ db }) {
        const data = [1, 2, 3].map((index) => ({ group: 'g', index, select: index % 2, key: `k${index}` }))
        assert.equal((await db.order.createMany({ data })).count, 3)
        assert.equal((await db.order.createManyAndReturn({ data, skipDuplicates: true })).length, 0)
        const rows = await db.order.updateManyAndReturn({ where: { select: 1 }, data: { desc: true }, select: { index: true, desc: true } })
        assert.deepEqual(rows, [
          { index: 1, desc: true },
          { index: 3, desc: true },
        ])
        const where = { group_index: { group: 'g', index: 2 }, group: { contains: 'G', mode: 'insensitive' } } as const
        assert.equal((await db.order.findUniqueOrThrow({ where })).key, 'k2')
        const groups = await db.order.groupBy({ by: ['select', 'desc'], _count: true, orderBy: [{ select: 'desc' }, { desc: 'asc' }] })
        assert.deepEqual(groups, [
          { select: 1, desc: true, _count: 2 },
          { select: 0, desc: false, _count: 1 },
        ])
        assert.equal((await db.order.upsert({ where: { key: 'k1' }, create: { group: 'x' }, update: { index: 9 } })).index, 9)
      },
    },
  ],
}
