import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils'
import type { Client, ClientConfig, Pool, PoolClient, QueryConfig } from 'pg'
import type { PoolSettings } from '../../contract/options.js'
import { KEEP_ALIVE } from '../pool.js'
import { createTlsOptions } from '../tls.js'
import { extendClient, type SessionClient } from './client.js'
import type { DriverClientClass, DriverQuery } from './driver.js'
import { breaksConnection, findZoneFault } from './errors.js'
import { assertTimeouts, isPooled, refusesLockTimeout, toRefusal, WHO_ANSWERS } from './pooler.js'
import { LOCK_TIMEOUT } from './session.js'
import { Statements } from './statements.js'
import type { PostgresqlTarget } from './url.js'

export type { Client }

interface Opened {
  readonly adapter: SqlDriverAdapter
  /** The major one. */
  readonly serverVersion: number
}

/** Opens Prisma's adapter over a pool of our clients. */
export async function connectAdapter(target: PostgresqlTarget, settings: PoolSettings): Promise<Opened> {
  const lockTimeout = target.lockTimeout ?? (target.pooled === true ? 0 : LOCK_TIMEOUT)
  const open = (limit: number) => openAdapter(target, settings, limit)
  try {
    return await open(lockTimeout).catch((error: unknown) => (refusesLockTimeout(error, target) ? open(0) : Promise.reject(error)))
  } catch (error) {
    throw toRefusal(error, target)
  }
}

async function openAdapter(target: PostgresqlTarget, settings: PoolSettings, lockTimeout: number): Promise<Opened> {
  const { PrismaPg } = await import('@prisma/adapter-pg')
  const statements = new Statements()
  const factory = new PrismaPg(
    {
      ...readConfig(target, settings.acquireTimeout),
      // pg sends no 0, and the server's own limit holds.
      lock_timeout: lockTimeout,
      max: settings.max,
      idleTimeoutMillis: settings.idleTimeout,
      Client: await loadClient(target, statements),
      verify: (client, done) => done(findZoneFault((client as unknown as SessionClient).zone, target)),
    },
    { schema: target.schema },
  )
  const adapter = await factory.connect()
  const pool = adapter.underlyingDriver()
  pool.query = ((query: DriverQuery) => runQuery(pool, query)) as unknown as Pool['query']
  try {
    const read = async (sql: string) => (await adapter.queryRaw({ sql, args: [], argTypes: [] })).rows[0]?.[0]
    // The pool connects with its first query: a server that cannot be reached is told now, by `$connect` too.
    let first: SessionClient | undefined
    pool.once('connect', (client) => {
      first = client as unknown as SessionClient
    })
    const answer = await read(WHO_ANSWERS)
    if (isPooled(target, first, answer)) {
      statements.named = false
      await assertTimeouts(target, read)
    }
    return { adapter, serverVersion: first?.serverVersion ?? 0 }
  } catch (error) {
    await adapter.dispose()
    throw error
  }
}

/** Unlike the pool's own, which closes the connection of every query that fails, be it for a value that exists. */
async function runQuery(pool: Pool, query: DriverQuery): Promise<unknown> {
  const client: PoolClient = await pool.connect()
  // A connection that is lost tells it here too; the query itself fails with it.
  const ignore = () => undefined
  client.on('error', ignore)
  let broken = false
  try {
    const result = await client.query(query as QueryConfig)
    // Raw SQL may have begun a transaction, in which the next one's writes would be, until it is rolled back.
    broken = (client as unknown as SessionClient).getTransactionStatus() !== 'I'
    return result
  } catch (error) {
    // Several statements may have begun one as well; what it is in is not known yet.
    broken = breaksConnection(error) || mayBeSeveral(query)
    throw error
  } finally {
    client.release(broken)
    client.removeListener('error', ignore)
  }
}

/** Parameters are for one statement alone. */
function mayBeSeveral({ text, values = [] }: DriverQuery): boolean {
  return values.length === 0 && /;\s*\S/.test(text)
}

/** Opens one connection; `pooled` tells whether it leads through a pooler. */
export async function openConnection(target: PostgresqlTarget): Promise<{ client: Client; pooled: boolean }> {
  const Client = await loadClient(target, new Statements())
  const client = new Client(readConfig(target, 10_000))
  // A connection that is lost fails the query on it; without a listener it would end the process too.
  client.on('error', () => undefined)
  try {
    await client.connect()
    const session = client as unknown as SessionClient
    const fault = findZoneFault(session.zone, target)
    if (fault !== undefined) throw fault
    const { rows } = await client.query<{ pid: number }>(`${WHO_ANSWERS} AS pid`)
    return { client, pooled: isPooled(target, session, rows[0]?.pid) }
  } catch (error) {
    await client.end().catch(() => undefined)
    throw toRefusal(error, target)
  }
}

/** A query that streams rows in or out by `COPY`. */
export async function loadCopyStreams(): Promise<Pick<typeof import('pg-copy-streams'), 'from' | 'to'>> {
  const { default: streams } = await import('pg-copy-streams')
  return streams
}

async function loadClient(target: PostgresqlTarget, statements: Statements): Promise<typeof Client> {
  const { default: pg } = await import('pg')
  const Extended = extendClient(pg.Client as unknown as DriverClientClass, { prefersTls: target.tls === 'prefer', statements })
  return Extended as unknown as typeof Client
}

function readConfig(target: PostgresqlTarget, connectTimeout: number): ClientConfig {
  const { address, statementTimeout } = target
  return {
    host: target.host,
    port: address.port,
    user: address.user,
    password: address.password,
    database: address.database,
    application_name: target.applicationName,
    options: target.options,
    connectionTimeoutMillis: connectTimeout,
    // A connection that died in silence is noticed by the system, in place of waiting for its answer for ever.
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE,
    ssl: target.tls === 'disable' ? false : createTlsOptions(target.tls, target.tlsFiles),
    ...(statementTimeout === undefined ? {} : { statement_timeout: statementTimeout }),
    ...(target.channelBinding ? { enableChannelBinding: true } : {}),
  }
}
