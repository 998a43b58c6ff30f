import { DriverAdapterError } from '@prisma/driver-adapter-utils'
import { describe, expect, it } from 'vitest'
import { breaksConnection, findZoneFault, toAdapterError } from '../../../../src/engines/postgresql/errors.js'
import { isPooled } from '../../../../src/engines/postgresql/pooler.js'
import { parseUrl } from '../../../../src/engines/postgresql/url.js'

const target = parseUrl('postgres://me:secret@db:6543/app')
const pool = { max: 3, acquireTimeout: 700, idleTimeout: 1 }
const fromServer = (code: string) =>
  new DriverAdapterError({
    kind: 'postgres',
    code,
    severity: 'FATAL',
    message: 'm',
    detail: undefined,
    column: undefined,
    hint: undefined,
    originalCode: code,
    originalMessage: 'm',
  })

describe('errors of PostgreSQL', () => {
  it.each<readonly [Error, string]>([
    ...['57P01', '57P02', '57P05', '08006'].map((code) => [fromServer(code), 'ConnectionClosed'] as const),
    [fromServer('57P03'), 'DatabaseNotReachable'],
    [fromServer('22021'), 'InvalidInputValue'],
    [fromServer('22P05'), 'InvalidInputValue'],
    [fromServer('55P03'), 'TransactionWriteConflict'],
    [new Error('Connection terminated unexpectedly'), 'ConnectionClosed'],
    [new Error('Connection terminated'), 'ConnectionClosed'],
    [new Error('Client has encountered a connection error and is not queryable'), 'ConnectionClosed'],
    [Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }), 'ConnectionClosed'],
    [new Error('Connection terminated due to connection timeout'), 'DatabaseNotReachable'],
    [new Error('timeout expired'), 'DatabaseNotReachable'],
    [Object.assign(new Error('connect ENOENT'), { code: 'ENOENT' }), 'DatabaseNotReachable'],
  ])('%s is %s', async (error, kind) => {
    expect(await toAdapterError(error, target, pool)).toMatchObject({ name: 'DriverAdapterError', cause: { kind } })
  })

  it.each([fromServer('42501'), new Error('anything else'), Object.assign(new Error('x'), { code: 'P2002' })])(
    '%s stays as it is',
    async (error) => {
      expect(await toAdapterError(error, target, pool)).toBe(error)
    },
  )

  it('say by which setting the pool is full', async () => {
    expect(await toAdapterError(new Error('timeout exceeded when trying to connect'), target, pool)).toMatchObject({
      code: 'P2024',
      message:
        'Timed out fetching a new connection from the connection pool: all were busy for 700 ms (pool.acquireTimeout) with at most 3 open (pool.max)',
    })
  })

  it.each([
    ['23505', false],
    ['40001', false],
    ['57014', false],
    ['57P01', true],
    ['08006', true],
    ['XX000', true],
  ])("the server's %s breaks the connection: %s", (code, broken) => {
    expect(breaksConnection({ code, severity: 'ERROR' })).toBe(broken)
  })

  it('of the driver break the connection', () => {
    expect(breaksConnection(Object.assign(new Error('x'), { code: 'EPIPE' }))).toBe(true)
    expect(breaksConnection(new Error('Connection terminated unexpectedly'))).toBe(true)
  })

  it.each(['UTC', 'Etc/UTC', 'GMT', 'Zulu', undefined])('the zone %s is none', (zone) => {
    expect(findZoneFault(zone, target)).toBeUndefined()
  })

  it.each(['Asia/Kolkata', 'Europe/London', 'GMT+1'])('the zone %s is one', (zone) => {
    expect(findZoneFault(zone, target)).toMatchObject({
      code: 'REFRACT_CONNECTION',
      message: expect.stringContaining(`The session's time zone at postgresql://db:6543/app is ${zone}`),
    })
  })
})

describe('poolers', () => {
  it('are known by a process that is not the one that answers', () => {
    expect(isPooled(target, { processID: 42 }, 42)).toBe(false)
    expect(isPooled(target, { processID: 42 }, 43)).toBe(true)
    // Who tells no process at all may be anybody.
    expect(isPooled(target, { processID: null }, 43)).toBe(true)
    expect(isPooled(target, undefined, 43)).toBe(true)
  })

  it('are what the address says', () => {
    expect(isPooled(parseUrl('postgres://db/app?pgbouncer=true'), { processID: 42 }, 42)).toBe(true)
    expect(isPooled(parseUrl('postgres://db/app?pgbouncer=false'), { processID: 42 }, 43)).toBe(false)
  })
})
