import { DriverAdapterError } from '@prisma/driver-adapter-utils'
import { describe, expect, it } from 'vitest'
import { toConnectionError } from '../../../../src/engines/mysql/errors.js'
import { parseUrl } from '../../../../src/engines/mysql/url.js'

const target = parseUrl('mysql://me:secret@db:3307/app')
const errorOf = (message: string, more: object) => Object.assign(new Error(message), more)

describe('toConnectionError', () => {
  it.each([
    ['ER_ACCESS_DENIED_ERROR', 1045, { kind: 'AuthenticationFailed', user: 'me' }],
    ['ER_BAD_DB_ERROR', 1049, { kind: 'DatabaseDoesNotExist', db: 'app' }],
    ['ER_DBACCESS_DENIED_ERROR', 1044, { kind: 'DatabaseAccessDenied', db: 'app' }],
    ['ER_SERVER_SSL_DISABLED', 45_026, { kind: 'TlsConnectionError', reason: 'why' }],
    ['ECONNREFUSED', -111, { kind: 'DatabaseNotReachable', host: 'db', port: 3307 }],
    ['ENOTFOUND', -3008, { kind: 'DatabaseNotReachable', host: 'db', port: 3307 }],
    ['ER_CONNECTION_TIMEOUT', 45_012, { kind: 'DatabaseNotReachable', host: 'db', port: 3307 }],
  ])('turns %s into the kind that Prisma knows', (code, errno, kind) => {
    const error = toConnectionError(errorOf('why', { code, errno }), target)
    expect(error).toBeInstanceOf(DriverAdapterError)
    expect((error as DriverAdapterError).cause).toEqual({ ...kind, originalMessage: 'why', originalCode: code })
    expect(JSON.stringify((error as DriverAdapterError).cause)).not.toContain('secret')
  })

  it('leaves what it does not know as it is', () => {
    for (const error of [errorOf('x', { code: 'ER_UNKNOWN_ERROR', errno: 1105 }), new Error('x'), 'x']) {
      expect(toConnectionError(error, target)).toBe(error)
    }
  })
})
