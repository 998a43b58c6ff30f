// The promises of the types, held by every compiler that users have: each `@ts-expect-error` is one that must not compile.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'

const run = promisify(execFile)

/** The packages of TypeScript's versions, and a source that each must have read. */
const compilers = ['typescript', 'typescript-6', 'typescript-7']
const sources = ['src/conformance/core/searches.ts', 'src/conformance/zoo/bans.ts', 'test/types/create-client.test-d.ts']

describe('the types of the portable client', () => {
  it.each(compilers)('hold with %s', async (compiler) => {
    const tsc = [`node_modules/${compiler}/bin/tsc`, '--pretty', 'false', '--listFiles']
    const { stdout } = await run(process.execPath, tsc, { maxBuffer: 2 ** 26 }).catch((failed: { stdout: string }) => failed)
    const lines = stdout.trim().split('\n')
    expect(lines.filter((line) => line.includes('error TS'))).toEqual([])
    for (const source of sources) expect(lines.some((line) => line.endsWith(source))).toBe(true)
  })
})
