import { inspect } from 'node:util'
import { expect } from 'vitest'
import { PASSWORD } from './servers.js'

/** A call that was answered with an error. */
export interface Failure {
  readonly error: unknown
  readonly began: number
  /** Milliseconds until it settled. */
  readonly took: number
}

/** What a caller may be told while a server is away; each is documented by Prisma. */
export const CODES: Readonly<Record<string, string>> = {
  P1001: 'the server cannot be reached: nobody listens, or it is still starting',
  P1008: 'the server did not answer in time',
  P1017: 'the connection was closed, with the query on it or not',
  P2024: 'no connection became free within pool.acquireTimeout',
  P2028: 'the transaction did not begin within maxWait, or was closed',
}

/** The code of Prisma's known errors, else what it is instead. */
export function codeOf(error: unknown): string {
  const { name, code, message, meta } = error as { name?: string; code?: string; message?: string; meta?: Meta }
  const words = message?.trim().replace(/^Invalid [\s\S]*? invocation[\s\S]*?\n\n\n/, '')
  if (name !== 'PrismaClientKnownRequestError' && name !== 'TransactionManagerError') return `${name}: ${words}`
  // Raw SQL has one code for whatever went wrong; the adapter's kind is beside it.
  const raw = code === 'P2010' ? KINDS[meta?.driverAdapterError?.cause?.kind ?? ''] : undefined
  if (raw !== undefined) return raw
  return code !== undefined && code in CODES ? code : `${code} ${words}`
}

interface Meta {
  readonly driverAdapterError?: { readonly cause?: { readonly kind?: string } }
}

const KINDS: Readonly<Record<string, string>> = { DatabaseNotReachable: 'P1001', SocketTimeout: 'P1008', ConnectionClosed: 'P1017' }

/** How often each code came. */
export function countCodes(failures: readonly Failure[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { error } of failures) counts[codeOf(error)] = (counts[codeOf(error)] ?? 0) + 1
  return counts
}

/** Every error has a known code and keeps the password to itself. */
export function expectClear(failures: readonly Failure[]): void {
  const unclear = Object.fromEntries(Object.entries(countCodes(failures)).filter(([code]) => !(code in CODES)))
  expect(unclear, 'errors without a known code').toEqual({})
  for (const { error } of failures) expect(showAll(error)).not.toContain(PASSWORD)
}

/** All that a logger could print of an error, as text or as JSON. */
function showAll(error: unknown): string {
  return `${inspect(error, { depth: 10 })} ${JSON.stringify(error)}`
}

export function longest(failures: readonly Failure[]): number {
  return Math.round(Math.max(0, ...failures.map(({ took }) => took)))
}

/**
 * Nobody waits long for an error. A pool's `acquireTimeout` of 10 seconds is what a caller grants a busy server; that
 * nobody listens is known at once.
 */
export const QUICK = 5_000

export function expectQuick(failures: readonly Failure[]): void {
  const slow = failures.filter(({ took }) => took > QUICK)
  expect(countCodes(slow), `errors that took more than ${QUICK} ms, the slowest ${longest(failures)}`).toEqual({})
}

/** Runs a call; says how long an error took. */
export async function measure<T>(call: () => Promise<T>): Promise<{ value: T } | Failure> {
  const began = performance.now()
  try {
    return { value: await call() }
  } catch (error) {
    return { error, began, took: performance.now() - began }
  }
}
