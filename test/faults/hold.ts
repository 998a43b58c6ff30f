import { expect, it, type TestContext } from 'vitest'
import { withWire } from './client.js'
import { expectClear, type Failure, measure } from './failures.js'
import { type RunningServer, retry, sleep } from './running.js'
import type { Wire } from './wire.js'
import { writes } from './write-kinds.js'
import { readAfresh } from './writes.js'

const ACQUIRE_TIMEOUT = 500
/** For a busy machine. */
const SLACK = 1_500

/**
 * A network that goes silent without a word, as a lost route does.
 *
 * Who needs a new connection is told within `acquireTimeout`. What is already on its way waits for as long as the
 * network is silent, since nothing tells a slow server from one that is gone: that is for TCP to find out.
 */
export function testHold(server: (context: TestContext) => RunningServer): void {
  it.for([
    ['goes on', (wire: Wire) => wire.resume()],
    ['gives up', (wire: Wire) => wire.cut('reset')],
  ] as const)('keeps nobody waiting for a connection while the network is silent, until it %s', async ([, end], context) => {
    const running = server(context)
    const prefix = `hold${Date.now()}`
    const where = { email: `${prefix}-single-1@example.com` }
    const options = { pool: { max: 4, acquireTimeout: ACQUIRE_TIMEOUT }, transactionOptions: { timeout: ACQUIRE_TIMEOUT } }
    await withWire(running, options, async (db, wire) => {
      await writes.single?.(db, `${prefix}-single-1`)
      const transaction = measure(() =>
        db.$transaction(async (tx) => {
          await tx.user.create({ data: { email: `${prefix}-single-2@example.com`, name: 'whole' } })
          wire.hold()
          // Several statements: those that come after the transaction's end must not run.
          const token = (part: number) => ({ token: `${prefix}/${part}`, expiresAt: new Date('2099-01-01T00:00:00Z') })
          await tx.user.update({ where, data: { name: 'half', sessions: { create: [token(1), token(2)] } } })
        }),
      )
      await retry(5_000, async () => expect(wire.held).toBe(true))

      const calls = Array.from({ length: 8 }, () =>
        within(
          ACQUIRE_TIMEOUT + SLACK,
          measure(() => db.user.count()),
        ),
      )
      const told = (await Promise.all(calls)).filter((answer): answer is Failure => answer !== undefined && 'error' in answer)
      // One of them may have got a connection that was open already.
      expect(told.length).toBeGreaterThanOrEqual(calls.length - 1)
      expectClear(told)
      expect(await within(0, transaction), 'a transaction that has settled').toBeUndefined()

      end(wire)
      wire.resume()
      const answer = await transaction
      if (!('error' in answer)) throw new Error('a transaction was acknowledged long after its timeout')
      expectClear([answer])
      expect(await retry(5_000, () => db.user.count())).toBeGreaterThanOrEqual(1)
      // What was on its way when the transaction ended arrives now.
      await sleep(200)
    })
    expect(await readAfresh(running, prefix)).toEqual({ whole: new Set([`${prefix}-single-1`]), half: [] })
  })
}

/** Undefined for what has not settled in time. */
function within<T>(milliseconds: number, task: Promise<T>): Promise<T | undefined> {
  return Promise.race([task, sleep(milliseconds).then(() => undefined)])
}
