import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, it, type TestContext } from 'vitest'
import { type Place, sleep } from './running.js'
import { expectKept } from './writes.js'

const WRITER = fileURLToPath(new URL('./writer.ts', import.meta.url))

/**
 * A client's process that is killed in the middle of its writes.
 *
 * @param settle waits until whatever the process had begun has ended
 */
export function testProcessKill<P extends Place>(
  place: (context: TestContext) => P,
  many: number,
  settle: (place: P) => Promise<void>,
): void {
  it('keeps what a process had acknowledged when it was killed', async (context) => {
    const victim = place(context)
    let acknowledged = 0
    let unacknowledged = 0
    for (let round = 0; round < many; round++) {
      const prefix = `killed${process.pid}x${Date.now()}`
      const reported = await runUntilKilled(victim, prefix)
      await settle(victim)
      const kept = await expectKept(victim, prefix, reported)
      acknowledged += kept.acknowledged
      unacknowledged += kept.unacknowledged
    }
    console.log(
      `${victim.kind.title}, ${many} processes killed: ${acknowledged} writes acknowledged and kept, ${unacknowledged} kept without`,
    )
  })
}

/** Runs a writer, kills it at any moment after its first word, and returns the keys it printed. */
async function runUntilKilled({ kind, url }: Place, prefix: string): Promise<Set<string>> {
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
