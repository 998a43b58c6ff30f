import { type Error as AdapterError, DriverAdapterError } from '@prisma/driver-adapter-utils'
import { RefractError } from '../../contract/errors.js'
import type { PoolSettings } from '../../contract/options.js'
import { toPoolTimeout } from '../known-errors.js'
import { readConstraint } from './constraints.js'
import { type DriverError, numberOf } from './driver.js'
import { PoolClosedError, PoolTimeoutError } from './pool.js'
import type { MysqlTarget } from './url.js'

/*
 * Servers' numbers: https://dev.mysql.com/doc/mysql-errors/9.0/en/server-error-reference.html,
 * https://mariadb.com/kb/en/mariadb-error-code-reference/. The driver's own begin at 45,001 (its misc/errors.js).
 */

/** A deadlock; a lock waited for too long; MariaDB: the record has changed since it was read. */
const CONFLICTS = [1213, 1205, 1020]

/** "The total number of locks exceeds the lock table size": InnoDB undoes the whole transaction. Trying again changes nothing. */
const OUT_OF_LOCKS = 1206

/** Shutdown, network trouble, killed, idle for too long; the driver: closed under a command, or before it. */
const LOST = [1053, 1079, 1152, 1158, 1159, 1160, 1161, 1927, 3169, 4031, 45_004, 45_009, 45_013, 45_026, 45_042]

const WRONG_PASSWORD = [1045, 1698, 1820, 1862, 3118]
const TOO_MANY_CONNECTIONS = [1040, 1203, 1226]

const DRIVER_ERRORS = 45_001
const NO_TLS = 45_023
const NO_PUBLIC_KEY = 45_044
const CLEAR_TEXT_PASSWORD = 45_047
/** A certificate that cannot be trusted, by the driver's own check. */
const CERTIFICATE = [45_056, 45_057, 45_059, 45_062]
/** … and by Node's: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const CERTIFICATE_CODE = /CERT|CRL|LEAF_SIGNATURE|ERR_TLS|ERR_SSL|EPROTO/

function isConflict(error: unknown): boolean {
  return CONFLICTS.includes(numberOf(error))
}

/** True where the server may have undone more than the statement, or less than what must be undone. */
export function undoesTransaction(error: unknown): boolean {
  return isConflict(error) || numberOf(error) === OUT_OF_LOCKS
}

/** The server has no TLS at all, which `PREFERRED` accepts. */
export function isWithoutTls(error: unknown): boolean {
  return numberOf(error) === NO_TLS
}

/** What a server says whose users must use TLS; of a user's own `REQUIRE SSL` it says that access is denied. */
export function mayNeedTls(error: unknown): boolean {
  return [3159, 1045].includes(numberOf(error))
}

/** True where another connection may be had as soon as somebody ends one. */
export function isServerFull(error: unknown): boolean {
  return error instanceof DriverAdapterError && error.cause.kind === 'TooManyConnections'
}

/** Why a connection failed, in the kinds that Prisma turns into P1000, P1001, P1003, P1010, P1011 and P2037. */
export function toConnectionError(error: unknown, target: MysqlTarget): unknown {
  const { code, message } = error as DriverError
  const { address } = target
  const number = numberOf(error)
  const details = { originalMessage: message ?? String(error), ...(code === undefined ? {} : { originalCode: code }) }
  const tell = (cause: AdapterError) => new DriverAdapterError({ ...cause, ...details })
  if (WRONG_PASSWORD.includes(number)) return tell({ kind: 'AuthenticationFailed', user: address.user ?? '' })
  if (number === 1049) return tell({ kind: 'DatabaseDoesNotExist', db: address.database })
  if (number === 1044) return tell({ kind: 'DatabaseAccessDenied', db: address.database })
  if (TOO_MANY_CONNECTIONS.includes(number)) return tell({ kind: 'TooManyConnections', cause: details.originalMessage })
  const reason = tlsReason(number, code ?? '', details.originalMessage)
  if (reason !== undefined) return tell({ kind: 'TlsConnectionError', reason })
  const unreachable = /^E[A-Z_]+$/.test(code ?? '') && !code?.startsWith('ER_')
  if (!unreachable && number < DRIVER_ERRORS && !LOST.includes(number)) return error
  return tell({ kind: 'DatabaseNotReachable', host: address.host, port: address.port })
}

function tlsReason(number: number, code: string, message: string): string | undefined {
  switch (number) {
    case NO_PUBLIC_KEY:
      return (
        'the password of this user (caching_sha2_password) is only sent encrypted, and this connection is not: ' +
        'the server offers no TLS, or the address says DISABLED. ' +
        "Turn TLS on; or, where nobody can stand between, add allowPublicKeyRetrieval=true to the address, which trusts the server's key unseen"
      )
    case CLEAR_TEXT_PASSWORD:
      return `the server asks for the password in a way that only TLS may carry (${message}). Turn TLS on, or give the user another authentication plugin`
    case NO_TLS:
      return 'the server offers no TLS. Turn it on there, or write sslmode=PREFERRED or DISABLED into the address'
  }
  if (CERTIFICATE.includes(number) || (number < DRIVER_ERRORS && CERTIFICATE_CODE.test(code) && !code.startsWith('ER_'))) return message
  return undefined
}

/** A session that is not set up would answer otherwise than the other engines, so it is not used. */
export function toSessionError(error: unknown, target: MysqlTarget): unknown {
  const number = numberOf(error)
  if (number < 1 || number >= DRIVER_ERRORS || LOST.includes(number)) return error
  const { sqlMessage } = error as DriverError
  return new RefractError('REFRACT_CONNECTION', `The server at ${target.label} refuses the settings of a session: ${sqlMessage}`, {
    hint: 'Refract needs MySQL 8.0.17 or MariaDB 10.2.2. A proxy in between may refuse SET: connect past it.',
    cause: error,
  })
}

/**
 * What a query failed with, in Prisma's kinds, where Prisma's adapter does not know it, or not enough of it.
 *
 * @param sql the statement that failed
 */
export async function toQueryError(error: unknown, pool: PoolSettings, sql = ''): Promise<unknown> {
  if (error instanceof PoolTimeoutError) return toPoolTimeout(error, pool)
  const { code, message, sqlMessage, sqlState } = error as DriverError
  const number = numberOf(error)
  const details = { originalMessage: sqlMessage ?? message ?? String(error), originalCode: number === 0 ? code : String(number) }
  const tell = (cause: AdapterError) => new DriverAdapterError({ ...cause, ...details } as AdapterError)
  if (isConflict(error)) return tell({ kind: 'TransactionWriteConflict' })
  if (error instanceof PoolClosedError || isLost(number, code ?? '', sqlState ?? '')) return tell({ kind: 'ConnectionClosed' })
  const constraint = readConstraint(number, details.originalMessage, sql)
  return constraint === undefined ? error : tell(constraint)
}

function isLost(number: number, code: string, sqlState: string): boolean {
  // The system's own, such as ECONNRESET, and the class of connection exceptions.
  return LOST.includes(number) || (/^E[A-Z]+$/.test(code) && number < 0) || sqlState.startsWith('08')
}

/** True where the connection must not be used again. */
export function breaksConnection(error: unknown): boolean {
  // The driver takes a query that was interrupted for a connection that is about to be closed, and cannot know better.
  return (error as { fatal?: boolean } | null)?.fatal === true
}
