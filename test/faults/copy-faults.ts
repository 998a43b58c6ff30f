import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest'
import { copy } from '../../src/commands/copy.js'
import { createSource, killCopies, runCopy } from './copy.js'
import { rounds } from './rounds.js'
import { type RunningServer, sleep } from './running.js'
import { PASSWORD } from './servers.js'
import { Wire } from './wire.js'

/** Rows of the core model in the source: 200,000 where many rounds are run. */
const ROWS = rounds(20_000, 285_000)

/** Copies into a server that breaks, and out of it. */
export function testCopyFaults(server: (context: TestContext) => RunningServer): void {
  describe('a copy', () => {
    let source: Awaited<ReturnType<typeof createSource>>
    beforeAll(async () => {
      source = await createSource(ROWS)
    })
    afterAll(() => source.remove())

    it('that is killed at any moment goes on without gap or double', async (context) => {
      const { url, kind } = server(context)
      const many = rounds(2, 100)
      const { completed } = await killCopies(source.url, url, many)
      const compared = await runCopy(source.url, url, ['--verify-only'])
      expect(compared).toMatchObject({ code: 0, stderr: '' })
      console.log(`${kind.title}, ${many} copies killed, ${completed} came to their end between: equal`)
    })

    it.for([
      ['as its operator does', 'stop'],
      ['by SIGKILL', 'kill'],
    ] as const)('whose target ends %s fails in words, and goes on when it is back', async ([, how], context) => {
      const running = server(context)
      for (let round = 0; round < rounds(1, 10); round += 1) {
        const broken = await runCopy(source.url, running.url, ['--replace', '--force'], async () => {
          await sleep(Math.random() * 500)
          await running[how]()
        })
        await running.start()
        expect(broken.stderr + broken.stdout).not.toContain(PASSWORD)
        if (broken.code === 0) continue
        expect(broken.stderr).toContain('--resume')
        const resumed = await runCopy(source.url, running.url, ['--resume'])
        if (resumed.stderr.includes('There is no interrupted copy')) continue
        expect(resumed).toMatchObject({ code: 0, stderr: '' })
      }
      const again = await runCopy(source.url, running.url, ['--replace', '--force'])
      expect(again).toMatchObject({ code: 0, stderr: '' })
    })

    it('whose source ends fails in words, and goes on when it is back', async (context) => {
      const running = server(context)
      // A copy may come to its end before the server does.
      for (let round = 0; ; round += 1) {
        const target = `dump:${source.folder}/${running.kind.provider}-${round}`
        const broken = await runCopy(running.url, target, ['--batch-size', '50'], () => running.kill())
        await running.start()
        if (broken.code === 0 && round < 10) continue
        expect(broken.code).toBe(1)
        const resumed = await runCopy(running.url, target, ['--resume'])
        expect(resumed).toMatchObject({ code: 0, stderr: '' })
        return
      }
    })

    it.for(['reset', 'end'] as const)('whose connection is cut (%s) goes on', async (how, context) => {
      const running = server(context)
      const wire = await Wire.open(running.url)
      for (let round = 0; round < rounds(1, 20); round += 1) {
        let cut = false
        const onEvent = ({ event }: { event: string }) => {
          if (cut || event !== 'progress') return
          cut = true
          wire.cut(how)
        }
        await expect(copy(source.url, wire.url, { schema: 'prisma/schema.prisma', replace: true, onEvent })).rejects.toThrow(/--resume/)
        const { tables, rows } = await copy(source.url, wire.url, { schema: 'prisma/schema.prisma', resume: true })
        expect(tables.every(({ equal }) => equal)).toBe(true)
        expect(rows).toBe(tables.reduce((sum, table) => sum + table.rows, 0))
      }
      await wire.close()
    })
  })
}
