import assert from 'node:assert/strict'
import type { CaseGroup } from '../case.js'
import { assertCode } from '../expect.js'
import type { ZooClient } from './open.js'

const createNode = (db: Pick<ZooClient, 'node'>, name: string) => db.node.create({ data: { name } })

export const ids: CaseGroup<ZooClient> = {
  name: 'ids that count up',
  cases: [
    {
      name: 'ids count on past the greatest that was given, whatever write gave it',
      rows: ['W9'],
      async run({ db }) {
        const { id: first } = await createNode(db, 'first')
        await db.node.create({ data: { id: first + 3, name: 'given' } })
        const following = [await createNode(db, 'a'), await createNode(db, 'b'), await createNode(db, 'c')]
        assert.ok(following.every(({ id }, index) => id > (following[index - 1]?.id ?? first + 3)))
        const last = following.at(-1)?.id ?? 0
        await db.node.createMany({
          data: [
            { id: last + 20, name: 'many' },
            { id: last + 10, name: 'many' },
          ],
        })
        assert.ok((await createNode(db, 'after many')).id > last + 20)
        await db.node.create({ data: { name: 'parent', children: { create: { id: last + 5_000, name: 'child' } } } })
        assert.ok((await createNode(db, 'after a child')).id > last + 5_000)
        await db.node.upsert({ where: { id: last + 9_000 }, create: { id: last + 9_000, name: 'upsert' }, update: {} })
        assert.ok((await createNode(db, 'after an upsert')).id > last + 9_000)
      },
    },
    {
      name: 'ids count on past the first that was given, though none has been counted',
      rows: ['W9'],
      async run({ db }) {
        const { id } = await db.article.create({ data: { id: 1, title: 'given' } })
        assert.ok((await db.article.create({ data: { title: 'counted' } })).id > id)
      },
    },
    {
      name: 'ids given one by one, each the next, and ids counted meanwhile: the last is past them all',
      rows: ['W9'],
      async run({ db }) {
        const { id } = await createNode(db, 'first')
        const given = Array.from({ length: 64 }, (_, index) => ({ id: id + 1 + index * 2, name: 'given' }))
        const counted = Array.from({ length: 64 }, () => ({ name: 'counted' }))
        // One may have the id that another was given, which is an error on every engine.
        await Promise.allSettled([...given, ...counted].map((data) => db.node.create({ data })))
        const { _max } = await db.node.aggregate({ _max: { id: true } })
        for (let round = 0; round < 3; round += 1) assert.ok((await createNode(db, 'after')).id > (_max.id ?? 0))
      },
    },
    {
      name: 'an id that is given below the next one leaves the count as it is',
      rows: ['W9'],
      async run({ db }) {
        const { id } = await createNode(db, 'a')
        await db.node.delete({ where: { id } })
        await db.node.create({ data: { id, name: 'again' } })
        assert.ok((await createNode(db, 'b')).id > id)
      },
    },
    {
      name: 'ids given and ids counted by sixteen writers at once do not meet',
      rows: ['W9'],
      async run({ db }) {
        const { id } = await createNode(db, 'first')
        const write = (index: number) =>
          index % 4 === 0 ? db.node.create({ data: { id: id + 1_000 * (index + 1), name: 'given' } }) : createNode(db, 'counted')
        for (let round = 0; round < 4; round += 1) {
          await Promise.all(Array.from({ length: 16 }, (_, index) => write(round * 16 + index)))
        }
        assert.equal(await db.node.count(), 65)
        assert.ok((await createNode(db, 'last')).id > id + 61_000)
      },
    },
    {
      name: 'an insert that failed takes its id with it',
      rows: ['W10'],
      async run({ db }) {
        const { passport } = await db.traveller.create({
          data: { name: 'a', passport: { create: { code: 'a' } } },
          select: { passport: true },
        })
        await assertCode(db.passport.create({ data: { code: 'b', travellerId: passport?.travellerId ?? 0 } }), 'P2002')
        const { passport: next } = await db.traveller.create({
          data: { name: 'b', passport: { create: { code: 'c' } } },
          select: { passport: true },
        })
        assert.equal(next?.id, (passport?.id ?? 0) + 2)
      },
    },
    {
      name: 'the id of a row that is gone is not given again',
      rows: ['W10'],
      async run({ db }) {
        const { id } = await createNode(db, 'a')
        await db.node.delete({ where: { id } })
        assert.ok((await createNode(db, 'b')).id > id)
        await db.node.deleteMany()
        assert.ok((await createNode(db, 'c')).id > id + 1)
      },
    },
  ],
}
