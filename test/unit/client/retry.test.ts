import { afterEach, describe, expect, it, vi } from 'vitest'
import { resolveRetry, runRetrying } from '../../../src/client/retry.js'
import { createClient } from '../../../src/index.js'

afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

describe('resolveRetry', () => {
  it('fills in the defaults', () => {
    expect(resolveRetry({}, 'x')).toEqual({ attempts: 10, minDelay: 20, maxDelay: 1_000 })
    expect(resolveRetry({ attempts: 3, minDelay: undefined }, 'x')).toEqual({ attempts: 3, minDelay: 20, maxDelay: 1_000 })
  })

  it.each([
    [true, 'x: retry must be an object, not true.\n  Write retry: { attempts: 10 }.'],
    [{ attempts: 0 }, 'x: retry.attempts must be a whole number of at least 1, not 0.'],
    [{ minDelay: 0.5 }, 'x: retry.minDelay must be a whole number of at least 0, not 0.5.'],
    [{ maxDelay: Infinity }, 'x: retry.maxDelay must be a whole number of at least 0, not Infinity.'],
    [{ retries: 3 }, 'x: there is no retry.retries.\n  Known are: attempts, minDelay, maxDelay.'],
  ])('refuses %j', (options, message) => {
    expect(() => resolveRetry(options, 'x')).toThrow(expect.objectContaining({ code: 'REFRACT_OPTIONS', message }))
  })
})

describe('runRetrying', () => {
  it('waits up to twice as long before each attempt, up to a limit', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
    vi.useFakeTimers()
    const times: number[] = []
    const start = Date.now()
    const run = runRetrying(
      async () => {
        times.push(Date.now() - start)
        throw new Error('again')
      },
      { attempts: 6, minDelay: 100, maxDelay: 400 },
      () => true,
    )
    const outcome = expect(run).rejects.toThrow('again')
    await vi.runAllTimersAsync()
    await outcome
    expect(times).toEqual([0, 50, 150, 350, 550, 750])
  })
})

describe('the default of a client', () => {
  const open = (retry: object) => createClient({ provider: 'sqlite', url: ':memory:', transactionOptions: { retry } })

  const count = async (db: ReturnType<typeof open>, options: object) => {
    let runs = 0
    const run = db.$transaction(async () => {
      runs += 1
      throw Object.assign(new Error('a conflict'), { code: 'P2034' })
    }, options)
    await expect(run).rejects.toMatchObject({ code: 'P2034' })
    return runs
  }

  it('holds for every transaction that says nothing', async () => {
    const db = open({ attempts: 3, minDelay: 1 })
    expect(await count(db, {})).toBe(3)
    expect(await count(db, { retry: { attempts: 1 } })).toBe(1)
    await db.$disconnect()
  })

  it('is checked when the client is made', () => {
    const message = 'createClient, transactionOptions: retry.attempts must be a whole number of at least 1, not 0.'
    expect(() => open({ attempts: 0 })).toThrow(expect.objectContaining({ code: 'REFRACT_OPTIONS', message }))
  })

  it('is no option of an engine’s own client, whose transactions are Prisma’s', () => {
    const options = { url: ':memory:', transactionOptions: { retry: {} } } as object
    const message = 'createClient has no option transactionOptions.retry.\n  Known are: maxWait, timeout, isolationLevel.'
    expect(() => createClient('sqlite', options)).toThrow(expect.objectContaining({ code: 'REFRACT_OPTIONS', message }))
  })
})
