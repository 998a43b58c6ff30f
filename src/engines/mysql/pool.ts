/**
 * A pool of connections. The driver has one, but it keeps the reason why it cannot connect to itself:
 * while a server is away its callers wait until `acquireTimeout` for "pool timeout", and once the
 * server is back up to ten seconds more.
 */

/** How the pool's owner makes and ends what is pooled. */
export interface PoolOwner<C> {
  /** @throws what callers are to be told */
  open(): Promise<C>
  /** False when it is known to be lost. */
  isUsable(connection: C): boolean
  /** Asks the server whether it is still there; called for one that was idle for a while. */
  check(connection: C): Promise<boolean>
  /** True for an error that says nothing about the connections there are: the server takes no more of them. */
  isFull(error: unknown): boolean
  close(connection: C): Promise<void>
}

export interface PoolLimits {
  readonly max: number
  /** Milliseconds that a caller waits for one while all are in use; 0: without end. */
  readonly acquireTimeout: number
  /** Milliseconds that one may be idle; 0: for ever. */
  readonly idleTimeout: number
}

/** All connections were in use for as long as a caller may wait. */
export class PoolTimeoutError extends Error {}

export class PoolClosedError extends Error {}

/** One that was idle for less is taken to be there. */
const CHECK_AFTER = 1_000
/** How long those in use are waited for at the end. */
const END_TIMEOUT = 10_000

interface Waiter<C> {
  /** Later ones have higher numbers. */
  readonly number: number
  resolve(connection: C): void
  reject(error: unknown): void
}

export class ConnectionPool<C extends object> {
  /** The one that was used last comes last, and is used next. */
  readonly #idle: { connection: C; since: number }[] = []
  readonly #used = new Set<C>()
  readonly #waiting = new Set<Waiter<C>>()
  #opening = 0
  #lastNumber = 0
  #reaper: NodeJS.Timeout | undefined
  #closed = false
  #drained: (() => void) | undefined

  constructor(
    private readonly owner: PoolOwner<C>,
    private readonly limits: PoolLimits,
  ) {}

  async acquire(): Promise<C> {
    for (;;) {
      if (this.#closed) throw new PoolClosedError('the client was disconnected')
      const last = this.#idle.pop()
      if (last === undefined) return this.#wait()
      const { connection, since } = last
      if (!this.owner.isUsable(connection)) continue
      this.#used.add(connection)
      if (Date.now() - since < CHECK_AFTER || (await this.owner.check(connection))) return connection
      // Those that were idle for longer are as lost, and to ask each would take its time.
      for (const { connection: other } of this.#idle.splice(0)) void this.owner.close(other)
      this.discard(connection)
    }
  }

  release(connection: C): void {
    if (!this.owner.isUsable(connection)) {
      this.discard(connection)
      return
    }
    if (!this.#used.delete(connection)) return
    if (this.#closed) void this.owner.close(connection)
    else this.#give(connection)
    this.#tellDrained()
  }

  /** Ends one that is of no use any more; another takes its place when it is needed. */
  discard(connection: C): void {
    if (!this.#used.delete(connection)) return
    void this.owner.close(connection)
    this.#openForWaiting()
    this.#tellDrained()
  }

  /** Forgets an idle one that was lost. */
  forget(connection: C): void {
    const at = this.#idle.findIndex((idle) => idle.connection === connection)
    if (at >= 0) this.#idle.splice(at, 1)
  }

  /** Ends the idle ones at once, the others when they come back. */
  async end(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#reaper)
    this.#rejectWaiting(new PoolClosedError('the client was disconnected'))
    await Promise.all(this.#idle.splice(0).map(({ connection }) => this.owner.close(connection)))
    if (this.#used.size === 0 && this.#opening === 0) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, END_TIMEOUT)
      this.#drained = () => {
        clearTimeout(timer)
        resolve()
      }
    })
    for (const connection of this.#used) void this.owner.close(connection)
  }

  #wait(): Promise<C> {
    return new Promise<C>((resolve, reject) => {
      const { acquireTimeout, max } = this.limits
      const giveUp = () => {
        this.#waiting.delete(waiter)
        reject(new PoolTimeoutError(`all ${max} connections were in use for ${acquireTimeout} ms`))
      }
      const timer = acquireTimeout === 0 ? undefined : setTimeout(giveUp, acquireTimeout)
      const settle =
        <T>(then: (value: T) => void) =>
        (value: T) => {
          clearTimeout(timer)
          this.#waiting.delete(waiter)
          then(value)
        }
      const waiter = { number: ++this.#lastNumber, resolve: settle(resolve), reject: settle(reject) }
      this.#waiting.add(waiter)
      this.#openForWaiting()
    })
  }

  #openForWaiting(): void {
    if (this.#closed) return
    while (this.#opening < this.#waiting.size && this.#opening + this.#used.size + this.#idle.length < this.limits.max) void this.#open()
  }

  async #open(): Promise<void> {
    this.#opening += 1
    const last = this.#lastNumber
    try {
      const connection = await this.owner.open()
      this.#opening -= 1
      if (this.#closed) void this.owner.close(connection)
      else this.#give(connection)
    } catch (error) {
      this.#opening -= 1
      // With connections in use there is one to wait for.
      if (this.#used.size === 0 || !this.owner.isFull(error)) {
        // Who came since it was tried is owed another try.
        this.#rejectWaiting(error, last)
        this.#openForWaiting()
      }
    }
    this.#tellDrained()
  }

  #give(connection: C): void {
    const [next] = this.#waiting
    if (next === undefined) {
      this.#idle.push({ connection, since: Date.now() })
      this.#reapLater()
      return
    }
    this.#used.add(connection)
    next.resolve(connection)
  }

  #rejectWaiting(error: unknown, last = Number.POSITIVE_INFINITY): void {
    for (const { number, reject } of [...this.#waiting]) if (number <= last) reject(error)
  }

  #reapLater(): void {
    const { idleTimeout } = this.limits
    const [oldest] = this.#idle
    if (this.#reaper !== undefined || idleTimeout === 0 || oldest === undefined) return
    this.#reaper = setTimeout(
      () => {
        this.#reaper = undefined
        const expired = this.#idle.findIndex(({ since }) => Date.now() - since < idleTimeout)
        for (const { connection } of this.#idle.splice(0, expired < 0 ? this.#idle.length : expired)) void this.owner.close(connection)
        this.#reapLater()
      },
      Math.max(1, oldest.since + idleTimeout - Date.now()),
    )
    this.#reaper.unref()
  }

  #tellDrained(): void {
    if (this.#closed && this.#used.size === 0 && this.#opening === 0) this.#drained?.()
  }
}
