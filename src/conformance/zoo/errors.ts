import assert from 'node:assert/strict'
import {
  isForeignKeyViolation,
  isNotFound,
  isNullViolation,
  isOutOfRange,
  isUniqueViolation,
  isValueTooLong,
} from '../../client/error-guards.js'
import type { Prisma } from '../../generated/zoo/portable/client.js'
import type { Case, CaseGroup } from '../case.js'
import type { RowNumber } from '../rows.js'
import type { ZooClient } from './open.js'

interface Expected {
  readonly code: string
  readonly meta?: object
  /** The last line of the message. */
  readonly says?: string
}

/** The error is the very same on every engine: its code, `meta`, and the last line of its message, without a word of a driver's. */
async function assertError(query: Promise<unknown>, { code, meta, says }: Expected): Promise<unknown> {
  const error = await query.then(
    () => assert.fail('no error'),
    (caught: Error & { code?: string; meta?: object }) => caught,
  )
  assert.equal(error.code, code, error.message)
  assert.equal(error.name, 'PrismaClientKnownRequestError')
  if (meta !== undefined) assert.deepEqual(error.meta, meta)
  if (says !== undefined) assert.equal(error.message.trim().split('\n').at(-1), says)
  assert.doesNotMatch(JSON.stringify(error), /driverAdapterError|constraint failed|violates|SQLSTATE/i)
  return error
}

const unique = (modelName: string, ...target: string[]): Expected => ({
  code: 'P2002',
  meta: { modelName, target },
  says: `Unique constraint failed on the fields: (${target.map((field) => `\`${field}\``).join(', ')})`,
})
const foreignKey = (modelName: string, relation: string, ...target: string[]): Expected => ({
  code: 'P2003',
  meta: { modelName, target, relation },
  says: `Foreign key constraint violated on the fields: (${target.map((field) => `\`${field}\``).join(', ')})`,
})
const tooLong = (modelName: string, field: string): Expected => ({
  code: 'P2000',
  meta: { modelName, target: [field] },
  says: `The provided value for the column is too long for the column's type (field \`${field}\`)`,
})
const outOfRange = (field: string, what = ''): Expected => ({
  code: 'P2020',
  meta: { modelName: 'Scalar', target: [field] },
  says: `Value out of range for the type${what} (field \`${field}\`)`,
})

const TAKEN = '00000000-0000-7000-8000-000000000001'
const NOBODY = '00000000-0000-7000-8000-000000000099'

const scalar: Prisma.ScalarCreateInput = {
  text: 't',
  short: 's',
  boolean: true,
  int: 2_147_483_647,
  small: 32_767,
  bigInt: 9_223_372_036_854_775_807n,
  float: 1,
  decimal: '99999999999.9999',
  dateTime: new Date(0),
  zoned: new Date(0),
  json: {},
  bytes: new Uint8Array([1]),
  size: 'small',
}

/** A tag, a seat that is sold, a traveller with a passport, and a scalar whose numbers are as large as can be. */
async function fill(db: ZooClient) {
  await db.tag.create({ data: { id: TAKEN, name: 'taken' } })
  await db.seat.create({ data: { hall: 'a', number: 1, row: 'r', position: 1, tickets: { create: { holder: 'h' } } } })
  const traveller = await db.traveller.create({ data: { name: 'n', passport: { create: { code: 'c' } } } })
  const { id } = await db.scalar.create({ data: scalar })
  return { travellerId: traveller.id, scalar: { id } }
}

type Filled = Awaited<ReturnType<typeof fill>>

const failing = (
  row: RowNumber,
  what: string,
  expected: Expected,
  run: (db: ZooClient, filled: Filled) => Promise<unknown>,
): Case<ZooClient> => ({
  name: `${what} is ${expected.code}, with the same words and meta`,
  rows: [row],
  async run({ db }) {
    await assertError(run(db, await fill(db)), expected)
  },
})

const seat = { row: 'x', position: 9 }

const uniqueCases = [
  failing('B.7:unique', 'a unique field', unique('Tag', 'name'), (db) => db.tag.create({ data: { name: 'taken' } })),
  failing('B.7:primary-key', 'a primary key', unique('Tag', 'id'), (db) => db.tag.create({ data: { id: TAKEN, name: 'x' } })),
  failing('B.7:primary-key', 'a primary key of several fields', unique('Seat', 'hall', 'number'), (db) =>
    db.seat.create({ data: { hall: 'a', number: 1, ...seat } }),
  ),
  failing('B.7:unique', 'a unique key of several fields', unique('Seat', 'row', 'position'), (db) =>
    db.seat.create({ data: { hall: 'b', number: 1, row: 'r', position: 1 } }),
  ),
  failing('B.7:unique', 'a unique key in createMany', unique('Seat', 'row', 'position'), (db) =>
    db.seat.createMany({ data: [2, 3].map((number) => ({ hall: 'a', number, ...seat })) }),
  ),
  failing('B.7:unique', 'a unique key in updateMany', unique('Seat', 'row', 'position'), async (db) => {
    await db.seat.create({ data: { hall: 'b', number: 1, row: 'r', position: 2 } })
    await db.seat.updateMany({ data: seat })
  }),
  failing('B.7:table', 'a unique field of a model that is written within another', unique('Tag', 'name'), (db) =>
    db.article.create({ data: { title: 't', tags: { create: { name: 'taken' } } } }),
  ),
  failing('B.7:primary-key', 'a primary key of a model that is written within another', unique('Tag', 'id'), (db) =>
    db.article.create({ data: { title: 't', tags: { create: { id: TAKEN, name: 'x' } } } }),
  ),
  failing('B.7:unique', 'a unique field in an upsert of another row', unique('Tag', 'name'), (db) =>
    db.tag.upsert({ where: { id: NOBODY }, create: { name: 'taken' }, update: {} }),
  ),
  failing('B.7:unique', 'a unique field in a list of queries', unique('Tag', 'name'), (db) =>
    db.$transaction([db.node.count(), db.tag.create({ data: { name: 'taken' } }), db.seat.count()]),
  ),
  failing('B.7:unique', 'a unique field in a transaction', unique('Tag', 'name'), (db) =>
    db.$transaction((tx) => tx.tag.create({ data: { name: 'taken' } })),
  ),
]

const foreignKeyCases = [
  failing('B.7:foreign-key', 'a reference to nobody', foreignKey('Passport', 'traveller', 'travellerId'), (db) =>
    db.passport.create({ data: { code: 'c', travellerId: 99 } }),
  ),
  failing('B.7:foreign-key', 'a reference to nobody by an update', foreignKey('Passport', 'traveller', 'travellerId'), (db) =>
    db.passport.updateMany({ data: { travellerId: 99 } }),
  ),
  failing('B.7:foreign-key', 'a reference of two fields to nobody, among others', foreignKey('Ticket', 'seat', 'hall', 'number'), (db) =>
    db.ticket.createMany({
      data: [
        { hall: 'a', number: 1, holder: 'h' },
        { hall: 'z', number: 9, holder: 'h' },
      ],
    }),
  ),
  failing('B.7:foreign-key', 'a reference to nobody in the same model', foreignKey('Node', 'parent', 'parentId'), (db) =>
    db.node.create({ data: { name: 'n', parentId: 99 } }),
  ),
  failing('B.7:foreign-key', 'a reference to nobody in a transaction', foreignKey('Passport', 'traveller', 'travellerId'), (db) =>
    db.$transaction(async (tx) => {
      await tx.node.create({ data: { name: 'n' } })
      await tx.passport.create({ data: { code: 'c', travellerId: 99 } })
    }),
  ),
  failing('B.7:foreign-key', 'the removal of a row that is referred to', foreignKey('Ticket', 'seat', 'hall', 'number'), (db) =>
    db.seat.delete({ where: { hall_number: { hall: 'a', number: 1 } } }),
  ),
  failing(
    'B.7:foreign-key',
    'the removal of many rows of which one is referred to',
    foreignKey('Ticket', 'seat', 'hall', 'number'),
    async (db) => {
      await db.seat.create({ data: { hall: 'b', number: 1, ...seat } })
      await db.seat.deleteMany({ where: { OR: [{ hall: 'b' }, { number: 1 }] } })
    },
  ),
]

const valueCases = [
  failing('27', 'a text that is too long', tooLong('Scalar', 'short'), (db) =>
    db.scalar.create({ data: { ...scalar, short: 'x'.repeat(21) } }),
  ),
  failing('27', 'a text that is too long in a model within another', tooLong('Tag', 'name'), (db) =>
    db.article.create({ data: { title: 't', tags: { create: { name: 'x'.repeat(192) } } } }),
  ),
  failing('48', 'a Decimal out of range', outOfRange('decimal', ': 100000000000'), (db, { scalar: where }) =>
    db.scalar.update({ where, data: { decimal: '100000000000' } }),
  ),
  failing('48', 'a Decimal that grows out of range', outOfRange('decimal'), (db, { scalar: where }) =>
    db.scalar.update({ where, data: { decimal: { increment: 1 } } }),
  ),
  failing('54', 'an Int out of range', outOfRange('int', ': 2147483648'), (db, { scalar: where }) =>
    db.scalar.update({ where, data: { int: 2_147_483_648 } }),
  ),
  failing('54', 'an Int that grows out of range', outOfRange('int'), (db, { scalar: where }) =>
    db.scalar.update({ where, data: { int: { increment: 1 } } }),
  ),
  failing('54', 'a SmallInt that grows out of range', outOfRange('small'), (db, { scalar: where }) =>
    db.scalar.update({ where, data: { small: { increment: 1 } } }),
  ),
  failing('56', 'a BigInt of 2^63', outOfRange('bigInt', ': 9223372036854775808'), (db, { scalar: where }) =>
    db.scalar.update({ where, data: { bigInt: 2n ** 63n } }),
  ),
  failing('56', 'a BigInt of 2^63 in a filter', outOfRange('bigInt', ': 9223372036854775808'), (db) =>
    db.scalar.findMany({ where: { bigInt: { gt: 2n ** 63n } } }),
  ),
  failing('57', 'a BigInt that grows out of range', outOfRange('bigInt'), (db, { scalar: where }) =>
    db.scalar.update({ where, data: { bigInt: { increment: 1 } } }),
  ),
  failing('59', 'a Decimal divided by 0', outOfRange('decimal', ': division by zero'), (db, { scalar: where }) =>
    db.scalar.update({ where, data: { decimal: { divide: '0.00' } } }),
  ),
  failing('59', 'a Float divided by 0', outOfRange('float', ': division by zero'), (db, { scalar: where }) =>
    db.scalar.update({ where, data: { float: { divide: 0 } } }),
  ),
  failing(
    '31',
    'U+0000 in a text',
    { code: 'P2007', says: 'Invalid input value: a text cannot hold the character U+0000 (field `name`)' },
    (db) => db.tag.findMany({ where: { name: 'a\0' } }),
  ),
  failing(
    '31',
    'U+0000 in Json',
    { code: 'P2007', says: 'Invalid input value: Json cannot hold the character U+0000 (field `json`)' },
    (db) => db.scalar.create({ data: { ...scalar, json: { 'a\0': 1 } } }),
  ),
]

const notFoundCases = [
  failing('W5', 'the update of a row that is not there', { code: 'P2025' }, (db) =>
    db.tag.update({ where: { name: 'x' }, data: { name: 'y' } }),
  ),
  failing('W5', 'a row that must be there', { code: 'P2025', meta: { modelName: 'Tag', operation: 'a query' } }, (db) =>
    db.tag.findUniqueOrThrow({ where: { name: 'x' } }),
  ),
  failing('W5', 'a row that would lack the one it belongs to', { code: 'P2014' }, (db, { travellerId }) =>
    db.traveller.update({ where: { id: travellerId }, data: { passport: { disconnect: true } } }),
  ),
]

const guards: Case<ZooClient> = {
  rows: ['B.7:target', 'B.7:foreign-key', 'B.7:range'],
  name: 'the guards give the model and its fields',
  async run({ db }) {
    const { scalar: where } = await fill(db)
    const catchError = (query: Promise<unknown>) =>
      query.then(
        () => assert.fail('no error'),
        (error: unknown) => error,
      )
    const errors = {
      unique: await catchError(db.tag.create({ data: { name: 'taken' } })),
      foreignKey: await catchError(db.passport.create({ data: { code: 'c', travellerId: 99 } })),
      tooLong: await catchError(db.scalar.update({ where, data: { short: 'x'.repeat(21) } })),
      outOfRange: await catchError(db.scalar.update({ where, data: { int: { increment: 1 } } })),
      notFound: await catchError(db.tag.delete({ where: { name: 'x' } })),
      notFoundWithin: await catchError(db.passport.create({ data: { code: 'x', traveller: { connect: { id: 99 } } } })),
    }
    assert.deepEqual(isUniqueViolation(errors.unique), { model: 'Tag', fields: ['name'] })
    assert.deepEqual(isForeignKeyViolation(errors.foreignKey), { model: 'Passport', fields: ['travellerId'], relation: 'traveller' })
    assert.deepEqual(isValueTooLong(errors.tooLong), { model: 'Scalar', fields: ['short'] })
    assert.deepEqual(isOutOfRange(errors.outOfRange), { model: 'Scalar', fields: ['int'] })
    assert.deepEqual(isNotFound(errors.notFound), { model: 'Tag' })
    assert.deepEqual(isNotFound(errors.notFoundWithin), { model: 'Traveller' })
    for (const guard of [isUniqueViolation, isForeignKeyViolation, isNullViolation, isValueTooLong, isOutOfRange, isNotFound]) {
      const met = Object.values(errors).filter((error) => guard(error) !== null)
      assert.equal(met.length, guard === isNullViolation ? 0 : guard === isNotFound ? 2 : 1, guard.name)
    }
  },
}

const harmless: Case<ZooClient> = {
  rows: ['B.7:foreign-key'],
  name: 'finding out which foreign key it is changes nothing, and the transaction around goes on as before',
  async run({ db }) {
    await fill(db)
    const orphan = { data: { code: 'c', travellerId: 99 } }
    await db.$transaction(async (tx) => {
      await tx.node.create({ data: { name: 'kept' } })
      await assert.rejects(tx.$transaction((inner) => inner.passport.create(orphan)))
      await assert.rejects(tx.$transaction((inner) => inner.seat.deleteMany()))
      // Still checked at once.
      await assert.rejects(tx.$transaction((inner) => inner.passport.create(orphan)))
    })
    await assertError(db.passport.create(orphan), foreignKey('Passport', 'traveller', 'travellerId'))
    assert.deepEqual([await db.node.count(), await db.passport.count(), await db.ticket.count(), await db.seat.count()], [1, 1, 1, 1])
  },
}

/** One language of error. */
export const errors: CaseGroup<ZooClient> = {
  name: 'errors',
  cases: [...uniqueCases, ...foreignKeyCases, harmless, ...valueCases, ...notFoundCases, guards],
}
