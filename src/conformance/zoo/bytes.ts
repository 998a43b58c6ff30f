import assert from 'node:assert/strict'
import { Prisma } from '../../generated/zoo/portable/client.js'
import type { CaseGroup } from '../case.js'
import { assertCode } from '../expect.js'
import type { ZooClient } from './open.js'
import { BASE } from './samples.js'

const every = Uint8Array.from({ length: 256 }, (_, byte) => byte)

export const bytes: CaseGroup<ZooClient> = {
  name: 'bytes and numbers that are none',
  cases: [
    {
      name: 'bytes come back as they were given: none, all of them, a part of a buffer, many',
      rows: ['B.3:bytes'],
      async run({ db }) {
        const part = new Uint8Array(every.buffer, 7, 3)
        for (const given of [new Uint8Array(), every, part, new Uint8Array(1_000_000).fill(255)]) {
          const { id, bytes: written } = await db.scalar.create({ data: { ...BASE, bytes: given } })
          const read = await db.scalar.findUniqueOrThrow({ where: { id } })
          for (const found of [written, read.bytes]) assert.ok(Buffer.from(found).equals(given))
        }
      },
    },
    {
      name: 'bytes are found by equals and in, and ordered byte by byte',
      rows: ['B.3:bytes'],
      async run({ db }) {
        const values = [[], [0], [0, 0], [1], [127], [128], [255], [255, 0]].map((list) => Uint8Array.from(list))
        for (const value of [...values].reverse()) await db.scalar.create({ data: { ...BASE, bytes: value } })
        const ordered = await db.scalar.findMany({ orderBy: { bytes: 'asc' }, select: { bytes: true } })
        assert.deepEqual(
          ordered.map((row) => [...row.bytes]),
          values.map((value) => [...value]),
        )
        assert.equal(await db.scalar.count({ where: { bytes: Uint8Array.from([0]) } }), 1)
        assert.equal(await db.scalar.count({ where: { bytes: { in: values.slice(0, 3) }, NOT: { bytes: new Uint8Array() } } }), 2)
      },
    },
    {
      name: 'a Decimal that is no number is refused, to store it and to search for it',
      rows: ['50'],
      async run({ db }) {
        await assertCode(db.scalar.create({ data: { ...BASE, decimal: new Prisma.Decimal('NaN') } }), 'P2007')
        await assertCode(db.scalar.count({ where: { decimal: { gt: new Prisma.Decimal('NaN') } } }), 'P2007')
        assert.equal(await db.scalar.count(), 0)
      },
    },
  ],
}
