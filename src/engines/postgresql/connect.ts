import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils'
import type { Client, ClientConfig } from 'pg'
import type { PoolSettings } from '../../contract/options.js'
import { createTlsOptions } from '../tls.js'
import { startupOptions } from './session.js'
import type { PostgresqlTarget } from './url.js'

export type { Client }

/** Opens Prisma's adapter over a pool. */
export async function connectAdapter(target: PostgresqlTarget, pool: PoolSettings): Promise<SqlDriverAdapter> {
  const { PrismaPg } = await import('@prisma/adapter-pg')
  const factory = new PrismaPg(
    {
      ...(await resolveConfig(target, pool.acquireTimeout)),
      max: pool.max,
      idleTimeoutMillis: pool.idleTimeout,
    },
    { schema: target.schema },
  )
  const adapter = await factory.connect()
  try {
    // The pool connects with its first query: a server that cannot be reached is told now, by `$connect` too.
    await adapter.queryRaw({ sql: 'SELECT 1', args: [], argTypes: [] })
    return adapter
  } catch (error) {
    await adapter.dispose()
    throw error
  }
}

/** Opens one connection, with the schema of the address as its search path. */
export async function openConnection(target: PostgresqlTarget): Promise<Client> {
  const { default: pg } = await import('pg')
  const client = new pg.Client(await resolveConfig(target, 10_000))
  await client.connect()
  return client
}

async function resolveConfig(target: PostgresqlTarget, connectTimeout: number): Promise<ClientConfig> {
  const { address, statementTimeout } = target
  const config: ClientConfig = {
    host: target.host,
    port: address.port,
    user: address.user,
    password: address.password,
    database: address.database,
    application_name: target.applicationName,
    options: [startupOptions, target.options].filter(Boolean).join(' '),
    connectionTimeoutMillis: connectTimeout,
    ...(statementTimeout === undefined ? {} : { statement_timeout: statementTimeout }),
    ...(target.channelBinding ? { enableChannelBinding: true } : {}),
  }
  if (target.tls === 'disable') return { ...config, ssl: false }
  const encrypted = { ...config, ssl: createTlsOptions(target.tls, target.tlsFiles) }
  return target.tls === 'prefer' && !(await acceptsTls(encrypted)) ? { ...config, ssl: false } : encrypted
}

/** pg cannot fall back to a plain connection by itself, which is what `sslmode=prefer` means. */
async function acceptsTls(config: ClientConfig): Promise<boolean> {
  const { default: pg } = await import('pg')
  const client = new pg.Client(config)
  try {
    await client.connect()
    return true
  } catch (error) {
    // Any other failure is told by the connection that follows.
    return !(error instanceof Error && error.message.includes('does not support SSL'))
  } finally {
    await client.end().catch(() => undefined)
  }
}
