import { DriverAdapterError } from '@prisma/driver-adapter-utils'
import { describe, expect, it } from 'vitest'
import { toAdapterError } from '../../../../src/engines/sqlite/errors.js'

const errorOf = (message: string, more: object = { code: 'ERR_SQLITE_ERROR', errcode: 19 }) => Object.assign(new Error(message), more)
const causeOf = (message: string, more?: object) => (toAdapterError(errorOf(message, more)) as DriverAdapterError).cause

describe('toAdapterError', () => {
  it.each([
    [
      'UNIQUE constraint failed: core_user.email',
      { kind: 'UniqueConstraintViolation', constraint: { fields: ['email'] }, table: 'core_user' },
    ],
    [
      'UNIQUE constraint failed: m.workspace_id, m.user_id',
      { kind: 'UniqueConstraintViolation', constraint: { fields: ['workspace_id', 'user_id'] }, table: 'm' },
    ],
    [
      'NOT NULL constraint failed: core_user.name',
      { kind: 'NullConstraintViolation', constraint: { fields: ['name'] }, table: 'core_user' },
    ],
    ['FOREIGN KEY constraint failed', { kind: 'ForeignKeyConstraintViolation', constraint: { foreignKey: {} } }],
    ['CHECK constraint failed: core_user.name.length', { kind: 'LengthMismatch', column: 'name', table: 'core_user' }],
    [
      'CHECK constraint failed: t.n.range',
      { kind: 'ValueOutOfRange', cause: 'CHECK constraint failed: t.n.range', table: 't', column: 'n' },
    ],
    ['database is locked', { kind: 'TransactionWriteConflict' }],
    ['database table is locked: t', { kind: 'TransactionWriteConflict' }],
    ['no such table: main.core_user', { kind: 'TableDoesNotExist', table: 'main.core_user' }],
    ['no such column: nope', { kind: 'ColumnNotFound', column: 'nope' }],
    ['table core_user has no column named nope', { kind: 'ColumnNotFound', column: 'nope' }],
  ])('reads %j', (message, kind) => {
    expect(causeOf(message)).toEqual({ ...kind, originalMessage: message, originalCode: '19' })
  })

  it.each(['CHECK constraint failed: t.n.type', 'CHECK constraint failed: mine', 'near "SELEC": syntax error', 'constraint failed'])(
    "keeps SQLite's own words of %j",
    (message) => {
      expect(causeOf(message)).toEqual({ kind: 'sqlite', extendedCode: 19, message, originalMessage: message, originalCode: '19' })
    },
  )

  it('says which foreign key it is, where that is found out', () => {
    const error = toAdapterError(errorOf('FOREIGN KEY constraint failed'), () => ({ table: 'm', columns: ['a', 'b'] }))
    expect((error as DriverAdapterError).cause).toMatchObject({ constraint: { fields: ['a', 'b'] }, table: 'm' })
  })

  it('does without a number', () => {
    expect(causeOf('near "x": syntax error', { code: 'ERR_SQLITE_ERROR' })).toEqual({
      kind: 'sqlite',
      extendedCode: 1,
      message: 'near "x": syntax error',
      originalMessage: 'near "x": syntax error',
    })
  })

  it('tells an integer of more than 64 bits as out of range', () => {
    const message = 'BigInt value is too large to bind'
    expect(causeOf(message, { code: 'ERR_INVALID_ARG_VALUE' })).toEqual({
      kind: 'ValueOutOfRange',
      cause: message,
      originalMessage: message,
    })
  })

  it("leaves what is not SQLite's as it is", () => {
    const known = new DriverAdapterError({ kind: 'SocketTimeout' })
    for (const error of [known, new TypeError('x'), errorOf('x', { code: 'ERR_OUT_OF_RANGE' }), 'x', undefined]) {
      expect(toAdapterError(error)).toBe(error)
    }
  })
})
