import { RefractError } from '../contract/errors.js'
import type { PoolOptions } from '../contract/options.js'
import { showWord } from '../engines/address.js'
import { type RetryOptions, resolveRetry } from './retry.js'

/** Levels of Prisma's log. */
export type LogLevel = 'query' | 'info' | 'warn' | 'error'

/** A level, and whether it is printed or emitted as an event for `$on`. */
export interface LogDefinition {
  level: LogLevel
  emit: 'stdout' | 'event'
}

/**
 * What every client takes. All of it is optional.
 *
 * @typeParam Omit the generated client's `omit` option
 * @typeParam Isolation the isolation levels the client knows
 */
export interface ClientOptions<Omit = unknown, Isolation extends string = string> {
  /** The database's address. Default: `DATABASE_URL_<PROVIDER>`, else `DATABASE_URL`, else SQLite in `refract.db`. */
  url?: string
  /** How connections are made and kept. */
  pool?: PoolOptions
  /** What Prisma logs, and where to. Default: nothing. */
  log?: (LogLevel | LogDefinition)[]
  /** Limits of transactions in milliseconds; `maxWait` is 2,000 (30,000 on SQLite), `timeout` 5,000. */
  transactionOptions?: { maxWait?: number; timeout?: number; isolationLevel?: Isolation }
  /** Fields left out of every result, by model. */
  omit?: Omit
  /** How Prisma's errors look: `colorless` (default), `pretty` or `minimal`. */
  errorFormat?: 'colorless' | 'pretty' | 'minimal'
}

/** What a portable client takes besides. */
export interface PortableClientOptions<Omit = unknown, Isolation extends string = string> extends ClientOptions<Omit, Isolation> {
  /**
   * As {@link ClientOptions.transactionOptions}. `retry` lets every transaction of the client run again after a conflict with
   * another one (P2034); default: none does. What one transaction says wins.
   */
  transactionOptions?: ClientOptions<Omit, Isolation>['transactionOptions'] & { retry?: RetryOptions }
}

const KNOWN = ['provider', 'url', 'pool', 'log', 'transactionOptions', 'omit', 'errorFormat']
const KNOWN_POOL = ['max', 'acquireTimeout', 'idleTimeout']
const KNOWN_TRANSACTION = ['maxWait', 'timeout', 'isolationLevel']

/** The events that a client emits with these options, for the type of `$on`. */
export type EventsOf<O> = O extends { log: readonly (infer L)[] }
  ? L extends { level: infer V extends LogLevel; emit: 'event' }
    ? V
    : never
  : never

/** Nothing for a literal; for a union of providers the message that names the other form. */
export type AssertLiteral<P> =
  IsUnion<P> extends true
    ? { readonly error: 'A provider known only at run time goes into the options: createClient({ provider })' }
    : unknown

type IsUnion<T, All = T> = T extends unknown ? ([All] extends [T] ? false : true) : never

/** The `omit` of these options, else the type that stands for none. */
export type OmitOf<O, None> = O extends { omit: infer V extends None } ? V : None

/**
 * Refuses what is not an option: a misspelt one would be ignored in silence.
 *
 * @param portable whether the options are a portable client's
 * @throws {RefractError} `REFRACT_OPTIONS`
 */
export function assertOptions(options: object, { portable = false } = {}): void {
  assertKeys('option', options, KNOWN)
  const { url, pool, transactionOptions } = options as { url?: unknown; pool?: unknown; transactionOptions?: unknown }
  if (url !== undefined && typeof url !== 'string') {
    throw new RefractError('REFRACT_OPTIONS', 'The option url of createClient must be a text.')
  }
  if (pool !== undefined) assertKeys('option pool.', pool, KNOWN_POOL)
  if (transactionOptions === undefined) return
  assertKeys('option transactionOptions.', transactionOptions, portable ? [...KNOWN_TRANSACTION, 'retry'] : KNOWN_TRANSACTION)
  const { retry } = transactionOptions as { retry?: unknown }
  if (retry !== undefined) resolveRetry(retry, 'createClient, transactionOptions')
}

function assertKeys(what: string, value: unknown, known: readonly string[]): void {
  if (typeof value !== 'object' || value === null) {
    throw new RefractError('REFRACT_OPTIONS', `The ${what.replace(/\.$/, '')} of createClient must be an object, not ${showWord(value)}.`)
  }
  const unknown = Object.keys(value).find((key) => !known.includes(key))
  if (unknown === undefined) return
  const name = `${what}${what.endsWith('.') ? '' : ' '}${showWord(unknown)}`
  throw new RefractError('REFRACT_OPTIONS', `createClient has no ${name}.`, { hint: `Known are: ${known.join(', ')}.` })
}
