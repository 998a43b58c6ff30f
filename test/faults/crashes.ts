import { afterAll, afterEach, beforeAll, expect } from 'vitest'

const EVENTS = ['uncaughtException', 'unhandledRejection'] as const

/** Holds every test of a block to this: nothing happens that would end the process of a user. */
export function expectNoCrash(): void {
  const crashes: unknown[] = []
  const note = (reason: unknown) => void crashes.push(reason)
  beforeAll(() => {
    for (const event of EVENTS) process.on(event, note)
  })
  afterEach(async () => {
    // Node tells of a rejection after the turn that it happened in.
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect(crashes.splice(0), 'what would have ended the process').toEqual([])
  })
  afterAll(() => {
    for (const event of EVENTS) process.off(event, note)
  })
}
