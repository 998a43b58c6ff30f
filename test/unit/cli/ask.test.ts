import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { agree, ask, canAsk } from '../../../src/cli/ask.js'

let streams: Record<'stdin' | 'stdout' | 'stderr', PassThrough & { isTTY?: boolean }>

beforeEach(() => {
  streams = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() }
  for (const name of ['stdin', 'stdout', 'stderr'] as const) vi.spyOn(process, name, 'get').mockReturnValue(streams[name] as never)
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
})
afterEach(() => void vi.restoreAllMocks())

describe('a question', () => {
  it('stands on the error stream, and nothing of it among what is printed', async () => {
    const answer = ask('Which? ')
    streams.stdin.write('  that one \n')
    expect(await answer).toBe('that one')
    expect(String(streams.stderr.read())).toBe('Which? ')
    expect(streams.stdout.read()).toBeNull()
  })

  it.each([
    ['yes', true],
    ['YES', true],
    ['y', false],
    ['no', false],
    ['', false],
  ])('%j is agreed to: %s', async (answer, agreed) => {
    const result = agree('Sure? ')
    streams.stdin.write(`${answer}\n`)
    expect(await result).toBe(agreed)
  })

  it('does not wait for ever where the answer ends before it', async () => {
    const answer = ask('Which? ')
    streams.stdin.end()
    await expect(answer).rejects.toMatchObject({ code: 'REFRACT_USAGE', message: 'Nothing was done: the question was not answered.' })
  })
})

it.each([
  [true, true, true],
  [true, false, false],
  [false, true, false],
])('somebody who types (%s) and reads the error stream (%s) can be asked: %s', (stdin, stderr, can) => {
  streams.stdin.isTTY = stdin
  streams.stderr.isTTY = stderr
  expect(canAsk()).toBe(can)
})
