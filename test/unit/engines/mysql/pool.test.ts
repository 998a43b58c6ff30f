import { describe, expect, it, vi } from 'vitest'
import { ConnectionPool, PoolClosedError, PoolTimeoutError } from '../../../../src/engines/mysql/pool.js'

interface Fake {
  readonly id: number
  usable: boolean
  answers: boolean
}

const FULL = new Error('full')
const LIMITS = { max: 2, acquireTimeout: 50, idleTimeout: 0 }

function createPool(limits: Partial<typeof LIMITS> = {}) {
  const state = { opened: 0, closed: [] as number[], error: undefined as Error | undefined }
  const pool = new ConnectionPool<Fake>(
    {
      async open() {
        const { error } = state
        await Promise.resolve()
        if (error !== undefined) throw error
        return { id: ++state.opened, usable: true, answers: true }
      },
      isUsable: ({ usable }) => usable,
      check: async ({ answers }) => answers,
      isFull: (error) => error === FULL,
      close: async ({ id }) => void state.closed.push(id),
    },
    { ...LIMITS, ...limits },
  )
  return { pool, state }
}

describe('ConnectionPool', () => {
  it('opens as many as are needed and no more than it may, and hands them on in turn', async () => {
    const { pool, state } = createPool()
    const [first, second] = await Promise.all([pool.acquire(), pool.acquire()])
    const waiting = [pool.acquire(), pool.acquire()]
    expect(state.opened).toBe(2)
    pool.release(second)
    pool.release(first)
    expect((await Promise.all(waiting)).map(({ id }) => id)).toEqual([second.id, first.id])
    expect(state.opened).toBe(2)
  })

  it('uses the one again that was used last', async () => {
    const { pool } = createPool()
    const [first, second] = await Promise.all([pool.acquire(), pool.acquire()])
    pool.release(first)
    pool.release(second)
    expect(await pool.acquire()).toBe(second)
  })

  it('tells everyone who waits at once why it cannot connect, and connects as soon as it can', async () => {
    const { pool, state } = createPool({ acquireTimeout: 60_000 })
    state.error = new Error('refused')
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => pool.acquire()))
    expect(outcomes.every((outcome) => outcome.status === 'rejected' && outcome.reason === state.error)).toBe(true)
    state.error = undefined
    expect(await pool.acquire()).toMatchObject({ id: 1 })
  })

  it('tells nobody of a failure that began before they asked', async () => {
    const { pool, state } = createPool({ max: 1, acquireTimeout: 60_000 })
    state.error = new Error('refused')
    const first = pool.acquire().catch((error: unknown) => error)
    state.error = undefined
    const second = pool.acquire()
    expect(await first).toMatchObject({ message: 'refused' })
    expect(await second).toMatchObject({ usable: true })
  })

  it('waits for one in use where the server takes no more connections', async () => {
    const { pool, state } = createPool()
    const first = await pool.acquire()
    state.error = FULL
    const second = pool.acquire()
    await new Promise((resolve) => setTimeout(resolve, 5))
    pool.release(first)
    expect(await second).toBe(first)
    pool.discard(first)
    await expect(pool.acquire()).rejects.toBe(FULL)
  })

  it('lets nobody wait longer than they may', async () => {
    const { pool } = createPool({ max: 1 })
    const held = await pool.acquire()
    await expect(pool.acquire()).rejects.toThrow(PoolTimeoutError)
    pool.release(held)
    expect(await pool.acquire()).toBe(held)
  })

  it('waits without end where acquireTimeout is 0', async () => {
    const { pool } = createPool({ max: 1, acquireTimeout: 0 })
    const held = await pool.acquire()
    const waiting = pool.acquire()
    await new Promise((resolve) => setTimeout(resolve, 30))
    pool.release(held)
    expect(await waiting).toBe(held)
  })

  it('never hands out one that was lost, and opens another for who waits', async () => {
    const { pool, state } = createPool({ max: 1 })
    const first = await pool.acquire()
    const waiting = pool.acquire()
    first.usable = false
    pool.release(first)
    const second = await waiting
    expect(second.id).toBe(2)
    pool.release(second)
    second.usable = false
    expect(await pool.acquire()).toMatchObject({ id: 3 })
    expect(state.closed).toEqual([1])
  })

  it('asks the server about one that was idle for a while, and about no other once it does not answer', async () => {
    vi.useFakeTimers()
    try {
      const { pool, state } = createPool()
      const [first, second] = await Promise.all([pool.acquire(), pool.acquire()])
      for (const connection of [first, second]) {
        connection.answers = false
        pool.release(connection)
      }
      expect(await pool.acquire()).toBe(second)
      pool.release(second)
      vi.advanceTimersByTime(2_000)
      expect(await pool.acquire()).toMatchObject({ id: 3 })
      expect(state.closed).toEqual([1, 2])
    } finally {
      vi.useRealTimers()
    }
  })

  it('closes what was idle for too long', async () => {
    vi.useFakeTimers()
    try {
      const { pool, state } = createPool({ idleTimeout: 100 })
      const [first, second] = await Promise.all([pool.acquire(), pool.acquire()])
      pool.release(first)
      vi.advanceTimersByTime(60)
      pool.release(second)
      vi.advanceTimersByTime(60)
      expect(state.closed).toEqual([first.id])
      vi.advanceTimersByTime(60)
      expect(state.closed).toEqual([first.id, second.id])
      expect(await pool.acquire()).toMatchObject({ id: 3 })
    } finally {
      vi.useRealTimers()
    }
  })

  it('ends with the last one that comes back, and takes nobody any more', async () => {
    const { pool, state } = createPool({ max: 1, acquireTimeout: 60_000 })
    const held = await pool.acquire()
    const waiting = expect(pool.acquire()).rejects.toThrow(PoolClosedError)
    const ended = pool.end()
    await waiting
    await expect(pool.acquire()).rejects.toThrow(PoolClosedError)
    expect(state.closed).toEqual([])
    pool.release(held)
    await ended
    expect(state.closed).toEqual([held.id])
  })
})
