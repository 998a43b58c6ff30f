import { expect, it, type TestContext } from 'vitest'
import { engineOf } from '../../src/engines/index.js'
import { withWire } from './client.js'
import { expectClear, measure } from './failures.js'
import { rounds } from './rounds.js'
import { type RunningServer, sleep } from './running.js'
import { summarize, underLoad } from './under-load.js'
import { Wire } from './wire.js'
import { writes } from './write-kinds.js'
import { readAfresh } from './writes.js'

/** A network that breaks. */
export function testCuts(server: (context: TestContext) => RunningServer): void {
  it('survives connections that are cut at any moment', async (context) => {
    const running = server(context)
    const wire = await Wire.open(running.url)
    let cut = 0
    const outcome = await underLoad(running, wire.url, async () => {
      for (let round = 0; round < rounds(20, 500); round++) {
        await sleep(Math.random() * 100)
        cut += wire.cut(round % 2 === 0 ? 'reset' : 'end')
      }
    })
    await wire.close()
    expect(cut).toBeGreaterThan(0)
    console.log(`${running.kind.title}, ${cut} connections cut: ${summarize([outcome])}`)
  })

  it.for(Object.keys(writes).flatMap((write) => [[write, 'before'] as const, [write, 'after'] as const]))(
    'tells of a write (%s) whose connection is cut %s it arrives, and does not try it again',
    async ([write, when], context) => {
      const running = server(context)
      const prefix = `cut${Date.now()}`
      const key = `${prefix}-${write}-1`
      await withWire(running, { pool: { max: 1 } }, async (db, wire) => {
        await db.user.count()
        const cut = wire.cutAt(isFinalAlone(running, write) ? `${key}@` : 'COMMIT', when)
        const answer = await measure(async () => writes[write]?.(db, key))
        await cut
        if (!('error' in answer)) throw new Error('a write was acknowledged whose answer never came')
        expectClear([answer])
        expect(await db.user.count()).toBeGreaterThanOrEqual(0)
      })
      const { whole, half } = await readAfresh(running, prefix)
      expect({ whole: [...whole], half }).toEqual({ whole: when === 'after' ? [key] : [], half: [] })
    },
  )
}

/** What makes a write final is the statement itself, or the end of its transaction; to be read back it may need one. */
function isFinalAlone({ kind }: RunningServer, write: string): boolean {
  return write === 'single' && engineOf(kind.provider).capabilities.insertReturning
}
