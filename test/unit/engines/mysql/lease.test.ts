import { describe, expect, it } from 'vitest'
import type { DriverConnection, DriverRequest } from '../../../../src/engines/mysql/driver.js'
import { toQueryError } from '../../../../src/engines/mysql/errors.js'
import { Lease, Session } from '../../../../src/engines/mysql/lease.js'
import { PoolClosedError } from '../../../../src/engines/mysql/pool.js'
import { StatementPolicy } from '../../../../src/engines/mysql/statements.js'

/** A connection on which some statements fail, with these numbers. */
function createLease(failing: Readonly<Record<string, number>>) {
  const log: string[] = []
  const run = async ({ sql }: DriverRequest) => {
    log.push(sql)
    const errno = failing[sql]
    if (errno !== undefined) throw Object.assign(new Error('x'), { errno })
  }
  const connection = {
    // In a transaction, with autocommit.
    info: { status: 3 },
    isValid: () => true,
    query: run,
    prepare: async (request: DriverRequest) => ({ execute: () => run(request), close: () => undefined }),
  }
  const session = new Session(connection as unknown as DriverConnection, new StatementPolicy())
  const lease = new Lease(session, {
    toError: (error) => toQueryError(error, { max: 1, acquireTimeout: 0, idleTimeout: 0 }),
    giveBack: async () => undefined,
  })
  const execute = (sql: string) => lease.execute({ sql }, [])
  const query = (sql: string) => lease.query({ sql })
  return { log, execute, query, session }
}

const CONFLICT = { cause: { kind: 'TransactionWriteConflict' } }

describe('Lease', () => {
  it.each([1213, 1205, 1020])('takes nothing but its end after the conflict %d, and commits nothing', async (errno) => {
    const { execute, query, log } = createLease({ UPDATE: errno })
    await execute('INSERT')
    await expect(execute('UPDATE')).rejects.toMatchObject(CONFLICT)
    await expect(execute('INSERT')).rejects.toMatchObject(CONFLICT)
    await expect(query('SAVEPOINT s')).rejects.toMatchObject(CONFLICT)
    await expect(query('COMMIT')).rejects.toMatchObject(CONFLICT)
    expect(log).toEqual(['INSERT', 'UPDATE', 'ROLLBACK'])
  })

  it('takes nothing but its end when the server is out of locks and has undone it', async () => {
    const { execute, query, log } = createLease({ UPDATE: 1206 })
    await expect(execute('UPDATE')).rejects.toMatchObject({ errno: 1206 })
    await expect(execute('INSERT')).rejects.toMatchObject({ errno: 1206 })
    await expect(query('COMMIT')).rejects.toMatchObject({ errno: 1206 })
    expect(log).toEqual(['UPDATE', 'ROLLBACK'])
  })

  it('goes on after a rollback to a savepoint', async () => {
    const { execute, query, log } = createLease({ UPDATE: 1205 })
    await expect(execute('UPDATE')).rejects.toMatchObject(CONFLICT)
    await query('ROLLBACK TO s')
    await execute('INSERT')
    await query('COMMIT')
    expect(log).toEqual(['UPDATE', 'ROLLBACK TO s', 'INSERT', 'COMMIT'])
  })

  it('takes nothing more where the savepoint has gone with the transaction', async () => {
    const { execute, query } = createLease({ UPDATE: 1213, 'ROLLBACK TO s': 1305 })
    await expect(execute('UPDATE')).rejects.toMatchObject(CONFLICT)
    await expect(query('ROLLBACK TO s')).rejects.toMatchObject({ errno: 1305 })
    await expect(execute('INSERT')).rejects.toMatchObject(CONFLICT)
  })

  it('tells of a conflict that COMMIT finds', async () => {
    const { query } = createLease({ COMMIT: 1213 })
    await expect(query('COMMIT')).rejects.toMatchObject(CONFLICT)
  })

  it('tells any other error, and goes on', async () => {
    const { execute, query, log } = createLease({ UPDATE: 1062 })
    await expect(execute('UPDATE')).rejects.toMatchObject({ errno: 1062 })
    await execute('INSERT')
    await query('COMMIT')
    expect(log).toEqual(['UPDATE', 'INSERT', 'COMMIT'])
  })
})

describe('Session', () => {
  it('leaves the transaction that somebody left open', async () => {
    const { session, log } = createLease({})
    await session.leaveTransaction()
    expect(log).toEqual(['ROLLBACK'])
  })

  it('is of no use to the next one with autocommit off', async () => {
    const { session, log } = createLease({})
    Object.assign(session.connection.info ?? {}, { status: 1 })
    await expect(session.leaveTransaction()).rejects.toThrow('autocommit')
    expect(log).toEqual(['ROLLBACK'])
  })

  it('tells those that still run when the connection is ended, which the driver forgets', async () => {
    const { session } = createLease({})
    Object.assign(session.connection, { end: async () => undefined })
    const running = session.run(() => new Promise<never>(() => undefined))
    const ended = expect(running).rejects.toBeInstanceOf(PoolClosedError)
    await session.end()
    await ended
  })
})
