import assert from 'node:assert/strict'
import type { CaseGroup } from '../case.js'
import { assertCode, assertInvalid } from '../expect.js'
import type { ZooClient } from './open.js'

const SEAT = { hall: 'A', number: 1, row: 'r', position: 1 }

const name = (text: string) => ({ name: text })

export const duplicates: CaseGroup<ZooClient> = {
  name: 'duplicates that are passed over',
  cases: [
    {
      name: 'skipDuplicates passes over rows that are there and rows that come twice, and counts the others',
      rows: ['W1', 'W2'],
      async run({ db }) {
        assert.deepEqual(await db.tag.createMany({ data: [name('a'), name('b')], skipDuplicates: true }), { count: 2 })
        const before = await db.tag.findMany({ orderBy: { name: 'asc' } })
        assert.deepEqual(await db.tag.createMany({ data: [name('b'), name('c'), name('c'), name('a')], skipDuplicates: true }), {
          count: 1,
        })
        assert.deepEqual((await db.tag.findMany({ orderBy: { name: 'asc' } })).slice(0, 2), before)
        assert.deepEqual(await db.tag.createMany({ data: [name('a')], skipDuplicates: true }), { count: 0 })
        assert.deepEqual(await db.tag.createMany({ data: [name('d')], skipDuplicates: true }), { count: 1 })
        await assertCode(db.tag.createMany({ data: [name('e'), name('a')], skipDuplicates: false }), 'P2002')
        assert.equal(await db.tag.count(), 4)
      },
    },
    {
      name: 'skipDuplicates holds for primary keys, of several fields too, and for ids that the database counts',
      async run({ db }) {
        const others = [SEAT, { ...SEAT, number: 2 }, { ...SEAT, hall: 'B', position: 2 }]
        assert.deepEqual(await db.seat.createMany({ data: [SEAT, ...others], skipDuplicates: true }), { count: 2 })
        const { id } = await db.node.create({ data: { name: 'n' } })
        assert.deepEqual(
          await db.node.createMany({
            data: [
              { id, name: 'm' },
              { id: id + 1_000, name: 'o' },
            ],
            skipDuplicates: true,
          }),
          { count: 1 },
        )
        assert.equal((await db.node.findUnique({ where: { id } }))?.name, 'n')
      },
    },
    {
      name: 'skipDuplicates passes over nothing else: neither orphans nor what is too long or out of range',
      rows: ['W2'],
      async run({ db }) {
        await db.seat.create({ data: SEAT })
        const good = { ...SEAT, number: 2, position: 2 }
        const ticket = { hall: 'A', number: 1, holder: 'x' }
        await assertCode(db.ticket.createMany({ data: [ticket, { ...ticket, hall: 'none' }], skipDuplicates: true }), 'P2003')
        await assertCode(db.ticket.createManyAndReturn({ data: [ticket, { ...ticket, hall: 'none' }], skipDuplicates: true }), 'P2003')
        await assertCode(db.seat.createMany({ data: [good, { ...SEAT, hall: 'x'.repeat(101) }], skipDuplicates: true }), 'P2000')
        await assertCode(db.seat.createMany({ data: [good, { ...SEAT, number: 3_000_000_000 }], skipDuplicates: true }), 'P2020')
        assert.deepEqual([await db.ticket.count(), await db.seat.count()], [0, 1])
      },
    },
    {
      name: 'createManyAndReturn with skipDuplicates returns the rows that it wrote, in their order',
      async run({ db }) {
        const [a] = await db.tag.createManyAndReturn({ data: [name('a')] })
        const rows = await db.tag.createManyAndReturn({ data: [name('z'), name('a'), name('b'), name('z')], skipDuplicates: true })
        assert.deepEqual(
          rows.map((row) => row.name),
          ['z', 'b'],
        )
        assert.deepEqual(await db.tag.createManyAndReturn({ data: [{ id: a?.id ?? '', name: 'other' }], skipDuplicates: true }), [])
        const { id } = await db.node.create({ data: { name: 'n' } })
        const nodes = await db.node.createManyAndReturn({
          data: [{ id, name: 'm' }, { name: 'o' }],
          skipDuplicates: true,
          select: { name: true },
        })
        assert.ok(nodes.some((row) => row.name === 'o') && nodes.every((row) => row.name !== 'm'))
      },
    },
    {
      name: 'skipDuplicates holds for a createMany within another write',
      async run({ db }) {
        const tickets = {
          createMany: {
            data: [
              { id: 1, holder: 'a' },
              { id: 1, holder: 'b' },
            ],
            skipDuplicates: true,
          },
        }
        const seat = await db.seat.create({ data: { ...SEAT, tickets }, include: { tickets: true } })
        assert.deepEqual(seat.tickets, [{ id: 1, hall: 'A', number: 1, holder: 'a' }])
        const { hall, number } = SEAT
        const where = { hall_number: { hall, number } }
        const more = {
          createMany: {
            data: [
              { id: 1, holder: 'c' },
              { id: 2, holder: 'd' },
            ],
            skipDuplicates: true,
          },
        }
        await db.seat.update({ where, data: { booked: true, tickets: more } })
        assert.deepEqual(await db.ticket.findMany({ select: { holder: true }, orderBy: { id: 'asc' } }), [{ holder: 'a' }, { holder: 'd' }])
        const plain = { createMany: { data: [{ id: 2, holder: 'e' }], skipDuplicates: false } }
        await assertCode(db.seat.update({ where, data: { tickets: plain } }), 'P2002')
      },
    },
    {
      name: 'skipDuplicates takes part in a transaction, of a list and of a function',
      async run({ db }) {
        const data = [name('a'), name('a'), name('b')]
        assert.deepEqual(await db.$transaction([db.tag.createMany({ data, skipDuplicates: true }), db.tag.count()]), [{ count: 2 }, 2])
        const undone = db.$transaction(async (tx) => {
          assert.deepEqual(await tx.tag.createMany({ data: [...data, name('c')], skipDuplicates: true }), { count: 1 })
          await tx.tag.createMany({ data })
        })
        await assertCode(undone, 'P2002')
        assert.equal(await db.tag.count(), 2)
      },
    },
    {
      name: 'skipDuplicates is true or false, and nothing else',
      rows: ['W2'],
      async run({ db }) {
        for (const skipDuplicates of [null, 'yes', 1] as unknown as boolean[]) {
          const refused = [
            () => db.tag.createMany({ data: [name('a')], skipDuplicates }),
            () => db.tag.createManyAndReturn({ data: [name('a')], skipDuplicates }),
            () => db.seat.create({ data: { ...SEAT, tickets: { createMany: { data: [{ holder: 'a' }], skipDuplicates } } } }),
          ]
          for (const query of refused) await assertInvalid((async () => query())(), 'skipDuplicates')
        }
        assert.deepEqual([await db.tag.count(), await db.seat.count()], [0, 0])
      },
    },
    {
      name: '16 writers of the same rows write each of them once, and none of them fails',
      async run({ db }) {
        const data = Array.from({ length: 30 }, (_, index) => name(`n${index}`))
        const counts = await Promise.all(
          Array.from({ length: 16 }, (_, writer) =>
            db.tag.createMany({ data: writer % 2 === 0 ? data : data.toReversed(), skipDuplicates: true }),
          ),
        )
        assert.equal(
          counts.reduce((total, { count }) => total + count, 0),
          30,
        )
        assert.equal(await db.tag.count(), 30)
      },
    },
  ],
}
