import { expect, it, type TestContext } from 'vitest'
import { open } from './client.js'
import { expectClear, type Failure, measure } from './failures.js'
import { type RunningServer, retry, sleep } from './running.js'
import { Wire } from './wire.js'
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
    const wire = await Wire.open(running.url)
    const db = open(running.kind, wire.url, {
      pool: { max: 4, acquireTimeout: ACQUIRE_TIMEOUT },
      transactionOptions: { timeout: ACQUIRE_TIMEOUT },
    })
    const prefix = `hold${Date.now()}`
    const settled = { transaction: false }
    // One connection, in a transaction that has written.
    const transaction = db.$transaction(async (tx) => {
      await writes.single?.(tx as never, `${prefix}-single-1`)
      wire.hold()
      await writes.single?.(tx as never, `${prefix}-single-2`)
    })
    const answer = measure(() => transaction).finally(() => {
      settled.transaction = true
    })
    await retry(5_000, async () => expect(wire.held).toBe(true))

    const others = await Promise.all(
      Array.from({ length: 8 }, () =>
        withLimit(
          ACQUIRE_TIMEOUT + SLACK,
          measure(() => db.user.count()),
        ),
      ),
    )
    // One of them may have got a connection that was open already.
    const told = others.filter((other): other is Failure => other !== undefined && 'error' in other)
    expect(told.length).toBeGreaterThanOrEqual(others.length - 1)
    expectClear(told)
    expect(settled.transaction).toBe(false)

    end(wire)
    wire.resume()
    const outcome = await answer
    if (!('error' in outcome)) throw new Error('a transaction was acknowledged long after its timeout')
    expectClear([outcome])
    expect(await retry(5_000, () => db.user.count())).toBeGreaterThanOrEqual(0)
    expect(await readAfresh(running, prefix)).toEqual({ whole: new Set(), half: [] })
    await db.$disconnect()
    await wire.close()
    await retry(5_000, async () => expect(await running.countConnections()).toBe(0))
  })
}

/** Undefined for what has not settled in time. */
async function withLimit<T>(milliseconds: number, task: Promise<T>): Promise<T | undefined> {
  return Promise.race([task, sleep(milliseconds).then(() => undefined)])
}
