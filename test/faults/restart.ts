import { expect, it, type TestContext } from 'vitest'
import { expectClear, measure, QUICK } from './failures.js'
import { rounds } from './rounds.js'
import { type RunningServer, sleep } from './running.js'
import { type Outcome, summarize, underLoad } from './under-load.js'

/** A server that goes away under load and comes back. */
export function testRestart(server: (context: TestContext) => RunningServer): void {
  it.for([
    ['as its operator does', 'stop'],
    ['by SIGKILL', 'kill'],
  ] as const)('survives a server that ends %s and starts again', async ([, how], context) => {
    const running = server(context)
    const outcomes: Outcome[] = []
    for (let round = 0; round < rounds(1, 10); round++) {
      outcomes.push(
        await underLoad(running, running.url, async (db) => {
          await running[how]()
          try {
            await sleep(1_000)
            // Who asks now is told, and soon.
            const answer = await measure(() => db.user.count())
            if (!('error' in answer)) throw new Error('a server that is down has answered')
            expectClear([answer])
            expect(answer.took).toBeLessThan(QUICK)
          } finally {
            await running.start()
          }
        }),
      )
    }
    console.log(`${running.kind.title}, ${outcomes.length} restarts (${how}): ${summarize(outcomes)}`)
  })
}
