import { DatabaseSync } from '@photostructure/sqlite'
import { describe, expect, it } from 'vitest'
import { copy } from '../../src/commands/copy.js'
import { createMaker, MODELS, type TestDatabase } from './databases.js'
import { createNastyRows, fillNasty } from './nasty.js'

/*
 * Forms of values in SQLite files that others have written, without Refract's checks: read as what they are, or refused by their row.
 */

const { make } = await createMaker()
const { schema } = MODELS.zoo

function open({ url }: TestDatabase) {
  return new DatabaseSync(url.slice('file:'.length))
}

function runUnchecked(database: TestDatabase, sql: string): void {
  const file = open(database)
  file.exec(`PRAGMA ignore_check_constraints = ON; ${sql}`)
  file.close()
}

function all(database: TestDatabase, sql: string): unknown[] {
  const file = open(database)
  const rows = file.prepare(sql).all()
  file.close()
  return rows
}

const ONE_OF_EACH = createNastyRows('zoo', 0)
  .filter(({ table }) => ['Scalar', 'Bundle'].includes(table.model))
  .map(({ table, rows }) => ({ table, rows: rows.slice(0, 1) }))

/** A database with a row of scalars and one of lists, and an empty one to copy them to. */
async function makeTwo(): Promise<[TestDatabase, TestDatabase]> {
  const [from, to] = [await make('sqlite', 'zoo'), await make('sqlite', 'zoo')]
  await fillNasty(from, ONE_OF_EACH)
  runUnchecked(from, 'UPDATE zoo_bundle SET outer_id = NULL')
  return [from, to]
}

const insertDay = (day: string, time: string, id = 1) => `INSERT INTO zoo_calendar (id, day, time) VALUES (${id}, ${day}, ${time});`
const updateBundle = (column: string, list: string) => `UPDATE zoo_bundle SET ${column} = '${list}'`

describe('is refused by its row:', () => {
  it.each([
    ['a day with a time', insertDay("'2024-02-29T12:34:56.789+00:00'", '0'), 'day is 2024-02-29T12:34:56.789Z'],
    ['a day in milliseconds with a time', insertDay('1709210096789', '0'), 'day is 2024-02-29T12:34:56.789Z'],
    ['a time of another day', insertDay('0', "'2024-02-29T12:34:56.789+00:00'"), 'time is 2024-02-29T12:34:56.789Z'],
    ['a day that there is not', insertDay("'2024-02-30T00:00:00.000+00:00'", '0'), 'day is 2024-02-30T00:00:00.000+00:00'],
    ['an instant of such a day', "UPDATE zoo_scalar SET date_time = '2024-02-30 10:00:00'", 'dateTime is 2024-02-30 10:00:00'],
    ['a decimal that is infinite', 'UPDATE zoo_scalar SET decimal = 9e999', 'decimal is Infinity'],
    ['a decimal beyond all', 'UPDATE zoo_scalar SET decimal = 1e21', 'decimal has more than 11 digits before the point'],
    ['a bigint of a list with a fraction', updateBundle('big_ints', '[1.5]'), 'bigInts holds 1.5, which is no whole number'],
    [
      'a bigint of a list beyond 64 bits',
      updateBundle('big_ints', '[9223372036854775808]'),
      'bigInts holds a value that is 9223372036854775808',
    ],
    [
      'a decimal of a list with more digits',
      updateBundle('decimals', '[0.100000000000000001]'),
      'decimals holds a value that has more than 2',
    ],
    ['a day of a list with a time', updateBundle('days', '["2024-02-29T12:34:56.789Z"]'), 'days holds 2024-02-29T12:34:56.789Z'],
  ])('%s', async (_, sql, reason) => {
    const [from, to] = await makeTwo()
    runUnchecked(from, sql)
    await expect(copy(from.url, to.url, { schema })).rejects.toThrow(reason)
  })
})

it('days and times are read as Refract and Prisma write them, in milliseconds too', async () => {
  const [from, to] = await makeTwo()
  runUnchecked(from, `${insertDay("'2024-02-29T00:00:00.000+00:00'", "'1970-01-01T12:34:56.789+00:00'")}`)
  runUnchecked(from, insertDay('1709164800000', '45296790', 2) + insertDay("'2024-03-01'", "'1970-01-01 00:00:00'", 3))
  const { tables } = await copy(from.url, to.url, { schema })
  expect(tables.filter(({ equal }) => equal !== true)).toEqual([])
  expect(all(to, 'SELECT day, time FROM zoo_calendar ORDER BY id')).toEqual([
    { day: '2024-02-29T00:00:00.000+00:00', time: '1970-01-01T12:34:56.789+00:00' },
    { day: '2024-02-29T00:00:00.000+00:00', time: '1970-01-01T12:34:56.790+00:00' },
    { day: '2024-03-01T00:00:00.000+00:00', time: '1970-01-01T00:00:00.000+00:00' },
  ])
})

it('numbers in lists come with all their digits', async () => {
  const [from, to] = await makeTwo()
  runUnchecked(from, updateBundle('big_ints', '[9007199254740993, -9223372036854775808, null, "1"]'))
  runUnchecked(from, updateBundle('decimals', '[1.10, 9007199254.99, 1e2]'))
  runUnchecked(from, updateBundle('documents', '[9007199254740993]'))
  const { tables } = await copy(from.url, to.url, { schema })
  expect(tables.filter(({ equal }) => equal !== true)).toEqual([])
  expect(all(to, 'SELECT big_ints, decimals, documents FROM zoo_bundle')).toEqual([
    {
      big_ints: '["9007199254740993","-9223372036854775808",null,"1"]',
      decimals: '["1.1","9007199254.99","100"]',
      documents: '["9007199254740993"]',
    },
  ])
})

it('a long Json with a number in a form of its own is as any other', async () => {
  const [from, to] = await makeTwo()
  runUnchecked(from, `UPDATE zoo_scalar SET json = '{"n":1.0,"s":"' || replace(hex(zeroblob(6000000)), '0', 'x') || '"}'`)
  const { tables } = await copy(from.url, to.url, { schema })
  expect(tables.filter(({ equal }) => equal !== true)).toEqual([])
  expect(all(to, 'SELECT length(json) AS characters, substr(json, 1, 12) AS start FROM zoo_scalar')).toEqual([
    { characters: 12_000_014, start: '{"n":1,"s":"' },
  ])
})
