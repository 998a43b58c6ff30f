import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils'
import type { Connection, ConnectionConfig } from 'mariadb'
import type { PoolSettings } from '../../contract/options.js'
import { createTlsOptions } from '../tls.js'
import { toConnectionError } from './errors.js'
import { sessionStatements } from './session.js'
import type { MysqlTarget } from './url.js'

export type { Connection }

/**
 * Opens Prisma's adapter over a pool. One connection is tried first: the pool would hide why it
 * cannot connect behind "pool timeout" after 20 seconds.
 */
export async function connectAdapter(target: MysqlTarget, pool: PoolSettings): Promise<SqlDriverAdapter> {
  const { PrismaMariaDb } = await import('@prisma/adapter-mariadb')
  const { config, connection } = await tryConnection(target, pool.acquireTimeout)
  await connection.end()
  const factory = new PrismaMariaDb(
    {
      ...config,
      connectionLimit: pool.max,
      // The driver would open all connections at once and keep them.
      minimumIdle: 1,
      acquireTimeout: pool.acquireTimeout,
      idleTimeout: Math.ceil(pool.idleTimeout / 1000),
    },
    { database: target.address.database },
  )
  return factory.connect()
}

/** Opens one connection, with the session's settings. */
export async function openConnection(target: MysqlTarget): Promise<Connection> {
  return (await tryConnection(target, 10_000)).connection
}

async function tryConnection(target: MysqlTarget, connectTimeout: number): Promise<{ config: ConnectionConfig; connection: Connection }> {
  const mariadb = await import('mariadb')
  const { address } = target
  const plain: ConnectionConfig = {
    ...(target.socketPath === undefined ? { host: address.host, port: address.port } : { socketPath: target.socketPath }),
    ...(address.user === undefined ? {} : { user: address.user }),
    ...(address.password === undefined ? {} : { password: address.password }),
    database: address.database,
    connectTimeout,
    charset: 'utf8mb4',
    initSql: [...sessionStatements],
    allowPublicKeyRetrieval: target.allowPublicKeyRetrieval,
  }
  const config = target.tls === 'disable' ? plain : { ...plain, ssl: createTlsOptions(target.tls, target.tlsFiles) }
  try {
    return { config, connection: await mariadb.createConnection(config) }
  } catch (error) {
    if (target.tls !== 'prefer' || !isWithoutTls(error)) throw toConnectionError(error, target)
  }
  try {
    return { config: plain, connection: await mariadb.createConnection(plain) }
  } catch (error) {
    throw toConnectionError(error, target)
  }
}

/** The server has no TLS at all, which `PREFERRED` accepts. */
function isWithoutTls(error: unknown): boolean {
  return (error as { code?: unknown }).code === 'ER_SERVER_SSL_DISABLED'
}
