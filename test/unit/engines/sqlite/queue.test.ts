import { describe, expect, it } from 'vitest'
import { Queue } from '../../../../src/engines/sqlite/queue.js'

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

describe('Queue', () => {
  it('lets one in at a time, in the order they came', async () => {
    const queue = new Queue()
    const seen: string[] = []
    const task = (name: string, milliseconds: number) =>
      queue.run(async () => {
        seen.push(`${name} in`)
        await pause(milliseconds)
        seen.push(`${name} out`)
        return name
      })
    expect(await Promise.all([task('a', 10), task('b', 0), task('c', 5)])).toEqual(['a', 'b', 'c'])
    expect(seen).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out'])
  })

  it('goes on after one that failed', async () => {
    const queue = new Queue()
    const failed = queue.run(() => {
      throw new Error('no')
    })
    const next = queue.run(() => 'next')
    await expect(failed).rejects.toThrow('no')
    expect(await next).toBe('next')
  })

  it('waits until whoever entered leaves', async () => {
    const queue = new Queue()
    const leave = await queue.enter()
    let entered = false
    const next = queue.run(() => {
      entered = true
    })
    await pause(5)
    expect(entered).toBe(false)
    leave()
    await next
    expect(entered).toBe(true)
  })

  it('gives up after the timeout, and passes its place on', async () => {
    const queue = new Queue()
    const leave = await queue.enter()
    const late = queue.run(() => 'late', 5)
    const patient = queue.run(() => 'patient')
    await expect(late).rejects.toThrow('an open transaction kept the database for more than 5 ms')
    leave()
    expect(await patient).toBe('patient')
    expect(await queue.run(() => 'next', 5)).toBe('next')
  })
})
