import { describe, expect, it, vi } from 'vitest'
import { LogSync } from '../../../../src/engines/sqlite/log-sync.js'

/** A disk whose syncs end when the test says so. */
function createDisk() {
  const ends: { resolve: () => void; reject: (error: Error) => void }[] = []
  const released = vi.fn()
  const log = new LogSync(() => new Promise((resolve, reject) => ends.push({ resolve, reject })), released)
  return { log, ends, released }
}

const settle = () => new Promise((resolve) => setImmediate(resolve))

describe('LogSync', () => {
  it('lets all commits that come during one sync share the next', async () => {
    const { log, ends } = createDisk()
    const done: string[] = []
    const commit = (name: string) => log.flush().then(() => done.push(name))
    const all = [commit('first'), commit('second'), commit('third')]
    await settle()
    expect(ends).toHaveLength(1)
    ends[0]?.resolve()
    await settle()
    // The first sync may have begun before the second commit: it says nothing of it.
    expect(done).toEqual(['first'])
    expect(ends).toHaveLength(2)
    all.push(commit('fourth'))
    ends[1]?.resolve()
    await settle()
    expect(done).toEqual(['first', 'second', 'third'])
    ends[2]?.resolve()
    await Promise.all(all)
    expect(ends).toHaveLength(3)
  })

  it('fails those whom a sync that failed was for, and no one after them', async () => {
    const { log, ends } = createDisk()
    const first = log.flush()
    const second = log.flush()
    ends[0]?.reject(new Error('no disk'))
    await expect(first).rejects.toThrow('no disk')
    await settle()
    ends[1]?.resolve()
    await second
    const third = log.flush()
    ends[2]?.resolve()
    await third
  })

  it('closes the file when the last sync has ended', async () => {
    const { log, ends, released } = createDisk()
    const closed = log.close()
    await settle()
    // A commit that was there before $disconnect, and asks only now.
    const late = log.flush()
    for (const end of [0, 1]) {
      await settle()
      expect(released).not.toHaveBeenCalled()
      ends[end]?.resolve()
    }
    await Promise.all([late, closed])
    expect(released).toHaveBeenCalledOnce()
  })
})
