import { expect } from 'vitest'
import type { PortableClient } from '../../src/index.js'
import { open } from './client.js'
import { countCodes, expectClear, expectQuick, longest, measure } from './failures.js'
import { Load } from './load.js'
import { Probe } from './probe.js'
import { type RunningServer, retry, sleep } from './running.js'
import { expectKept } from './writes.js'

const POOL = { max: 8 }
/** Calls in a row that must succeed for a client to count as recovered. */
const IN_A_ROW = 50
/** A pool asks again within a second; the rest is for a busy machine. */
const RECOVERY_LIMIT = 10_000

/** What happened, in figures. */
export interface Outcome {
  readonly acknowledged: number
  /** Written, but not acknowledged: the answer was lost. */
  readonly unacknowledged: number
  readonly reads: number
  readonly recovery: number
  readonly longest: number
  readonly codes: Record<string, number>
}

/**
 * Breaks something under a client that is busy, and expects of it: what it acknowledged is kept, what belongs together
 * is whole, errors are clear and quick, and it recovers by itself with no connection lost and none that is set otherwise.
 *
 * @param url the server's address, or that of a wire before it
 */
export async function underLoad(server: RunningServer, url: string, fault: (db: PortableClient) => Promise<void>): Promise<Outcome> {
  const { kind } = server
  const db = open(kind, url, { pool: POOL })
  await db.$connect()
  const load = new Load(db)
  const probe = new Probe(kind, url)
  let recovery: number
  let recovered: number
  try {
    await sleep(500)
    await fault(db)
    recovery = await waitForRecovery(db)
    recovered = performance.now()
    await sleep(300)
    await load.stop()
    await probe.stop()
    await expectConnections(server, POOL.max)
  } finally {
    await load.stop()
    await probe.stop()
    await db.$disconnect()
  }
  await expectConnections(server, 0)

  const failures = [...load.failures, ...probe.failures]
  expectClear(failures)
  expectQuick(failures)
  expect(countCodes(failures.filter(({ began }) => began > recovered)), 'errors after the recovery').toEqual({})
  expect(recovery).toBeLessThan(RECOVERY_LIMIT)
  expect(load.reads).toBeGreaterThan(0)
  for (const session of probe.seen) expect(session).toEqual(kind.session.expected)
  expect(probe.seen.length).toBeGreaterThan(10)
  const kept = await expectKept(server, load.prefix, load.acknowledged)
  return { ...kept, reads: load.reads, recovery, longest: longest(failures), codes: countCodes(failures) }
}

/** Waits until many calls in a row succeed; returns the milliseconds until the first of them. */
async function waitForRecovery(db: PortableClient): Promise<number> {
  const start = performance.now()
  for (;;) {
    const after = performance.now() - start
    const answer = await measure(async () => {
      for (let index = 0; index < IN_A_ROW; index++) await db.user.count()
    })
    if (!('error' in answer)) return Math.round(after)
    if (after > 30_000) throw answer.error
    await sleep(20)
  }
}

/** No more than so many; a server takes a moment to notice that a client has gone, the probe among them. */
async function expectConnections(server: RunningServer, most: number): Promise<void> {
  await retry(5_000, async () => expect(await server.countConnections(), 'open connections').toBeLessThanOrEqual(most))
}

/** Outcomes of many rounds as one line. */
export function summarize(outcomes: readonly Outcome[]): string {
  const sum = (figure: 'acknowledged' | 'unacknowledged' | 'reads') => outcomes.reduce((total, outcome) => total + outcome[figure], 0)
  const most = (figure: 'recovery' | 'longest') => Math.max(...outcomes.map((outcome) => outcome[figure]))
  const codes: Record<string, number> = {}
  for (const outcome of outcomes) for (const [code, count] of Object.entries(outcome.codes)) codes[code] = (codes[code] ?? 0) + count
  return [
    `${sum('acknowledged')} writes acknowledged and kept, ${sum('unacknowledged')} kept without`,
    `${sum('reads')} reads`,
    `errors ${JSON.stringify(codes)}, the slowest after ${most('longest')} ms`,
    `recovered within ${most('recovery')} ms`,
  ].join('; ')
}
