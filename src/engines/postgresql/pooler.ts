import { RefractError } from '../../contract/errors.js'
import type { DriverClient } from './driver.js'
import type { PostgresqlTarget } from './url.js'

/** What a connection asks to learn who is at its other end. */
export const WHO_ANSWERS = 'SELECT pg_backend_pid()'

/**
 * True where a pooler such as PgBouncer stands between: it tells each client a made-up process at the
 * start, so that cancelling goes through it, while the server tells its own in answer to a query.
 *
 * Any pooler counts as one that hands each transaction to another connection, which costs one in
 * session mode its prepared statements; `pgbouncer=false` in the address gives them back.
 */
export function isPooled({ pooled }: PostgresqlTarget, client: Pick<DriverClient, 'processID'> | undefined, answer: unknown): boolean {
  return pooled ?? client?.processID !== Number(answer)
}

/** PgBouncer drops what `ignore_startup_parameters` names: a limit that is asked for must not be missing in silence. */
export async function assertTimeouts(target: PostgresqlTarget, read: (sql: string) => Promise<unknown>): Promise<void> {
  const { statementTimeout: statement_timeout, lockTimeout: lock_timeout } = target
  for (const [name, asked] of Object.entries({ statement_timeout, lock_timeout })) {
    if (asked === undefined) continue
    const effective = Number(await read(`SELECT setting FROM pg_settings WHERE name = '${name}'`))
    if (effective !== asked) throw refuse(target, 'does not pass on', name)
  }
}

/** True where a pooler refuses the limit that Refract sets by itself: its sessions have what the role or the database has. */
export function refusesLockTimeout(error: unknown, { lockTimeout }: PostgresqlTarget): boolean {
  return lockTimeout === undefined && findRefused(error) === 'lock_timeout'
}

function findRefused(error: unknown): string | undefined {
  const text = (error as { message?: unknown } | undefined)?.message
  return typeof text === 'string' ? /unsupported startup parameter(?: in options)?: (\w+)/.exec(text)?.[1] : undefined
}

/** The same fault where the pooler says it itself, while connecting. */
export function toRefusal(error: unknown, target: PostgresqlTarget): unknown {
  const parameter = findRefused(error)
  return parameter === undefined ? error : refuse(target, 'refuses', parameter, error)
}

function refuse({ label }: PostgresqlTarget, verb: string, parameter: string, cause?: unknown): RefractError {
  const hint = parameter.endsWith('_timeout')
    ? `Take it out of the address and set it for the role: ALTER ROLE … SET ${parameter} = '…'.`
    : 'Take it out of the address and set what it sets for the role or the database: ALTER ROLE … SET …, ALTER DATABASE … SET ….'
  return new RefractError('REFRACT_CONNECTION', `The pooler at ${label} ${verb} ${parameter}, which the address asks for.`, { hint, cause })
}

/** @throws {RefractError} `REFRACT_CONNECTION` */
export function refuseMigrations({ label }: PostgresqlTarget): never {
  const hint =
    "Give this command the server's own address. If the pooler keeps a connection for as long as its client (session mode), " +
    'say so with pgbouncer=false in the address.'
  throw new RefractError(
    'REFRACT_CONNECTION',
    `${label} is a connection pooler, which cannot hold the lock that keeps two migrations from running at once.`,
    { hint },
  )
}
