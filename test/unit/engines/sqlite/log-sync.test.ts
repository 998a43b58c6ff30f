import { describe, expect, it } from 'vitest'
import { LogSync } from '../../../../src/engines/sqlite/log-sync.js'

/** A disk whose syncs end when the test says so. */
function createDisk() {
  const ends: { resolve: () => void; reject: (error: Error) => void }[] = []
  const log = new LogSync(() => new Promise((resolve, reject) => ends.push({ resolve, reject })))
  return { log, ends }
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
})
