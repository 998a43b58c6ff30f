import type { PeerCertificate } from 'node:tls'
import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils'
import type { Connection, ConnectionConfig, Pool } from 'mariadb'
import type { PoolSettings } from '../../contract/options.js'
import { KEEP_ALIVE } from '../pool.js'
import { createTlsOptions, type TlsMode } from '../tls.js'
import type { DriverConnection } from './driver.js'
import { isWithoutTls, mayNeedTls, toConnectionError, toSessionError } from './errors.js'
import { createPooledDriver } from './pooled-driver.js'
import { createSessionStatements } from './session.js'
import type { MysqlTarget } from './url.js'

export type { Connection }

/** Milliseconds in which a server must have let us in. The driver's own default is one second. */
const CONNECT_TIMEOUT = 3_500

/** Without TLS no plugin that sends the password as it is: a server, or who claims to be it, chooses the plugin. */
const PLAIN_PLUGINS = ['mysql_native_password', 'client_ed25519', 'parsec', 'caching_sha2_password', 'sha256_password']

/** Opens Prisma's adapter over our pool. */
export async function connectAdapter(target: MysqlTarget, settings: PoolSettings): Promise<SqlDriverAdapter> {
  const { PrismaMariaDb } = await import('@prisma/adapter-mariadb')
  const connector = new Connector(target, Math.min(settings.acquireTimeout || CONNECT_TIMEOUT, CONNECT_TIMEOUT))
  const driver = createPooledDriver(async () => (await connector.open()) as unknown as DriverConnection, settings)
  // A server that cannot be reached is told now, by `$connect` too. The adapter would take it for one without features.
  await (await driver.getConnection()).release()
  const factory = new PrismaMariaDb(driver as unknown as Pool, { database: target.address.database, disposeExternalPool: true })
  return factory.connect()
}

/** Opens one connection, with the session's settings. */
export async function openConnection(target: MysqlTarget): Promise<Connection> {
  return new Connector(target, 10_000).open()
}

/** Opens connections to one server. What its first connection has shown, the later ones insist on: no TLS is not taken back. */
class Connector {
  #way: TlsMode | undefined

  constructor(
    private readonly target: MysqlTarget,
    private readonly timeout: number,
  ) {}

  async open(): Promise<Connection> {
    const { target } = this
    try {
      if (this.#way !== undefined) return await this.#openBy(this.#way)
      return await this.#openFirst()
    } catch (error) {
      throw toConnectionError(error, target)
    }
  }

  async #openFirst(): Promise<Connection> {
    const { tls, isLocal } = this.target
    const way = tls ?? (isLocal ? 'disable' : 'prefer')
    try {
      return await this.#openBy(way)
    } catch (error) {
      if (tls === undefined && isLocal && mayNeedTls(error)) return await this.#openBy('require').catch(() => Promise.reject(error))
      if (way === 'prefer' && isWithoutTls(error)) return await this.#openBy('disable')
      throw error
    }
  }

  async #openBy(way: TlsMode): Promise<Connection> {
    const mariadb = await import('mariadb')
    const timeout = this.target.connectTimeout ?? this.timeout
    const connection = await mariadb.createConnection(await createConfig(this.target, way, timeout))
    await prepareSession(connection as unknown as DriverConnection, timeout, this.target)
    this.#way = way
    return connection
  }
}

/** Not by the driver's `initSql`: where that fails, a rejection that nobody can handle ends the process. */
async function prepareSession(connection: DriverConnection, timeout: number, target: MysqlTarget): Promise<void> {
  // Without a listener the driver would throw where nobody can catch it.
  connection.on('error', () => undefined)
  try {
    // All are sent at once; the ping closes the connection when no answer comes in time.
    await Promise.all([...createSessionStatements(target).map((sql) => connection.query({ sql })), connection.ping(timeout)])
  } catch (error) {
    if (connection.isValid()) void connection.end().catch(() => undefined)
    throw toSessionError(error, target)
  }
}

async function createConfig(target: MysqlTarget, way: TlsMode, connectTimeout: number): Promise<ConnectionConfig> {
  const { address, socketPath } = target
  return {
    ...(socketPath === undefined ? { host: address.host, port: address.port } : { socketPath }),
    ...(address.user === undefined ? {} : { user: address.user }),
    ...(address.password === undefined ? {} : { password: address.password }),
    database: address.database,
    connectTimeout,
    // A connection that died in silence is noticed by the system, in place of waiting for its answer for ever.
    keepAliveDelay: KEEP_ALIVE,
    charset: 'utf8mb4',
    // We keep statements ourselves.
    prepareCacheLength: 0,
    ...(await protect(target, way)),
  }
}

/** With options that the driver's types do not know. */
async function protect({ address, tlsFiles, allowPublicKeyRetrieval }: MysqlTarget, way: TlsMode): Promise<object> {
  if (way === 'disable') return { allowPublicKeyRetrieval, restrictedAuth: PLAIN_PLUGINS }
  // A server that was verified must not send us to another.
  return { permitRedirect: false, ssl: { ...createTlsOptions(way, tlsFiles), ...(await identify(way, address.host)) } }
}

/** The driver hands Node a socket without the host's name, and an IP address would be held against `localhost`. */
async function identify(way: TlsMode, host: string): Promise<object> {
  if (way !== 'verify-full') return {}
  const { checkServerIdentity } = await import('node:tls')
  return { checkServerIdentity: (_: string, certificate: PeerCertificate) => checkServerIdentity(host, certificate) }
}
