import assert from 'node:assert/strict'
import { isForeignKeyViolation } from '../../client/error-guards.js'
import type { CaseGroup } from '../case.js'
import type { ZooClient } from './open.js'

const LARGE = 2n ** 53n + 1n

export const entries: CaseGroup<ZooClient> = {
  name: 'ids of 64 bits that count up',
  cases: [
    {
      name: 'they are BigInt, and count on from what was given, beyond what a number holds',
      rows: ['W22', 'W9'],
      async run({ db }) {
        const { id } = await db.entry.create({ data: { word: 'a' } })
        assert.equal(typeof id, 'bigint')
        const many = await db.entry.createManyAndReturn({ data: [{ word: 'b' }, { word: 'c' }] })
        assert.ok(many.every((row) => row.id > id))
        assert.deepEqual(await db.entry.createMany({ data: [{ word: 'd' }, { word: 'a' }], skipDuplicates: true }), { count: 1 })
        const given = await db.entry.create({
          data: { id: LARGE, word: 'given', previous: { connect: { id } } },
          include: { previous: true },
        })
        assert.deepEqual([given.id, given.previous?.id], [LARGE, id])
        const next = await db.entry.create({ data: { word: 'after', next: { create: { word: 'nested' } } }, include: { next: true } })
        assert.ok(next.id > LARGE)
        assert.ok((next.next[0]?.id ?? 0n) > next.id)
        assert.deepEqual(
          (await db.entry.findMany({ where: { id: { in: [LARGE, id] } }, orderBy: { id: 'desc' } })).map((row) => row.id),
          [LARGE, id],
        )
        const updated = await db.entry.updateManyAndReturn({ where: { id: { gte: LARGE } }, data: { priority: 'low' } })
        assert.equal(updated.length, 3)
        assert.equal((await db.entry.upsert({ where: { id: LARGE }, create: { word: 'x' }, update: { word: 'y' } })).word, 'y')
      },
    },
    {
      name: 'an enum that is declared in another order is ordered by its stored values',
      rows: ['21'],
      async run({ db }) {
        await db.entry.createMany({ data: [{ word: 'a' }, { word: 'b', priority: 'Normal' }, { word: 'c', priority: 'low' }] })
        assert.deepEqual(
          (await db.entry.findMany({ orderBy: { priority: 'asc' } })).map(({ priority }) => priority),
          ['Normal', 'low', 'urgent'],
        )
      },
    },
    {
      name: 'a foreign key with a name of its own tells its field',
      rows: ['B.7:foreign-key'],
      async run({ db }) {
        const orphan = db.entry.create({ data: { word: 'a', seatHall: 'none', seatNumber: 1 } })
        const expected = { model: 'Entry', fields: ['seatHall', 'seatNumber'], relation: 'seat' }
        assert.deepEqual(isForeignKeyViolation(await orphan.catch((error: unknown) => error)), expected)
        await db.seat.create({ data: { hall: 'h', number: 1, row: 'r', position: 1, entries: { create: { word: 'b' } } } })
        const removed = db.seat.delete({ where: { hall_number: { hall: 'h', number: 1 } } })
        assert.deepEqual(isForeignKeyViolation(await removed.catch((error: unknown) => error)), expected)
      },
    },
  ],
}
