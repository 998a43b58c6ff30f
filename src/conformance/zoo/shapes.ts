import assert from 'node:assert/strict'
import type { CaseGroup } from '../case.js'
import { assertCode } from '../expect.js'
import type { ZooClient } from './open.js'

export const shapes: CaseGroup<ZooClient> = {
  name: 'defaults, keys and relations',
  cases: [
    {
      name: 'every kind of default is filled in',
      async run({ db }) {
        const row = await db.defaulted.create({ data: {} })
        assert.match(row.id, /^[a-z][a-z0-9]{23}$/)
        assert.match(row.cuid, /^c[a-z0-9]{24}$/)
        assert.match(row.uuid, /^[0-9a-f-]{14}4[0-9a-f-]{21}$/)
        assert.match(row.ulid, /^[0-9A-Z]{26}$/)
        assert.match(row.nanoid, /^[\w-]{21}$/)
        const { text, short, boolean, int, bigInt, float, json, size } = row
        assert.deepEqual(
          { text, short, boolean, int, bigInt, float, json, size },
          {
            text: `it's "so" \\ 🦓`,
            short: 'short',
            boolean: true,
            int: -42,
            bigInt: 9_007_199_254_740_993n,
            float: 1.5,
            json: { a: [1, "it's"] },
            size: 'medium',
          },
        )
        assert.equal(row.decimal.toFixed(2), '12.34')
        assert.deepEqual(await db.defaulted.findUnique({ where: { id: row.id } }), row)
      },
    },
    {
      name: 'a composite key finds, updates, upserts and deletes',
      async run({ db }) {
        const key = { hall: 'A', number: 1 }
        const where = { hall_number: key }
        await db.seat.create({ data: { ...key, row: 'r', position: 1 } })
        await db.seat.create({ data: { hall: 'A', number: 2, row: 'r', position: 2 } })
        await db.seat.create({ data: { hall: 'a', number: 1, row: 'R', position: 1 } })
        assert.equal((await db.seat.update({ where, data: { booked: true } })).booked, true)
        const upserted = await db.seat.upsert({ where, create: { ...key, row: 'x', position: 9 }, update: { position: 3 } })
        assert.deepEqual([upserted.row, upserted.position], ['r', 3])
        await assertCode(db.seat.create({ data: { ...key, row: 'y', position: 1 } }), 'P2002')
        assert.deepEqual((await db.seat.delete({ where })).number, 1)
        assert.equal(await db.seat.findUnique({ where }), null)
        assert.equal(await db.seat.count(), 2)
      },
    },
    {
      name: 'a composite unique key finds by its own name',
      async run({ db }) {
        await db.seat.create({ data: { hall: 'A', number: 1, row: 'r', position: 1 } })
        const where = { place: { row: 'r', position: 1 } }
        assert.equal((await db.seat.findUnique({ where }))?.hall, 'A')
        await assertCode(db.seat.create({ data: { hall: 'B', number: 1, row: 'r', position: 1 } }), 'P2002')
      },
    },
    {
      name: 'composite keys page by cursor',
      async run({ db }) {
        const data = [1, 2, 3, 4, 5].map((number) => ({ hall: number % 2 ? 'A' : 'B', number, row: 'r', position: number }))
        await db.seat.createMany({ data })
        const orderBy = [{ hall: 'asc' as const }, { number: 'asc' as const }]
        const page = await db.seat.findMany({ orderBy, cursor: { hall_number: { hall: 'A', number: 5 } }, skip: 1, take: 5 })
        assert.deepEqual(
          page.map(({ hall, number }) => [hall, number]),
          [
            ['B', 2],
            ['B', 4],
          ],
        )
      },
    },
    {
      name: 'a relation over a composite key restricts deletes and follows updates',
      rows: ['W13'],
      async run({ db }) {
        await db.seat.create({ data: { hall: 'A', number: 1, row: 'r', position: 1, tickets: { create: { holder: 'Ada' } } } })
        const where = { hall_number: { hall: 'A', number: 1 } }
        await assertCode(db.seat.delete({ where }), 'P2003')
        await db.seat.update({ where, data: { number: 7 } })
        const ticket = await db.ticket.findFirstOrThrow({ include: { seat: true } })
        assert.deepEqual([ticket.number, ticket.seat.number], [7, 7])
        await assertCode(db.ticket.create({ data: { hall: 'A', number: 99, holder: 'Bob' } }), 'P2003')
      },
    },
    {
      name: 'a tree is read down and up, and children survive their parent',
      rows: ['W11'],
      async run({ db }) {
        const root = await db.node.create({
          data: { name: 'root', children: { create: [{ name: 'left', children: { create: { name: 'leaf' } } }, { name: 'right' }] } },
          include: { children: { include: { children: true }, orderBy: { name: 'asc' } } },
        })
        assert.deepEqual(
          root.children.map(({ name, children }) => [name, children.length]),
          [
            ['left', 1],
            ['right', 0],
          ],
        )
        const leaf = await db.node.findFirstOrThrow({ where: { name: 'leaf' }, include: { parent: { include: { parent: true } } } })
        assert.equal(leaf.parent?.parent?.name, 'root')
        await db.node.delete({ where: { id: root.id } })
        assert.equal(await db.node.count({ where: { parentId: null } }), 2)
        assert.equal(await db.node.count(), 3)
        assert.deepEqual(await db.node.deleteMany(), { count: 3 })
      },
    },
    {
      name: 'many-to-many connects, disconnects, sets and filters',
      async run({ db }) {
        const article = await db.article.create({
          data: { title: 'One', tags: { create: [{ name: 'a' }, { name: 'b' }] } },
          include: { tags: { orderBy: { name: 'asc' } } },
        })
        const where = { id: article.id }
        const tags = { tags: { orderBy: { name: 'asc' as const } } }
        const names = (row: { tags: { name: string }[] }) => row.tags.map(({ name }) => name)
        assert.deepEqual(names(article), ['a', 'b'])
        const other = await db.article.create({ data: { title: 'Two', tags: { connect: { name: 'a' } } } })
        const connected = await db.article.update({
          where,
          data: { tags: { connectOrCreate: { where: { name: 'c' }, create: { name: 'c' } }, disconnect: { name: 'b' } } },
          include: tags,
        })
        assert.deepEqual(names(connected), ['a', 'c'])
        // Connecting what is connected does nothing.
        await db.article.update({ where, data: { tags: { connect: [{ name: 'a' }, { name: 'a' }] } } })
        assert.equal(await db.article.count({ where: { tags: { some: { name: 'a' } } } }), 2)
        assert.equal(await db.article.count({ where: { tags: { none: {} } } }), 0)
        assert.deepEqual(names(await db.article.update({ where, data: { tags: { set: [{ name: 'b' }] } }, include: tags })), ['b'])
        await db.tag.delete({ where: { name: 'a' } })
        assert.deepEqual(names(await db.article.findUniqueOrThrow({ where: { id: other.id }, include: tags })), [])
        await db.article.delete({ where })
        assert.equal(await db.tag.count(), 2)
      },
    },
    {
      name: 'one-to-one holds one on each side',
      async run({ db }) {
        const traveller = await db.traveller.create({
          data: { name: 'Ada', passport: { create: { code: 'X1' } } },
          include: { passport: true },
        })
        assert.equal(traveller.passport?.code, 'X1')
        await assertCode(db.passport.create({ data: { code: 'X2', travellerId: traveller.id } }), 'P2002')
        assert.equal(await db.traveller.count({ where: { passport: { is: { code: 'X1' } } } }), 1)
        assert.equal(await db.traveller.count({ where: { passport: null } }), 0)
        await db.traveller.delete({ where: { id: traveller.id } })
        assert.equal(await db.passport.count(), 0)
      },
    },
    {
      name: 'autoincrement counts up and is returned',
      async run({ db }) {
        const made = [await db.traveller.create({ data: { name: 'a' } }), await db.traveller.create({ data: { name: 'b' } })]
        assert.ok((made[0]?.id ?? 0) > 0)
        assert.ok((made[1]?.id ?? 0) > (made[0]?.id ?? 0))
      },
    },
    {
      name: 'numbers increment, decrement, multiply and set',
      rows: ['47'],
      async run({ db }) {
        const { id } = await db.defaulted.create({ data: { int: 10, bigInt: 10n, float: 1.5, decimal: '10.25' } })
        const row = await db.defaulted.update({
          where: { id },
          data: { int: { increment: 5 }, bigInt: { decrement: 3n }, float: { multiply: 2 }, decimal: { increment: '0.5' } },
        })
        assert.deepEqual([row.int, row.bigInt, row.float, row.decimal.toFixed(2)], [15, 7n, 3, '10.75'])
      },
    },
    {
      name: 'a Decimal and a Float are divided with their rest',
      rows: ['47'],
      async run({ db }) {
        const divide = async (decimal: string, float: number, by: number) => {
          const { id } = await db.defaulted.create({ data: { decimal, float } })
          const row = await db.defaulted.update({ where: { id }, data: { decimal: { divide: by }, float: { divide: by } } })
          const read = await db.defaulted.findUniqueOrThrow({ where: { id } })
          return [read.decimal.toFixed(2), row.float, read.float]
        }
        assert.deepEqual(await divide('10.00', 10, 4), ['2.50', 2.5, 2.5])
        assert.deepEqual(await divide('7', 7, -2), ['-3.50', -3.5, -3.5])
        assert.equal(await db.defaulted.count({ where: { decimal: '2.5' } }), 1)
        const groups = await db.defaulted.groupBy({ by: ['size'], _sum: { decimal: true }, having: { decimal: { _sum: { equals: -1 } } } })
        assert.equal(groups.length, 1)
      },
    },
    {
      name: 'in with 5,000 values and createMany with 5,000 rows work',
      rows: ['W17'],
      async run({ db }) {
        const data = Array.from({ length: 5_000 }, (_, index) => ({ name: `n${index}` }))
        assert.deepEqual(await db.traveller.createMany({ data }), { count: 5_000 })
        const names = data.map(({ name }) => name)
        assert.equal((await db.traveller.findMany({ where: { name: { in: names } } })).length, 5_000)
        assert.equal(await db.traveller.count({ where: { name: { in: names } } }), 5_000)
      },
    },
  ],
}
