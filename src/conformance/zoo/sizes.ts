import assert from 'node:assert/strict'
import { Prisma } from '../../generated/zoo/portable/client.js'
import type { Case, CaseGroup } from '../case.js'
import type { ZooClient } from './open.js'
import { BASE } from './samples.js'

const AMOUNT = 40_000

/** Texts that differ in their last character alone are ordered by it. */
const longOrder = (length: number): Case<ZooClient> => ({
  name: `texts of ${length.toLocaleString('en')} characters that differ at their end are ordered, grouped and told apart by it`,
  rows: ['30'],
  async run({ db }) {
    for (const end of ['c', 'a', 'é', 'B', 'b']) await db.scalar.create({ data: { ...BASE, text: 'x'.repeat(length - 1) + end } })
    const ends = (rows: readonly { text: string }[]) => rows.map(({ text }) => text.at(-1)).join('')
    assert.equal(ends(await db.scalar.findMany({ orderBy: { text: 'asc' }, select: { text: true } })), 'Babcé')
    assert.equal(ends(await db.scalar.findMany({ orderBy: { text: 'desc' }, take: 2, select: { text: true } })), 'éc')
    const groups = await db.scalar.groupBy({ by: ['text'], orderBy: { text: 'asc' } })
    assert.equal(ends(groups), 'Babcé')
    assert.equal(await db.scalar.count({ where: { text: { lt: `${'x'.repeat(length - 1)}b` } } }), 2)
  },
})

/** The tables whose index begins with the columns of a foreign key; a delete of the row it points to looks there. */
const readIndexes = (db: ZooClient) =>
  db.$queryRaw<{ name: string }[]>({
    postgresql: Prisma.sql`
      SELECT c.relname AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
      WHERE (c.relname, a.attname) IN (('zoo_ticket', 'hall'), ('zoo_node', 'parent_id'), ('zoo_passport', 'traveller_id'))
        AND c.relnamespace = current_schema()::regnamespace ORDER BY 1`,
    mysql: Prisma.sql`
      SELECT TABLE_NAME AS name FROM information_schema.STATISTICS
      WHERE TABLE_SCHEMA = DATABASE() AND SEQ_IN_INDEX = 1
        AND (TABLE_NAME, COLUMN_NAME) IN (('zoo_ticket', 'hall'), ('zoo_node', 'parent_id'), ('zoo_passport', 'traveller_id')) ORDER BY 1`,
    sqlite: Prisma.sql`
      SELECT t.name FROM sqlite_schema t, pragma_index_list(t.name) l, pragma_index_info(l.name) i
      WHERE i.seqno = 0
        AND (t.name, i.name) IN (VALUES ('zoo_ticket', 'hall'), ('zoo_node', 'parent_id'), ('zoo_passport', 'traveller_id')) ORDER BY 1`,
  })

export const sizes: CaseGroup<ZooClient> = {
  name: 'long texts and many rows',
  cases: [
    ...[1_025, 16_000, 65_000, 300_000].map(longOrder),
    {
      name: 'every foreign key has an index, so that its parents can be deleted',
      rows: ['W16'],
      async run({ db }) {
        assert.deepEqual(
          (await readIndexes(db)).map(({ name }) => name),
          ['zoo_node', 'zoo_passport', 'zoo_ticket'],
        )
      },
    },
    {
      name: '3,000 parents are deleted beside 20,000 rows that refer to others',
      rows: ['W16'],
      async run({ db }) {
        const seats = Array.from({ length: 6_000 }, (_, number) => ({ hall: 'A', number, row: 'r', position: number }))
        await db.seat.createMany({ data: seats })
        const tickets = Array.from({ length: 20_000 }, (_, index) => ({ hall: 'A', number: index % 3_000, holder: 'h' }))
        await db.ticket.createMany({ data: tickets })
        assert.deepEqual(await db.seat.deleteMany({ where: { number: { gte: 3_000 } } }), { count: 3_000 })
        assert.equal(await db.ticket.count(), 20_000)
      },
    },
    {
      name: 'include reads what 40,000 rows refer to, and what refers to them',
      rows: ['W20'],
      async run({ db }) {
        await db.node.createMany({ data: Array.from({ length: AMOUNT }, (_, index) => ({ name: `n${index}` })) })
        const nodes = await db.node.findMany({ select: { id: true } })
        assert.equal(nodes.length, AMOUNT)
        const [first = { id: 0 }, last = { id: 0 }] = [nodes[0], nodes.at(-1)]
        await db.node.updateMany({ where: { id: { not: first.id } }, data: { parentId: first.id } })
        await db.node.update({ where: { id: first.id }, data: { parentId: last.id } })
        const read = await db.node.findMany({ include: { parent: true, children: { select: { id: true } } } })
        assert.equal(read.length, AMOUNT)
        assert.equal(read.filter(({ parent }) => parent?.id === first.id).length, AMOUNT - 1)
        assert.deepEqual([read[0]?.children.length, read[0]?.parent?.id, read.at(-1)?.children], [AMOUNT - 1, last.id, [{ id: first.id }]])
      },
    },
  ],
}
