import assert from 'node:assert/strict'
import type { Case, CaseGroup } from '../case.js'
import { assertCode } from '../expect.js'
import type { ZooClient } from './open.js'

const WRITERS = Array.from({ length: 16 }, (_, writer) => writer)

const createNodes = (db: ZooClient, names: readonly string[]) => db.node.createManyAndReturn({ data: names.map((name) => ({ name })) })

const createSeats = (db: ZooClient) =>
  db.seat.createManyAndReturn({
    data: [
      { hall: 'B', number: 2, row: 'r', position: 1 },
      { hall: 'A', number: 2, row: 'r', position: 2 },
      { hall: 'A', number: 1, row: 's', position: 1 },
    ],
  })

const cases: readonly Case<ZooClient>[] = [
  {
    name: 'rows with given keys come back from each call, as each selects',
    async run({ db }) {
      for (const number of [1, 2, 3]) {
        const seat = { hall: 'A', number, row: 'r', position: number }
        assert.deepEqual(await db.seat.createManyAndReturn({ data: [seat] }), [{ ...seat, booked: false }])
      }
      const given = { where: { number: 1 }, data: { booked: true } }
      assert.deepEqual(await db.seat.updateManyAndReturn({ ...given, select: { hall: true } }), [{ hall: 'A' }])
      assert.deepEqual(await db.seat.updateManyAndReturn({ ...given, select: { number: true } }), [{ number: 1 }])
    },
  },
  {
    name: 'rows with given keys beside keys that Prisma makes come back from each call, whatever the keys are',
    async run({ db }) {
      const uuid = (text: string) => `00000000-0000-7000-8000-00000000000${text}`
      for (const round of ['1', '2']) {
        const tags = [{ name: `b${round}` }, { id: uuid(round), name: `it's (?), \`${round}\`` }, { name: `a${round}` }]
        const rows = await db.tag.createManyAndReturn({ data: tags })
        assert.deepEqual([rows.map(({ name }) => name), rows[1]?.id], [tags.map(({ name }) => name), uuid(round)])
        const skipped = await db.tag.createManyAndReturn({
          data: [...tags.slice(1), { id: uuid('a'), name: `c${round}` }],
          skipDuplicates: true,
        })
        assert.deepEqual(
          skipped.map(({ name }) => name),
          round === '1' ? ['c1'] : [],
        )
        const seats = [
          { hall: `(?), ${round}`, number: 1, row: 'r', position: Number(round), booked: true },
          { number: 2, hall: `(?), ${round}`, position: Number(round), row: `s'${round}` },
        ]
        assert.deepEqual(
          await db.seat.createManyAndReturn({ data: seats }),
          seats.map((seat) => ({ booked: false, ...seat })),
        )
        const nodes = [
          { id: Number(round) * 100, name: 'given' },
          { id: Number(round) * 100 + 1, name: 'n', parentId: Number(round) * 100 },
        ]
        assert.deepEqual(
          await db.node.createManyAndReturn({ data: nodes }),
          nodes.map((node) => ({ parentId: null, ...node })),
        )
      }
    },
  },
  {
    name: 'createManyAndReturn gives the rows in the order of the data, with the ids that the database counts',
    async run({ db }) {
      const rows = await createNodes(db, ['c', 'a', 'b'])
      assert.deepEqual(
        rows.map(({ name, parentId }) => [name, parentId]),
        [
          ['c', null],
          ['a', null],
          ['b', null],
        ],
      )
      assert.deepEqual(await db.node.findMany({ orderBy: { id: 'asc' } }), rows)
    },
  },
  {
    name: 'createManyAndReturn takes rows with an id and rows without, in their order',
    async run({ db }) {
      const [first] = await createNodes(db, ['x'])
      const id = (first?.id ?? 0) + 1_000
      const rows = await db.node.createManyAndReturn({
        data: [{ name: 'a' }, { id, name: 'b' }, { name: 'c' }, { id: id + 1_000, name: 'd' }],
      })
      assert.deepEqual(
        rows.map(({ name }) => name),
        ['a', 'b', 'c', 'd'],
      )
      assert.deepEqual([rows[1]?.id, rows[3]?.id], [id, id + 1_000])
    },
  },
  {
    name: 'createManyAndReturn gives the ids that Prisma makes, and the defaults',
    async run({ db }) {
      const tags = await db.tag.createManyAndReturn({
        data: [{ name: 'b' }, { name: 'a' }, { id: '00000000-0000-7000-8000-000000000000', name: 'c' }],
      })
      assert.deepEqual(
        tags.map(({ name }) => name),
        ['b', 'a', 'c'],
      )
      assert.deepEqual(
        await db.tag.findMany({ orderBy: { name: 'asc' } }),
        [...tags].sort((a, b) => (a.name < b.name ? -1 : 1)),
      )
      const [one, other] = await db.defaulted.createManyAndReturn({ data: [{}, { int: 7 }] })
      assert.deepEqual([one?.int, other?.int, one?.size, one?.bigInt], [-42, 7, 'medium', 9007199254740993n])
      assert.match(`${one?.id} ${other?.id}`, /^[0-9a-z]{24} [0-9a-z]{24}$/)
    },
  },
  {
    name: 'createManyAndReturn works with a key of several fields',
    async run({ db }) {
      const seats = await createSeats(db)
      assert.deepEqual(
        seats.map(({ hall, number, booked }) => [hall, number, booked]),
        [
          ['B', 2, false],
          ['A', 2, false],
          ['A', 1, false],
        ],
      )
    },
  },
  {
    name: 'createManyAndReturn selects, omits and includes what a row refers to',
    async run({ db }) {
      const [root] = await createNodes(db, ['root'])
      const parentId = root?.id ?? 0
      const data = [{ name: 'b', parentId }, { name: 'a' }]
      assert.deepEqual(await db.node.createManyAndReturn({ data, select: { name: true, parent: { select: { name: true } } } }), [
        { name: 'b', parent: { name: 'root' } },
        { name: 'a', parent: null },
      ])
      assert.deepEqual(await db.node.createManyAndReturn({ data, omit: { id: true, parentId: true } }), [{ name: 'b' }, { name: 'a' }])
      const included = await db.node.createManyAndReturn({ data, include: { parent: true } })
      assert.deepEqual(
        included.map(({ parent }) => parent),
        [root, null],
      )
    },
  },
  {
    name: 'createManyAndReturn of nothing gives nothing',
    async run({ db }) {
      assert.deepEqual(await db.node.createManyAndReturn({ data: [] }), [])
      assert.deepEqual(await db.tag.createManyAndReturn({ data: [], select: { name: true } }), [])
      const [only] = await db.node.createManyAndReturn({ data: { name: 'one' } })
      assert.equal(only?.name, 'one')
    },
  },
  {
    name: 'createManyAndReturn writes all rows or none',
    async run({ db }) {
      await createSeats(db)
      const ticket = { hall: 'A', number: 1, holder: 'x' }
      await assertCode(db.ticket.createManyAndReturn({ data: [ticket, { ...ticket, hall: 'none' }] }), 'P2003')
      await assertCode(db.tag.createManyAndReturn({ data: [{ name: 'a' }, { name: 'b' }, { name: 'a' }] }), 'P2002')
      await assertCode(db.seat.createManyAndReturn({ data: [{ hall: 'x'.repeat(101), number: 1, row: 'q', position: 9 }] }), 'P2000')
      assert.deepEqual([await db.ticket.count(), await db.tag.count(), await db.seat.count()], [0, 0, 3])
    },
  },
  {
    name: 'createManyAndReturn of 3,000 rows gives each of them',
    async run({ db }) {
      const names = Array.from({ length: 3_000 }, (_, index) => `n${index}`)
      const rows = await createNodes(db, names)
      assert.deepEqual(
        rows.map(({ name }) => name),
        names,
      )
      assert.equal(new Set(rows.map(({ id }) => id)).size, names.length)
    },
  },
  {
    name: '16 writers get the rows that each of them created',
    async run({ db }) {
      const written = await Promise.all(
        WRITERS.map((writer) =>
          createNodes(
            db,
            Array.from({ length: 20 }, (_, index) => `${writer}-${index}`),
          ),
        ),
      )
      for (const writer of WRITERS) {
        assert.deepEqual(
          written[writer]?.map(({ name }) => name),
          Array.from({ length: 20 }, (_, index) => `${writer}-${index}`),
        )
      }
      const ids = written.flat().map(({ id }) => id)
      assert.equal(new Set(ids).size, 320)
      assert.equal(await db.node.count({ where: { id: { in: ids } } }), 320)
    },
  },
  {
    name: 'updateManyAndReturn gives the rows that it updated, by their key',
    async run({ db }) {
      await createNodes(db, ['b', 'a', 'other', 'a'])
      const rows = await db.node.updateManyAndReturn({ where: { name: { in: ['a', 'b'] } }, data: { name: 'new' } })
      assert.deepEqual(await db.node.findMany({ where: { name: 'new' } }), rows)
      assert.equal(rows.length, 3)
      await createSeats(db)
      const seats = await db.seat.updateManyAndReturn({
        where: { number: 2 },
        data: { position: { increment: 5 } },
        select: { position: true },
      })
      // Hall A before hall B.
      assert.deepEqual(seats, [{ position: 7 }, { position: 6 }])
      assert.equal(await db.seat.count({ where: { number: 1, position: 1 } }), 1)
    },
  },
  {
    name: 'updateManyAndReturn follows a row whose key it changes',
    async run({ db }) {
      await createSeats(db)
      const seats = await db.seat.updateManyAndReturn({
        where: { hall: 'A' },
        data: { hall: 'C', booked: { set: true } },
        omit: { row: true },
      })
      assert.deepEqual(seats, [
        { hall: 'C', number: 1, position: 1, booked: true },
        { hall: 'C', number: 2, position: 2, booked: true },
      ])
      await db.article.create({ data: { id: 1, title: 'n' } })
      const renamed = { where: { title: 'n' }, data: { id: 1_000 }, select: { id: true } }
      assert.deepEqual(await db.article.updateManyAndReturn(renamed), [{ id: 1_000 }])
    },
  },
  {
    name: 'updateManyAndReturn holds its limit',
    rows: ['W3'],
    async run({ db }) {
      await createNodes(db, ['a', 'a', 'a'])
      const update = (limit: number) => db.node.updateManyAndReturn({ where: { name: 'a' }, data: { name: 'b' }, limit })
      assert.equal((await update(2)).length, 2)
      assert.deepEqual(await update(0), [])
      assert.equal((await update(5)).length, 1)
      await assertCode(update(-1), 'P2019')
      assert.equal(await db.node.count({ where: { name: 'b' } }), 3)
    },
  },
  {
    name: 'updateManyAndReturn includes what a row refers to, and finds by relations',
    async run({ db }) {
      const [root] = await createNodes(db, ['root'])
      await db.node.createMany({ data: [{ name: 'x', parentId: root?.id ?? 0 }, { name: 'x' }] })
      const rows = await db.node.updateManyAndReturn({
        where: { parent: { is: { name: 'root' } } },
        data: { name: 'y' },
        select: { name: true, parent: { select: { name: true } } },
      })
      assert.deepEqual(rows, [{ name: 'y', parent: { name: 'root' } }])
      assert.deepEqual(await db.node.updateManyAndReturn({ where: { name: 'none' }, data: { name: 'y' } }), [])
      await assertCode(db.node.updateManyAndReturn({ where: { name: 'y' }, data: { parentId: 0 } }), 'P2003')
    },
  },
  {
    name: 'updateManyAndReturn gives each of 16 writers the rows as it left them',
    async run({ db }) {
      await createNodes(
        db,
        Array.from({ length: 30 }, () => '0'),
      )
      const ids = (await db.node.findMany()).map(({ id }) => id)
      const updated = await Promise.all(
        WRITERS.map((writer) => db.node.updateManyAndReturn({ where: { id: { in: ids } }, data: { name: `w${writer}` } })),
      )
      for (const writer of WRITERS) {
        assert.equal(updated[writer]?.length, 30)
        assert.ok(updated[writer]?.every(({ name }) => name === `w${writer}`))
      }
      // The last one wins all rows: they were locked together.
      assert.equal((await db.node.findMany({ distinct: ['name'] })).length, 1)
    },
  },
  {
    name: 'a row that 16 writers look for with updateManyAndReturn is given to one of them',
    async run({ db }) {
      await createNodes(
        db,
        Array.from({ length: 30 }, () => 'free'),
      )
      // All connections are open before.
      await Promise.all(WRITERS.map(() => db.$transaction([db.node.count()])))
      const taken = await Promise.all(
        WRITERS.map((writer) => db.node.updateManyAndReturn({ where: { name: 'free' }, data: { name: `w${writer}` } })),
      )
      const ids = taken.flat().map(({ id }) => id)
      assert.deepEqual([ids.length, new Set(ids).size], [30, 30])
    },
  },
  {
    name: 'both take part in a transaction, of a list and of a function',
    async run({ db }) {
      const [one, many, count] = await db.$transaction([
        db.node.create({ data: { name: 'a' }, select: { name: true } }),
        db.node.createManyAndReturn({ data: [{ name: 'b' }, { name: 'c' }], select: { name: true } }),
        db.node.count(),
      ])
      assert.deepEqual([one, many, count], [{ name: 'a' }, [{ name: 'b' }, { name: 'c' }], 3])
      const failing = db.$transaction([
        db.node.updateManyAndReturn({ data: { name: 'lost' } }),
        db.tag.createManyAndReturn({ data: [{ name: 't' }, { name: 't' }] }),
      ])
      await assertCode(failing, 'P2002')
      const undone = db.$transaction(async (tx) => {
        await tx.node.createManyAndReturn({ data: [{ name: 'd' }] })
        await tx.$transaction(async (inner) => {
          assert.equal((await inner.node.updateManyAndReturn({ data: { name: 'e' } })).length, 4)
        })
        throw new Error('undo')
      })
      await assert.rejects(undone, /undo/)
      assert.deepEqual(await db.node.findMany({ select: { name: true }, orderBy: { name: 'asc' } }), [
        { name: 'a' },
        { name: 'b' },
        { name: 'c' },
      ])
    },
  },
  {
    name: 'extensions see both once, as the caller wrote them, and compute on what they return',
    async run({ db }) {
      const seen: string[] = []
      const extended = db.$extends({
        query: {
          node: {
            $allOperations({ operation, args, query }) {
              seen.push(`${operation} ${Object.keys(args).join()}`)
              return query(args)
            },
          },
        },
        result: { node: { loud: { needs: { name: true }, compute: ({ name }) => name.toUpperCase() } } },
      })
      assert.deepEqual(
        (await extended.node.createManyAndReturn({ data: [{ name: 'a' }], select: { loud: true } })).map(({ loud }) => loud),
        ['A'],
      )
      assert.deepEqual(
        (await extended.node.updateManyAndReturn({ data: { name: 'b' } })).map(({ loud }) => loud),
        ['B'],
      )
      assert.deepEqual(seen, ['createManyAndReturn data,select', 'updateManyAndReturn data'])
    },
  },
  {
    name: 'both refuse what they cannot do alike',
    async run({ db }) {
      const data = [{ hall: 'A', number: 1, row: 'r', position: 1 }]
      // @ts-expect-error: a list refers to the row, not the row to the list
      const query = () => db.seat.createManyAndReturn({ data, include: { tickets: true } })
      await assertCode((async () => query())(), 'REFRACT_NOT_PORTABLE')
      await assertCode((async () => db.node.updateManyAndReturn({ data: { id: { increment: 1 } } }))(), 'REFRACT_NOT_PORTABLE')
    },
  },
]

export const returning: CaseGroup<ZooClient> = {
  name: 'many rows that return',
  cases: cases.map((one) => ({ ...one, rows: ['E:returning', ...(one.rows ?? [])] })),
}
