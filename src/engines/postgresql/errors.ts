import { type Error as AdapterError, DriverAdapterError } from '@prisma/driver-adapter-utils'
import { RefractError } from '../../contract/errors.js'
import type { PoolSettings } from '../../contract/options.js'
import { toPoolTimeout } from '../known-errors.js'
import { isServerError } from './driver.js'
import { isUtc } from './session.js'
import type { PostgresqlTarget } from './url.js'

/** The words of pg's own errors, which have no code. */
const POOL_EXHAUSTED = 'timeout exceeded when trying to connect'
const NOT_REACHED = /^(Connection terminated due to connection timeout|timeout expired)$/
const CONNECTION_LOST = /^(Connection terminated|Client has encountered a connection error|Client was closed)/

const SOCKET_NOT_REACHED = ['EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'EAI_AGAIN', 'ENOENT', 'EACCES']
const SOCKET_LOST = ['EPIPE', 'ECONNABORTED']

/** The server ends the connection: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const SERVER_ENDS = ['57P01', '57P02', '57P05', '08003', '08006']
/** It is starting, stopping or recovering. */
const SERVER_NOT_READY = '57P03'

/** A character that no text can hold, or the half of one. */
const BAD_CHARACTER = '22021'
/** U+0000 in Json. */
const BAD_ESCAPE = '22P05'

/** A lock waited for longer than `lock_timeout`. */
const LOCK_NOT_AVAILABLE = '55P03'

const NOT_NULL = '23502'

/** What Prisma's adapter leaves as it is, in Prisma's kinds: connections that cannot be had or are lost, characters that cannot be stored. */
export async function toAdapterError(error: unknown, target: PostgresqlTarget, pool: PoolSettings): Promise<unknown> {
  const { message = '', code = '' } = error as { message?: string; code?: string }
  if (message === POOL_EXHAUSTED) return toPoolTimeout(error, pool)
  const isServers = error instanceof DriverAdapterError
  const { originalCode = code, originalMessage = message } = isServers ? error.cause : {}
  const mapped = isServers ? mapServerError(error.cause.kind, originalCode, originalMessage, target) : mapDriverError(message, code, target)
  if (mapped === undefined) return error
  return Object.assign(new DriverAdapterError({ originalCode, originalMessage, ...mapped }), { stack: (error as Error).stack })
}

function mapServerError(kind: string, code: string, message: string, target: PostgresqlTarget): AdapterError | undefined {
  // Of a host that is not known Prisma's adapter tells no port.
  if (kind === 'DatabaseNotReachable') return notReached(target)
  if (code === BAD_CHARACTER) return { kind: 'InvalidInputValue', message: 'a text cannot hold the character U+0000' }
  if (code === BAD_ESCAPE) return { kind: 'InvalidInputValue', message: 'Json cannot hold the character U+0000' }
  if (code === LOCK_NOT_AVAILABLE) return { kind: 'TransactionWriteConflict' }
  if (code === NOT_NULL) return readNull(message)
  if (code === SERVER_NOT_READY) return notReached(target)
  return SERVER_ENDS.includes(code) ? { kind: 'ConnectionClosed' } : undefined
}

/** null value in column "name" of relation "core_user" violates not-null constraint. */
function readNull(message: string): AdapterError | undefined {
  const [column, table] = [...message.matchAll(/"(.+?)"/g)].map(([, name = '']) => name)
  if (column === undefined) return undefined
  return { kind: 'NullConstraintViolation', constraint: { fields: [column] }, ...(table === undefined ? {} : { table }) }
}

function mapDriverError(message: string, code: string, target: PostgresqlTarget): AdapterError | undefined {
  if (NOT_REACHED.test(message) || SOCKET_NOT_REACHED.includes(code)) return notReached(target)
  return CONNECTION_LOST.test(message) || SOCKET_LOST.includes(code) ? { kind: 'ConnectionClosed' } : undefined
}

function notReached({ host, address }: PostgresqlTarget): AdapterError {
  return { kind: 'DatabaseNotReachable', host, port: address.port }
}

/** True where the connection is of no use any more, so that the pool must not hand it out again. */
export function breaksConnection(error: unknown): boolean {
  // 08: connection exceptions; 57P: the server ends it; 58 and XX: it failed itself.
  return !isServerError(error) || /^(08|57P|58|XX)/.test(error.code)
}

/** A session in another zone would store times wrong. */
export function findZoneFault(zone: string | undefined, { label }: PostgresqlTarget): RefractError | undefined {
  if (zone === undefined || isUtc(zone)) return undefined
  return new RefractError('REFRACT_CONNECTION', `The session's time zone at ${label} is ${zone} although it was asked to be UTC.`, {
    hint: "A pooler that drops start-up parameters does this. Set the zone for the role: ALTER ROLE … SET TimeZone = 'UTC'.",
  })
}
