import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest'
import { copy } from '../../src/commands/copy.js'
import { type CopyRun, createSource, killCopies, MANY, runCopy, type Source } from './copy.js'
import { expectOneMoment } from './copy-moment.js'
import { rounds } from './rounds.js'
import { type RunningServer, sleep } from './running.js'
import { PASSWORD } from './servers.js'
import { Wire } from './wire.js'

const schema = 'prisma/schema.prisma'

/** Small batches, so that a copy takes its time. */
const SLOWLY = ['--batch-size', '50']

/** A server does not always end before the copy does: it is tried so often for each time that it has to. */
const TRIES = 10

/** Copies into a server that breaks, and out of it. */
export function testCopyFaults(server: (context: TestContext) => RunningServer): void {
  describe('a copy', () => {
    let source: Source
    beforeAll(async () => {
      source = await createSource(MANY)
    })
    afterAll(() => source.remove())

    it('that is killed at any moment goes on without gap or double', async (context) => {
      const { url, kind } = server(context)
      const many = rounds(2, 100)
      const { completed } = await killCopies(source.url, url, many)
      const compared = await runCopy(source.url, url, ['--verify-only'])
      expect(compared).toMatchObject({ code: 0, stderr: '' })
      console.log(`${kind.title}, ${many} copies of ${source.rows} rows killed, ${completed} came to their end between: equal`)
    })

    it.for([
      ['as its operator does', 'stop'],
      ['by SIGKILL', 'kill'],
    ] as const)('whose target ends %s fails in words, and goes on when it is back', async ([, how], context) => {
      const running = server(context)
      const wanted = rounds(1, 10)
      let broken = 0
      for (let round = 0; broken < wanted && round < wanted * TRIES; round += 1) {
        const run = await runCopy(source.url, running.url, ['--replace', '--force', ...SLOWLY], async () => {
          await sleep(Math.random() * 500)
          await running[how]()
        })
        await running.start()
        if (run.code === 0) continue
        broken += 1
        expectTold(run)
        const resumed = await runCopy(source.url, running.url, ['--resume'])
        if (resumed.stderr.includes('There is no interrupted copy')) continue
        expect(resumed).toMatchObject({ code: 0, stderr: '' })
      }
      expect(broken).toBe(wanted)
      const again = await runCopy(source.url, running.url, ['--replace', '--force'])
      expect(again).toMatchObject({ code: 0, stderr: '' })
    })

    it('whose source ends fails in words, and goes on when it is back', async (context) => {
      const running = server(context)
      const wanted = rounds(1, 10)
      let broken = 0
      for (let round = 0; broken < wanted && round < wanted * TRIES; round += 1) {
        const target = `dump:${source.folder}/${running.kind.provider}-${round}`
        const how = round % 2 === 0 ? 'kill' : 'stop'
        const run = await runCopy(running.url, target, SLOWLY, () => running[how]())
        await running.start()
        if (run.code === 0) continue
        broken += 1
        expectTold(run)
        const resumed = await runCopy(running.url, target, ['--resume'])
        expect(resumed).toMatchObject({ code: 0, stderr: '' })
      }
      expect(broken).toBe(wanted)
    })

    it('brings one moment of a source that is written to without a pause', async (context) => {
      await expectOneMoment(server(context).url, source.folder)
    })

    it.for([
      ['target', 'reset'],
      ['target', 'end'],
      ['source', 'reset'],
      ['source', 'end'],
    ] as const)('whose connection to its %s is cut (%s) goes on', async ([side, how], context) => {
      const running = server(context)
      const wire = await Wire.open(running.url)
      for (let round = 0; round < rounds(1, 20); round += 1) {
        const dump = `dump:${source.folder}/${running.kind.provider}-${how}-${round}`
        const [from, to] = side === 'target' ? [source.url, wire.url] : [wire.url, dump]
        let cut = false
        const onEvent = ({ event }: { event: string }) => {
          if (cut || event !== 'progress') return
          cut = true
          wire.cut(how)
        }
        await expect(copy(from, to, { schema, replace: true, batchSize: 50, onEvent })).rejects.toThrow(/--resume/)
        const { tables, rows } = await copy(from, to, { schema, resume: true })
        expect(tables.every(({ equal }) => equal)).toBe(true)
        expect(rows).toBe(tables.reduce((sum, table) => sum + table.rows, 0))
      }
      await wire.close()
    })
  })
}

function expectTold({ code, stdout, stderr }: CopyRun): void {
  expect(code).toBe(1)
  expect(stderr + stdout).not.toContain(PASSWORD)
  expect(stderr).toContain('--resume')
}
