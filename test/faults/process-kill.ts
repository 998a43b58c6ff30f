import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, it, type TestContext } from 'vitest'
import { rounds } from './rounds.js'
import { type RunningServer, retry, sleep } from './running.js'
import { expectKept } from './writes.js'

const WRITER = fileURLToPath(new URL('./writer.ts', import.meta.url))

/** A client's process that is killed in the middle of its writes. */
export function testProcessKill(server: (context: TestContext) => RunningServer): void {
  it('keeps what a process had acknowledged when it was killed', async (context) => {
    const running = server(context)
    let acknowledged = 0
    let unacknowledged = 0
    const many = rounds(2, 30)
    for (let round = 0; round < many; round++) {
      const prefix = `killed${process.pid}x${Date.now()}`
      const reported = await runUntilKilled(running, prefix)
      // The server ends what had reached it.
      await retry(10_000, async () => expect(await running.countConnections()).toBe(0))
      const kept = await expectKept(running, prefix, reported)
      acknowledged += kept.acknowledged
      unacknowledged += kept.unacknowledged
    }
    console.log(
      `${running.kind.title}, ${many} processes killed: ${acknowledged} writes acknowledged and kept, ${unacknowledged} kept without`,
    )
  })
}

/** Runs a writer, kills it at any moment after its first word, and returns the keys it printed. */
async function runUntilKilled({ kind, url }: RunningServer, prefix: string): Promise<Set<string>> {
  const child = spawn(process.execPath, ['--import', 'tsx', WRITER, kind.provider, url, prefix], { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
  })
  const closed = once(child, 'close')
  await Promise.race([once(child.stdout, 'data'), closed])
  await sleep(Math.random() * 500)
  child.kill('SIGKILL')
  const [, signal] = await closed
  expect(signal, 'how the writer ended').toBe('SIGKILL')
  // The last line may be cut.
  return new Set(text.split('\n').slice(0, -1))
}
