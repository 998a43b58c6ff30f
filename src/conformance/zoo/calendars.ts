import assert from 'node:assert/strict'
import type { CaseGroup } from '../case.js'
import { assertCode } from '../expect.js'
import type { ZooClient } from './open.js'

const day = (text: string) => new Date(`${text}T00:00:00.000Z`)
const time = (text: string) => new Date(`1970-01-01T${text}Z`)

export const calendars: CaseGroup<ZooClient> = {
  name: 'days and times of day',
  cases: [
    {
      name: 'an instant is cut to its day, or to its time of day, in UTC',
      rows: ['43'],
      async run({ db }) {
        const at = new Date('2024-02-29T23:59:59.987Z')
        const data = { day: at, dayNull: '1999-12-31T23:59:59.999+02:00', time: at, timeNull: '2024-05-06T00:00:00.001+01:00' }
        const created = await db.calendar.create({ data })
        const expected = { day: day('2024-02-29'), dayNull: day('1999-12-31'), time: time('23:59:59.987'), timeNull: time('23:00:00.001') }
        assert.deepEqual(created, { id: created.id, ...expected })
        assert.deepEqual(await db.calendar.findMany(), [created])
        const updated = await db.calendar.update({
          where: { id: created.id },
          data: { day: { set: new Date(-1) }, timeNull: null, time: new Date(-1) },
        })
        assert.deepEqual(updated, { ...created, day: day('1969-12-31'), time: time('23:59:59.999'), timeNull: null })
      },
    },
    {
      name: 'filters cut what they compare with, too',
      rows: ['43'],
      async run({ db }) {
        const days = ['2024-02-28', '2024-02-29', '2024-03-01']
        await db.calendar.createMany({ data: days.map((text, at) => ({ day: day(text), time: time(`0${at}:30:00.125`) })) })
        const noon = new Date('2024-02-29T12:34:56.789Z')
        assert.equal(await db.calendar.count({ where: { day: noon } }), 1)
        assert.equal(await db.calendar.count({ where: { day: { gt: noon } } }), 1)
        assert.equal(await db.calendar.count({ where: { day: { lte: noon } } }), 2)
        assert.equal(await db.calendar.count({ where: { day: { in: [noon, new Date('2024-03-01T23:00:00Z')] } } }), 2)
        assert.equal(await db.calendar.count({ where: { day: { not: noon } } }), 2)
        assert.equal(await db.calendar.count({ where: { time: new Date('2000-01-01T01:30:00.125Z') } }), 1)
        assert.equal(await db.calendar.count({ where: { time: { gte: time('01:30:00.125') } } }), 2)
        assert.equal(await db.calendar.count({ where: { time: { lt: time('01:30:00.125') } } }), 1)
        const found = await db.calendar.findUnique({ where: { day_time: { day: noon, time: time('01:30:00.125') } } })
        assert.deepEqual(found?.day, day('2024-02-29'))
      },
    },
    {
      name: 'they are ordered, and have a least and a greatest',
      rows: ['43'],
      async run({ db }) {
        await db.calendar.createMany({
          data: [
            { day: day('2024-02-29'), time: time('10:00:00.000') },
            { day: day('1000-01-01'), time: time('00:00:00.000') },
            { day: day('9999-12-31'), time: time('23:59:59.999') },
          ],
        })
        const read = async (orderBy: object) => (await db.calendar.findMany({ orderBy })).map((row) => row.day.getUTCFullYear())
        assert.deepEqual(await read({ day: 'asc' }), [1000, 2024, 9999])
        assert.deepEqual(await read({ time: 'desc' }), [9999, 2024, 1000])
        const { _min, _max } = await db.calendar.aggregate({ _min: { day: true, time: true }, _max: { day: true, time: true } })
        assert.deepEqual(
          { _min, _max },
          {
            _min: { day: day('1000-01-01'), time: time('00:00:00.000') },
            _max: { day: day('9999-12-31'), time: time('23:59:59.999') },
          },
        )
        const groups = await db.calendar.groupBy({ by: ['day'], _count: true, orderBy: { day: 'asc' } })
        assert.deepEqual(
          groups.map((group) => group.day),
          [day('1000-01-01'), day('2024-02-29'), day('9999-12-31')],
        )
      },
    },
    {
      name: 'a day that is there already is a duplicate, whatever its time was',
      rows: ['43'],
      async run({ db }) {
        const data = { day: new Date('2024-02-29T01:00:00Z'), time: time('10:00:00.000') }
        await db.calendar.create({ data })
        await assertCode(db.calendar.create({ data: { ...data, day: new Date('2024-02-29T02:00:00Z') } }), 'P2002')
        assert.deepEqual(await db.calendar.createMany({ data: [data, { ...data, time: time('11:00:00.000') }], skipDuplicates: true }), {
          count: 1,
        })
        const where = { day_time: { day: new Date('2024-02-29T05:00:00Z'), time: time('10:00:00.000') } }
        const updated = await db.calendar.upsert({ where, create: data, update: { dayNull: new Date('2024-03-01T05:00:00Z') } })
        assert.deepEqual(updated.dayNull, day('2024-03-01'))
      },
    },
    {
      name: 'a year that not every engine has is refused',
      rows: ['43'],
      async run({ db }) {
        await assertCode(db.calendar.create({ data: { day: day('0999-12-31'), time: new Date(0) } }), 'P2020')
      },
    },
  ],
}
