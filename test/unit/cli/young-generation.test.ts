import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const program = fileURLToPath(new URL('../../../src/cli/young-generation.ts', import.meta.url))

/** Megabytes that V8 has for what lives short in a process that makes much of it, half of which lives a while. */
async function measure(begin: string): Promise<number> {
  const script = `
    import { setImmediate } from 'node:timers/promises'
    import { getHeapSpaceStatistics } from 'node:v8'
    import { limitYoungGeneration } from ${JSON.stringify(program)}
    ${begin}
    let kept = []
    for (let round = 0; round < 400; round += 1) {
      for (let at = 0; at < 5_000; at += 1) kept.push([at, String(at)])
      if (kept.length > 50_000) kept = []
      await setImmediate()
    }
    process.stdout.write(String(getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space').space_size / 2 ** 20))`
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script])
  return Number(stdout)
}

it('keeps V8 from taking more and more memory for what lives short', async () => {
  expect(await measure('')).toBeGreaterThan(30)
  expect(await measure('limitYoungGeneration()')).toBeLessThan(20)
})
