import { DriverAdapterError } from '@prisma/driver-adapter-utils'
import type { MysqlTarget } from './url.js'

/** Why a first connection failed, in the kinds that Prisma turns into P1000, P1001, P1003, P1010 and P1011. */
export function toConnectionError(error: unknown, target: MysqlTarget): unknown {
  const { errno, code, message } = error as { errno?: number; code?: string; message?: string }
  const { address } = target
  const details = { originalMessage: message ?? String(error), ...(code === undefined ? {} : { originalCode: code }) }
  switch (code) {
    case 'ER_ACCESS_DENIED_ERROR':
      return new DriverAdapterError({ kind: 'AuthenticationFailed', user: address.user ?? '', ...details })
    case 'ER_BAD_DB_ERROR':
      return new DriverAdapterError({ kind: 'DatabaseDoesNotExist', db: address.database, ...details })
    case 'ER_DBACCESS_DENIED_ERROR':
      return new DriverAdapterError({ kind: 'DatabaseAccessDenied', db: address.database, ...details })
    case 'ER_SERVER_SSL_DISABLED':
      return new DriverAdapterError({ kind: 'TlsConnectionError', reason: details.originalMessage, ...details })
  }
  // Numbers from 45001 are the driver's own, for instance "connect timeout"; the rest are the system's.
  const unreachable = typeof code === 'string' && (/^E[A-Z]+$/.test(code) || (errno ?? 0) >= 45_001)
  if (!unreachable) return error
  return new DriverAdapterError({ kind: 'DatabaseNotReachable', host: address.host, port: address.port, ...details })
}
