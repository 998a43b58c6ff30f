import { DriverAdapterError } from '@prisma/driver-adapter-utils'
import { describe, expect, it } from 'vitest'
import { toConnectionError, toQueryError, toSessionError } from '../../../../src/engines/mysql/errors.js'
import { PoolTimeoutError } from '../../../../src/engines/mysql/pool.js'
import { parseUrl } from '../../../../src/engines/mysql/url.js'

const target = parseUrl('mysql://me:secret@db:3307/app')
const errorOf = (message: string, more: object) => Object.assign(new Error(message), more)

describe('toConnectionError', () => {
  it.each([
    ['ER_ACCESS_DENIED_ERROR', 1045, { kind: 'AuthenticationFailed', user: 'me' }],
    ['ER_ACCOUNT_HAS_BEEN_LOCKED', 3118, { kind: 'AuthenticationFailed', user: 'me' }],
    ['ER_BAD_DB_ERROR', 1049, { kind: 'DatabaseDoesNotExist', db: 'app' }],
    ['ER_DBACCESS_DENIED_ERROR', 1044, { kind: 'DatabaseAccessDenied', db: 'app' }],
    ['ER_CON_COUNT_ERROR', 1040, { kind: 'TooManyConnections', cause: 'why' }],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', undefined, { kind: 'TlsConnectionError', reason: 'why' }],
    ['ER_SELF_SIGNED', 45_056, { kind: 'TlsConnectionError', reason: 'why' }],
    ['ECONNREFUSED', -111, { kind: 'DatabaseNotReachable', host: 'db', port: 3307 }],
    ['ENOTFOUND', -3008, { kind: 'DatabaseNotReachable', host: 'db', port: 3307 }],
    ['EAI_AGAIN', -3001, { kind: 'DatabaseNotReachable', host: 'db', port: 3307 }],
    ['ER_CONNECTION_TIMEOUT', 45_012, { kind: 'DatabaseNotReachable', host: 'db', port: 3307 }],
    ['ER_SERVER_SHUTDOWN', 1053, { kind: 'DatabaseNotReachable', host: 'db', port: 3307 }],
  ])('turns %s into the kind that Prisma knows', (code, errno, kind) => {
    const error = toConnectionError(errorOf('why', { code, errno }), target)
    expect(error).toBeInstanceOf(DriverAdapterError)
    expect((error as DriverAdapterError).cause).toEqual({ ...kind, originalMessage: 'why', originalCode: code })
    expect(JSON.stringify((error as DriverAdapterError).cause)).not.toContain('secret')
  })

  it.each([
    ['ER_SERVER_SSL_DISABLED', 45_023, 'sslmode=PREFERRED'],
    ['ER_CANNOT_RETRIEVE_RSA_KEY', 45_044, 'allowPublicKeyRetrieval=true'],
    ['ER_NOT_SUPPORTED_AUTH_PLUGIN', 45_047, 'Turn TLS on'],
  ])('says of %s what to do', (code, errno, hint) => {
    const error = toConnectionError(errorOf('why', { code, errno }), target)
    expect((error as DriverAdapterError).cause).toMatchObject({ kind: 'TlsConnectionError', reason: expect.stringContaining(hint) })
  })

  it('says which settings of a session a server refuses', () => {
    const refused = errorOf('x', { errno: 1193, sqlMessage: "Unknown system variable 'x'" })
    const error = toSessionError(refused, target)
    expect(error).toMatchObject({
      code: 'REFRACT_CONNECTION',
      message: expect.stringContaining("The server at mysql://db:3307/app refuses the settings of a session: Unknown system variable 'x'"),
      cause: refused,
    })
    expect(toConnectionError(error, target)).toBe(error)
    // It went away meanwhile, or did not answer.
    for (const errno of [-104, 1053, 45_009, 45_042]) {
      const lost = toConnectionError(toSessionError(errorOf('x', { errno, code: 'ECONNRESET' }), target), target)
      expect((lost as DriverAdapterError).cause).toMatchObject({ kind: 'DatabaseNotReachable' })
    }
  })

  it('leaves what it does not know as it is', () => {
    for (const error of [errorOf('x', { code: 'ER_UNKNOWN_ERROR', errno: 1105 }), new Error('x'), 'x']) {
      expect(toConnectionError(error, target)).toBe(error)
    }
  })
})

describe('toQueryError', () => {
  const pool = { max: 3, acquireTimeout: 250, idleTimeout: 0 }

  it.each([
    [1213, 'ER_LOCK_DEADLOCK', '40001', 'TransactionWriteConflict'],
    [1205, 'ER_LOCK_WAIT_TIMEOUT', 'HY000', 'TransactionWriteConflict'],
    [1020, 'ER_CHECKREAD', 'HY000', 'TransactionWriteConflict'],
    [1927, 'ER_CONNECTION_KILLED', '70100', 'ConnectionClosed'],
    [1053, 'ER_SERVER_SHUTDOWN', '08S01', 'ConnectionClosed'],
    [4031, 'ER_CLIENT_INTERACTION_TIMEOUT', 'HY000', 'ConnectionClosed'],
    [45_009, 'ER_SOCKET_UNEXPECTED_CLOSE', '08S01', 'ConnectionClosed'],
    [-104, 'ECONNRESET', 'HY000', 'ConnectionClosed'],
  ])('turns %d (%s) into the kind that Prisma knows', async (errno, code, sqlState, kind) => {
    const error = await toQueryError(errorOf('why', { code, errno, sqlState }), pool)
    expect((error as DriverAdapterError).cause).toEqual({ kind, originalMessage: 'why', originalCode: String(errno) })
  })

  it('says of a full pool how full it was', async () => {
    expect(await toQueryError(new PoolTimeoutError('x'), pool)).toMatchObject({
      code: 'P2024',
      message: expect.stringContaining('250 ms (pool.acquireTimeout) with at most 3 open (pool.max)'),
    })
  })

  const reference = 'FOREIGN KEY (`a`, `b`) REFERENCES `p` (`a`, `b`) ON DELETE RESTRICT'
  it.each<[number, string, object]>([
    [1062, "Duplicate entry 'x' for key 't.t_key'", { kind: 'UniqueConstraintViolation', constraint: { index: 't_key' }, table: 't' }],
    [1062, "Duplicate entry 'x' for key 'PRIMARY'", { kind: 'UniqueConstraintViolation', constraint: { index: 'PRIMARY' }, table: 'w' }],
    [
      1062,
      "Duplicate entry 'it is for key 'u.k'' for key 't_key'",
      { kind: 'UniqueConstraintViolation', constraint: { index: 't_key' }, table: 'w' },
    ],
    [
      1451,
      `Cannot delete or update a parent row: a foreign key constraint fails (\`db\`.\`c\`, CONSTRAINT \`c_fkey\` ${reference})`,
      { kind: 'ForeignKeyConstraintViolation', constraint: { fields: ['a', 'b'], index: 'c_fkey' }, table: 'c' },
    ],
    [
      1452,
      `Cannot add or update a child row: a foreign key constraint fails (\`db\`.\`c\`, CONSTRAINT \`c_fkey\` ${reference})`,
      { kind: 'ForeignKeyConstraintViolation', constraint: { fields: ['a', 'b'], index: 'c_fkey' }, table: 'c' },
    ],
    [1264, "Out of range value for column 'n' at row 1", { kind: 'ValueOutOfRange', column: 'n', table: 'w' }],
    [1690, "BIGINT value is out of range in '(`db`.`t`.`n` + 1)'", { kind: 'ValueOutOfRange', column: 'n', table: 'w' }],
    [1690, "BIGINT value is out of range in '`db`.`t`.`n` + 1'", { kind: 'ValueOutOfRange', column: 'n', table: 'w' }],
    [1406, "Data too long for column 's' at row 1", { kind: 'LengthMismatch', column: 's', table: 'w' }],
  ])('reads from %d: %s', async (errno, sqlMessage, cause) => {
    const error = await toQueryError(errorOf('x', { errno, sqlMessage }), pool, 'INSERT INTO `db`.`w` (`s`) VALUES (?)')
    expect((error as DriverAdapterError).cause).toMatchObject(cause)
  })

  it('leaves the rest to the adapter', async () => {
    const error = errorOf('x', { code: 'ER_DUP_ENTRY', errno: 1062, sqlState: '23000', sqlMessage: 'x' })
    expect(await toQueryError(error, pool)).toBe(error)
  })
})
