import assert from 'node:assert/strict'
import { Prisma } from '../../generated/zoo/portable/client.js'
import type { CaseGroup } from '../case.js'
import { assertCode, assertInvalid } from '../expect.js'
import type { ZooClient } from './open.js'
import { BASE } from './samples.js'

const AT = new Date('2024-06-01T10:00:00.123Z')
const SECOND = 1_000

// biome-ignore lint/style/noProcessEnv: the zone is read from there alone, and one case sets it
const environment = process.env

/** One text for every engine: the dialects agree on it. */
const everywhere = (statement: Prisma.Sql): Prisma.SqlPerEngine => ({ postgresql: statement, mysql: statement, sqlite: statement })

/** What a column holds, as the database shows it, without the client that turned an instant into it. */
const readStored = async (db: ZooClient, id: number): Promise<string[]> => {
  const rows = await db.$queryRaw<{ a: string; b: string }[]>({
    postgresql: Prisma.sql`SELECT date_time::text AS a, (zoned AT TIME ZONE 'UTC')::text AS b FROM zoo_scalar WHERE id = ${id}`,
    mysql: Prisma.sql`SELECT CAST(date_time AS CHAR) AS a, CAST(zoned AS CHAR) AS b FROM zoo_scalar WHERE id = ${id}`,
    sqlite: Prisma.sql`SELECT datetime(date_time, 'subsec') AS a, datetime(zoned, 'subsec') AS b FROM zoo_scalar WHERE id = ${id}`,
  })
  return rows.flatMap(({ a, b }) => [a, b])
}

/** A row that the client knows nothing of: its instant is a default of the database. */
const insertDefault = (db: ZooClient, id: string) =>
  db.$executeRaw(
    everywhere(Prisma.sql`
      INSERT INTO zoo_defaulted (id, cuid, uuid, ulid, nanoid, text, json, updated_at)
      VALUES (${id}, 'c', 'u', 'l', 'n', 't', '{}', ${AT})`),
  )

export const dates: CaseGroup<ZooClient> = {
  name: 'instants',
  cases: [
    {
      name: 'a column holds the instant itself, whatever zone the server is set to',
      rows: ['38', '39'],
      async run({ db }) {
        const { id } = await db.scalar.create({ data: { ...BASE, dateTime: AT, zoned: AT } })
        assert.deepEqual(await readStored(db, id), ['2024-06-01 10:00:00.123', '2024-06-01 10:00:00.123'])
      },
    },
    {
      name: 'an instant that raw SQL is given as a parameter is the one that a filter finds',
      rows: ['39', '42', 'B.8:template'],
      async run({ db }) {
        const { id } = await db.scalar.create({ data: BASE })
        assert.equal(
          await db.$executeRaw(everywhere(Prisma.sql`UPDATE zoo_scalar SET date_time = ${AT}, zoned = ${AT} WHERE id = ${id}`)),
          1,
        )
        assert.equal(await db.scalar.count({ where: { dateTime: AT, zoned: AT } }), 1)
        assert.equal(await db.scalar.count({ where: { dateTime: { gt: AT } } }), 0)
        assert.equal(await db.scalar.count({ where: { zoned: { gte: AT, lte: AT } } }), 1)
        const found = await db.$queryRaw<{ id: number }[]>(
          everywhere(Prisma.sql`SELECT id FROM zoo_scalar WHERE date_time = ${AT} AND zoned = ${AT}`),
        )
        assert.equal(found.length, 1)
      },
    },
    {
      name: "the database's own now() is the time of this process, and a filter finds it",
      rows: ['40', '42'],
      async run({ db }) {
        const before = Date.now()
        assert.equal(await insertDefault(db, 'raw'), 1)
        const { createdAt, updatedAt } = await db.defaulted.findUniqueOrThrow({ where: { id: 'raw' } })
        // The clocks of two machines need not agree to the second; a zone is off by a quarter of an hour at least.
        assert.ok(Math.abs(createdAt.getTime() - before) < 300 * SECOND, createdAt.toISOString())
        assert.deepEqual(updatedAt, AT)
        assert.equal(await db.defaulted.count({ where: { createdAt } }), 1)
        const near = { gte: new Date(createdAt.getTime() - 1), lte: new Date(createdAt.getTime() + 1) }
        assert.equal(await db.defaulted.count({ where: { createdAt: near, updatedAt: AT } }), 1)
      },
    },
    {
      name: "the schema's own bytes and instants are the same by the client and by the database",
      rows: ['42', 'B.3:bytes'],
      async run({ db }) {
        const { id } = await db.defaulted.create({ data: {} })
        await insertDefault(db, 'raw')
        const { id: other } = await db.defaulted.upsert({ where: { id: 'none' }, create: {}, update: {} })
        const [instant, zoned] = [new Date('2024-02-29T12:34:56.789Z'), new Date('2024-02-29T12:34:56.000Z')]
        for (const one of [id, 'raw', other]) {
          const row = await db.defaulted.findUniqueOrThrow({ where: { id: one } })
          assert.deepEqual([row.instant, row.zoned], [instant, zoned], one)
          assert.deepEqual([...row.bytes], [0, 1, 2, 255], one)
        }
        assert.equal(await db.defaulted.count({ where: { instant, zoned, bytes: new Uint8Array([0, 1, 2, 255]) } }), 3)
      },
    },
    {
      name: 'rows of the client and rows of raw SQL are in one order of time',
      rows: ['40', '42', '37'],
      async run({ db }) {
        const pause = () => new Promise((resolve) => setTimeout(resolve, 1_100))
        await db.defaulted.create({ data: { id: 'a', createdAt: new Date(Date.now() - 400 * SECOND) } })
        await insertDefault(db, 'b')
        await pause()
        await insertDefault(db, 'c')
        await db.defaulted.create({ data: { id: 'd', createdAt: new Date(Date.now() + 400 * SECOND) } })
        const rows = await db.defaulted.findMany({ orderBy: { createdAt: 'asc' } })
        assert.deepEqual(
          rows.map(({ id }) => id),
          ['a', 'b', 'c', 'd'],
        )
      },
    },
    {
      name: "the process's time zone changes nothing",
      rows: ['41'],
      async run({ db }) {
        const zone = environment.TZ
        try {
          for (const name of ['America/New_York', 'Asia/Kolkata', 'Pacific/Apia']) {
            environment.TZ = name
            const { id } = await db.scalar.create({ data: { ...BASE, dateTime: AT, zoned: AT } })
            assert.deepEqual(await readStored(db, id), ['2024-06-01 10:00:00.123', '2024-06-01 10:00:00.123'])
            const read = await db.scalar.findUniqueOrThrow({ where: { id } })
            assert.deepEqual([read.dateTime, read.zoned], [AT, AT])
            assert.equal(await db.scalar.count({ where: { id, dateTime: AT, zoned: { lte: AT } } }), 1)
          }
        } finally {
          // Assigning undefined would name a zone "undefined".
          if (zone === undefined) delete environment.TZ
          else environment.TZ = zone
        }
      },
    },
    {
      name: 'digits beyond milliseconds are cut and not rounded, and an offset is an instant',
      rows: ['36'],
      async run({ db }) {
        const cut = await db.scalar.create({
          data: { ...BASE, dateTime: '2024-06-01T10:00:00.999999Z', zoned: '2024-06-01T12:00:00.123+02:00' },
        })
        assert.deepEqual([cut.dateTime.toISOString(), cut.zoned], ['2024-06-01T10:00:00.999Z', AT])
        assert.equal(await db.scalar.count({ where: { zoned: '2024-06-01T15:30:00.123+05:30' } }), 1)
      },
    },
    {
      name: 'the instants of a leap day, of a change of the clocks and of the end of an age are kept apart',
      rows: ['36', '45'],
      async run({ db }) {
        const instants = ['2024-02-29T23:59:59.999Z', '2024-03-01T00:00:00.000Z', '2024-03-31T01:00:00.000Z', '9999-12-31T23:59:59.999Z']
        for (const dateTime of instants) await db.scalar.create({ data: { ...BASE, dateTime } })
        const { _min, _max } = await db.scalar.aggregate({ _min: { dateTime: true }, _max: { dateTime: true } })
        assert.deepEqual([_min.dateTime?.toISOString(), _max.dateTime?.toISOString()], [instants[0], instants[3]])
        for (const [index, dateTime] of instants.entries())
          assert.equal(await db.scalar.count({ where: { dateTime: { lt: dateTime } } }), index)
        const groups = await db.scalar.groupBy({ by: ['dateTime'], orderBy: { dateTime: 'desc' } })
        assert.deepEqual(
          groups.map(({ dateTime }) => dateTime.toISOString()),
          [...instants].reverse(),
        )
      },
    },
    {
      name: 'a leap second is refused, and in the words of Prisma what is no instant',
      rows: ['36'],
      async run({ db }) {
        for (const given of ['2016-12-31T23:59:60Z', '2016-12-31T23:59:60.5+00:00', '2024-01-01 00:00:60z']) {
          await assertCode(db.scalar.create({ data: { ...BASE, dateTime: given } }), 'P2007')
          await assertCode(db.scalar.count({ where: { zoned: { gt: given } } }), 'P2007')
          await assertCode(db.scalar.updateMany({ data: { zonedNull: { set: given } } }), 'P2007')
          await assertCode(db.scalar.findMany({ where: { NOT: { dateTime: { in: [given] } } } }), 'P2007')
        }
        for (const given of ['2024-13-01T00:00:00Z', '2023-02-29T00:00:00Z', '2024-01-01', 'now', new Date(Number.NaN)]) {
          await assertInvalid(db.scalar.create({ data: { ...BASE, dateTime: given } }), 'dateTime')
          await assertInvalid(db.scalar.count({ where: { zoned: { gt: given } } }), 'gt')
        }
        const { zoned } = await db.scalar.create({ data: { ...BASE, zoned: '2024-06-01T10:00:00\u221205:30' } })
        assert.equal(zoned.toISOString(), '2024-06-01T15:30:00.000Z')
        await assertCode(db.scalar.create({ data: { ...BASE, zoned: '0999-06-01T10:00:00\u221205:30' } }), 'P2020')
      },
    },
  ],
}
