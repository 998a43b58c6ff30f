import { describe, expect, it } from 'vitest'
import {
  isConnectionError,
  isForeignKeyViolation,
  isNotFound,
  isNullViolation,
  isOutOfRange,
  isTimeout,
  isUniqueViolation,
  isValueTooLong,
  isWriteConflict,
} from '../../../src/index.js'

/** As an engine's own client throws it. */
const exact = (code: string, cause: object, modelName = 'User') => ({ code, meta: { modelName, driverAdapterError: { cause } } })

describe('guards', () => {
  it("give of an engine's own client what its engine says", () => {
    expect(isUniqueViolation(exact('P2002', { constraint: { fields: ['email'] } }))).toEqual({ model: 'User', fields: ['email'] })
    expect(isUniqueViolation(exact('P2002', { constraint: { index: 'core_user_email_key' } }))).toEqual({ model: 'User', fields: [] })
    expect(isValueTooLong(exact('P2000', { column: 'name' }))).toEqual({ model: 'User', fields: ['name'] })
    expect(isOutOfRange(exact('P2020', { cause: 'integer out of range' }))).toEqual({ model: 'User', fields: [] })
    expect(isForeignKeyViolation(exact('P2003', { constraint: { foreignKey: {} } }))).toEqual({
      model: 'User',
      fields: [],
      relation: undefined,
    })
    expect(isNullViolation(exact('P2011', { constraint: { fields: ['name'] } }))).toEqual({ model: 'User', fields: ['name'] })
    expect(isNotFound({ code: 'P2025', meta: { modelName: 'User' } })).toEqual({ model: 'User' })
  })

  it('take whatever is thrown', () => {
    const guards = [isUniqueViolation, isForeignKeyViolation, isNullViolation, isValueTooLong, isOutOfRange, isNotFound]
    for (const error of [
      undefined,
      null,
      'P2002',
      2002,
      new Error('P2002'),
      { code: 2002 },
      Object.assign(new Error('x'), { code: 'ENOENT' }),
    ]) {
      for (const guard of guards) expect(guard(error)).toBeNull()
      for (const guard of [isWriteConflict, isConnectionError, isTimeout]) expect(guard(error)).toBe(false)
    }
    expect(isUniqueViolation({ code: 'P2002' })).toEqual({ model: '', fields: [] })
  })

  it('tell conflicts, lost connections and timeouts apart', () => {
    const tell = (code: string, message = '') =>
      [isWriteConflict, isConnectionError, isTimeout].map((guard) => guard(Object.assign(new Error(message), { code })))
    expect(tell('P2034')).toEqual([true, false, false])
    for (const code of ['P1000', 'P1001', 'P1003', 'P1017', 'REFRACT_CONNECTION']) expect(tell(code)).toEqual([false, true, false])
    for (const code of ['P1008', 'P2024']) expect(tell(code)).toEqual([false, false, true])
    expect(tell('P2028', 'Transaction API error: Unable to start a transaction in the given time.')).toEqual([false, false, true])
    expect(tell('P2028', 'A query cannot be executed on an expired transaction. The timeout …')).toEqual([false, false, true])
    expect(tell('P2028', 'A query cannot be executed on a committed transaction.')).toEqual([false, false, false])
  })
})
