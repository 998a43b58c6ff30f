import { DriverAdapterError } from '@prisma/driver-adapter-utils'
import { describe, expect, it } from 'vitest'
import { ErrorLanguage } from '../../../../src/client/portability/errors.js'
import { createRuntime } from '../../../../src/client/portability/runtime.js'
import { RefractError } from '../../../../src/contract/errors.js'
import { facts } from '../../../../src/generated/facts.js'
import { Prisma } from '../../../../src/generated/sqlite/client.js'

const language = new ErrorLanguage(facts, createRuntime(Prisma), 'PostgreSQL')
const failed = { model: 'User', args: {} }

describe('what a user of the portable client is told', () => {
  it.each<[string, unknown, string]>([
    ["a driver's TypeError", new TypeError('undefined is not iterable'), 'undefined is not iterable'],
    ['an error that Prisma does not know', new Prisma.PrismaClientUnknownRequestError('something', { clientVersion: '7' }), 'something'],
    ["an adapter's error without a code", new DriverAdapterError({ kind: 'GenericJs', id: 1 }), 'GenericJs'],
    ['an address', new Error('cannot reach postgres://me:secret@host/db'), 'cannot reach postgres://…@host/db'],
    ['an address whose password is not encoded', new Error('cannot read mysql://me:a@b/secret#c@host/db'), 'cannot read mysql://…@host/db'],
    ['a password among the parameters', new Error('no mysql://host/db?sslpassword=secret&a=b'), 'no mysql://host/db?sslpassword=…&a=b'],
    ['no error at all', 'text', 'text'],
  ])('of %s is P2039 with the name of the engine', (_, error, words) => {
    expect(language.translate(error, failed)).toMatchObject({
      name: 'PrismaClientKnownRequestError',
      code: 'P2039',
      message: `Database error on PostgreSQL: ${words}`,
      meta: { modelName: 'User', engine: 'PostgreSQL' },
    })
  })

  it("names the code and the words of a server's error that has no code of Prisma's", () => {
    const cause = { kind: 'postgres', originalCode: '42501', originalMessage: 'permission denied for table core_user' }
    const meta = { modelName: 'User', driverAdapterError: { cause } }
    const error = new Prisma.PrismaClientKnownRequestError('x', { code: 'P2039', clientVersion: '7', meta })
    expect(language.translate(error, failed)).toMatchObject({
      code: 'P2039',
      message: 'Database error on PostgreSQL: code `42501`, permission denied for table core_user',
      meta: { modelName: 'User', engine: 'PostgreSQL' },
    })
  })

  it('leaves out what the driver said of a full pool', () => {
    const meta = { connection_limit: 3, timeout: 100, cause: new Error('driver') }
    const error = new Prisma.PrismaClientKnownRequestError('x', { code: 'P2024', clientVersion: '7', meta })
    expect(language.translate(error, failed)).toMatchObject({ code: 'P2024', meta: { connection_limit: 3, timeout: 100 } })
    expect(error.meta).not.toHaveProperty('cause')
  })

  it('is an error of an argument, and of Refract, as it is', () => {
    const wrong = new Prisma.PrismaClientValidationError('x', { clientVersion: '7' })
    const own = new RefractError('REFRACT_CONNECTION', 'x')
    expect([language.translate(wrong, failed), language.translate(own, failed)]).toEqual([wrong, own])
  })
})
