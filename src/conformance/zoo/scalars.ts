import assert from 'node:assert/strict'
import { Prisma } from '../../generated/zoo/portable/client.js'
import type { Case, CaseGroup } from '../case.js'
import { assertCode } from '../expect.js'
import type { ZooClient } from './open.js'
import { BASE } from './samples.js'

const MEGABYTE = 1_048_576

const TEXTS = [
  '',
  ' ',
  ' leading and trailing ',
  'tab\tnewline\nreturn\r\n',
  `quotes ' " \` and \\ backslash \\' \\n`,
  '% _ wildcards',
  '😀🦄👩‍👩‍👧‍👦',
  'composed é, decomposed e\u0301',
  '\u{10FFFF}\uFFFD\uFEFF',
  '\u0001\u001F\u007F',
  "'; DROP TABLE zoo_scalar; --",
]

const INSTANTS = [
  '1970-01-01T00:00:00.000Z',
  '1969-12-31T23:59:59.999Z',
  '1000-01-01T00:00:00.000Z',
  '2038-01-19T03:14:08.001Z',
  '2024-02-29T12:34:56.789Z',
  '2024-03-31T02:30:00.500Z',
  '9999-12-31T23:59:59.999Z',
].map((text) => new Date(text))

const BYTES = [new Uint8Array(), Uint8Array.of(0), Uint8Array.from({ length: 256 }, (_, index) => index), randomBytes(MEGABYTE)]

/** Every value that a field must give back as it was given, null aside. */
const VALUES: Readonly<Record<string, readonly unknown[]>> = {
  text: [...TEXTS, 'x'.repeat(70_000), '🦄'.repeat(MEGABYTE / 4)],
  short: [...TEXTS.filter((text) => [...text].length <= 20), '🦄'.repeat(20)],
  uuid: ['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff', '0190163d-8694-739b-aea5-966c26f8ad91'],
  boolean: [true, false],
  int: [0, 1, -1, 2_147_483_647, -2_147_483_648],
  small: [0, 32_767, -32_768],
  bigInt: [0n, 9_007_199_254_740_993n, 9_223_372_036_854_775_807n, -9_223_372_036_854_775_808n],
  float: [0, 0.1, -1 / 3, 1e21, 5e-324, Number.MAX_VALUE / 2, -123456.789, Number.MAX_SAFE_INTEGER],
  decimal: ['0', '0.0001', '-0.0001', '99999999999.9999', '-99999999999.9999', '12345678901.2345', '0.3'],
  dateTime: INSTANTS,
  zoned: INSTANTS,
  json: [
    {},
    [],
    '',
    'text',
    0,
    -1.5,
    1e21,
    9_007_199_254_740_991,
    true,
    false,
    { nested: [{ deep: [null, { er: 'x' }] }] },
    { 'a "quoted" \\ key': '😀\n' },
    [null, 1, '1', [1], {}],
    { long: 'x'.repeat(MEGABYTE) },
  ],
  bytes: BYTES,
  size: ['large', 'medium', 'small'],
}

/** Fields that a filter can compare with a value. */
const FILTERED = ['text', 'short', 'uuid', 'boolean', 'int', 'small', 'bigInt', 'float', 'decimal', 'dateTime', 'zoned', 'bytes', 'size']

/** Not random, so that a failure is the same again: the bytes of a counter, scrambled. */
function randomBytes(length: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length }, (_, index) => (Math.imul(index + 1, 2_654_435_761) >>> 13) & 255)
}

/** In a form that deepEqual compares and messages can show. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'object' && value !== null && 'toFixed' in value ? Number(value).toString() : value
}

const expected = (field: string, value: unknown) => (field === 'decimal' ? Number(value).toString() : plain(value))

function roundTrip(field: string, values: readonly unknown[]): Case<ZooClient>[] {
  // uuid has a default, so that its optional twin alone shows what was written.
  const nullField = `${field}Null`
  return [
    {
      name: `${field}: ${values.length} values come back as they were given, in both fields`,
      async run({ db }) {
        for (const value of values) {
          const data = { ...BASE, [field]: value, [nullField]: value } as Prisma.ScalarCreateInput
          const created = (await db.scalar.create({ data })) as Record<string, unknown>
          const read = (await db.scalar.findUnique({ where: { id: created.id as number } })) as Record<string, unknown>
          for (const row of [created, read]) {
            assert.deepEqual(plain(row[field]), expected(field, value))
            assert.deepEqual(plain(row[nullField]), expected(field, value))
          }
        }
      },
    },
    {
      name: `${field}: createMany and update write the same values`,
      async run({ db }) {
        const rows = values.map((value) => ({ ...BASE, [field]: value }) as Prisma.ScalarCreateManyInput)
        await db.scalar.createMany({ data: rows })
        const read = (await db.scalar.findMany({ orderBy: { id: 'asc' } })) as Record<string, unknown>[]
        assert.deepEqual(
          read.map((row) => plain(row[field])),
          values.map((value) => expected(field, value)),
        )
        const id = read[0]?.id as number
        for (const value of values) {
          const row = (await db.scalar.update({ where: { id }, data: { [nullField]: value } })) as Record<string, unknown>
          assert.deepEqual(plain(row[nullField]), expected(field, value))
        }
      },
    },
    {
      name: `${field}: null is kept, found and told from every value`,
      async run({ db }) {
        const some = { ...BASE, [nullField]: values[0] } as Prisma.ScalarCreateInput
        const none = await db.scalar.create({ data: BASE })
        await db.scalar.create({ data: some })
        assert.equal((none as Record<string, unknown>)[nullField], null)
        if (!FILTERED.includes(field)) return
        assert.deepEqual(
          (await db.scalar.findMany({ where: { [nullField]: null } })).map(({ id }) => id),
          [none.id],
        )
        assert.equal(await db.scalar.count({ where: { [nullField]: { not: null } } }), 1)
      },
    },
  ]
}

function filters(field: string): Case<ZooClient> {
  const values = VALUES[field] ?? []
  return {
    name: `${field}: a filter finds each value and no other`,
    async run({ db }) {
      await db.scalar.createMany({ data: values.map((value) => ({ ...BASE, [field]: value }) as Prisma.ScalarCreateManyInput) })
      for (const value of values) {
        const found = (await db.scalar.findMany({ where: { [field]: value } })) as Record<string, unknown>[]
        assert.deepEqual(
          found.map((row) => plain(row[field])),
          [expected(field, value)],
        )
        assert.equal(await db.scalar.count({ where: { [field]: { not: value } } }), values.length - 1)
      }
      // Prisma's filter for Boolean has no `in`.
      if (field !== 'boolean') assert.equal(await db.scalar.count({ where: { [field]: { in: values.slice(0, 2) } } }), 2)
    },
  }
}

function ordering(field: string, ascending: readonly unknown[]): Case<ZooClient> {
  return {
    name: `${field}: rows are ordered by value`,
    async run({ db }) {
      const mixed = [...ascending.slice(2), ...ascending.slice(0, 2)]
      await db.scalar.createMany({ data: mixed.map((value) => ({ ...BASE, [field]: value }) as Prisma.ScalarCreateManyInput) })
      const read = (await db.scalar.findMany({ orderBy: { [field]: 'asc' } })) as Record<string, unknown>[]
      assert.deepEqual(
        read.map((row) => plain(row[field])),
        ascending.map((value) => expected(field, value)),
      )
    },
  }
}

const LIMITS: readonly (readonly [string, unknown, string])[] = [
  ['short', 'x'.repeat(21), 'P2000'],
  ['short', '🦄'.repeat(21), 'P2000'],
  ['int', 2_147_483_648, 'P2020'],
  ['int', -2_147_483_649, 'P2020'],
  ['small', 32_768, 'P2020'],
  ['decimal', '100000000000', 'P2020'],
]

export const scalars: CaseGroup<ZooClient> = {
  name: 'scalars',
  cases: [
    ...Object.entries(VALUES).flatMap(([field, values]) => roundTrip(field, values)),
    ...FILTERED.map(filters),
    ordering('int', [-2_147_483_648, -1, 0, 1, 2_147_483_647]),
    ordering('bigInt', [-9_223_372_036_854_775_808n, -1n, 0n, 9_007_199_254_740_992n, 9_007_199_254_740_993n]),
    ordering('float', [-1e300, -0.5, 0, 5e-324, 1e300]),
    ordering('decimal', ['-2', '-1.5', '0', '0.0001', '10']),
    ordering(
      'dateTime',
      [...INSTANTS].sort((a, b) => a.getTime() - b.getTime()),
    ),
    ordering(
      'zoned',
      [...INSTANTS].sort((a, b) => a.getTime() - b.getTime()),
    ),
    ordering('boolean', [false, true]),
    ordering('size', ['large', 'medium', 'small']),
    ordering('bytes', [Uint8Array.of(), Uint8Array.of(0), Uint8Array.of(0, 1), Uint8Array.of(255)]),
    {
      name: 'json: the null of the database and the null of Json are two',
      rows: ['J1'],
      async run({ db }) {
        const database = await db.scalar.create({ data: { ...BASE, jsonNull: Prisma.DbNull } })
        const json = await db.scalar.create({ data: { ...BASE, jsonNull: Prisma.JsonNull } })
        const find = async (equals: typeof Prisma.DbNull | typeof Prisma.JsonNull | typeof Prisma.AnyNull) =>
          (await db.scalar.findMany({ where: { jsonNull: { equals } }, orderBy: { id: 'asc' } })).map(({ id }) => id)
        assert.deepEqual(await find(Prisma.DbNull), [database.id])
        assert.deepEqual(await find(Prisma.JsonNull), [json.id])
        assert.deepEqual(await find(Prisma.AnyNull), [database.id, json.id])
        assert.deepEqual([database.jsonNull, json.jsonNull], [null, null])
      },
    },
    {
      name: 'json: keys come back in one order, and a filter does not mind theirs',
      rows: ['J3', 'J4'],
      async run({ db }) {
        const json = { zebra: 1, b: { yy: 1, x: 2 }, é: 3, aa: [{ d: 1, c: 2 }], a: null }
        const { id } = await db.scalar.create({ data: { ...BASE, json } })
        const read = await db.scalar.findUniqueOrThrow({ where: { id } })
        assert.equal(JSON.stringify(read.json), '{"a":null,"b":{"x":2,"yy":1},"aa":[{"c":2,"d":1}],"é":3,"zebra":1}')
        const equals = { a: null, aa: [{ c: 2, d: 1 }], b: { x: 2, yy: 1 }, zebra: 1, é: 3 }
        assert.equal(await db.scalar.count({ where: { json: { equals } } }), 1)
      },
    },
    ...LIMITS.map(
      ([field, value, code]): Case<ZooClient> => ({
        name: `${field}: ${describe(value)} is refused with ${code}`,
        async run({ db }) {
          await assertCode(db.scalar.create({ data: { ...BASE, [field]: value } as Prisma.ScalarCreateInput }), code)
          assert.equal(await db.scalar.count(), 0)
        },
      }),
    ),
  ],
}

function describe(value: unknown): string {
  return typeof value === 'string' && [...value].length > 12
    ? `a text of ${[...value].length} characters like ${[...value][0]}`
    : String(value)
}
