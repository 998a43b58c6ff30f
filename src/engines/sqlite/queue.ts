/** Lets one caller in at a time, in the order they came. */
export class Queue {
  #last: Promise<void> = Promise.resolve()
  #inside = 0

  /**
   * Resolves when everyone before is done, with the function that lets the next one in.
   *
   * @param timeout milliseconds to wait at most; without it, forever
   * @throws {QueueTimeoutError}
   */
  async enter(timeout?: number): Promise<() => void> {
    const before = this.#last
    const free = this.#inside === 0
    let open = (): void => undefined
    this.#last = new Promise((resolve) => {
      open = resolve
    })
    this.#inside += 1
    let left = false
    const leave = (): void => {
      if (left) return
      left = true
      this.#inside -= 1
      open()
    }
    if (free || timeout === undefined) await before
    else if (!(await endsWithin(before, timeout))) {
      // Whoever gave up still has a place, which passes on as soon as it is reached.
      void before.then(leave)
      throw new QueueTimeoutError(timeout)
    }
    return leave
  }

  /** Runs when everyone before is done. */
  async run<T>(task: () => T | Promise<T>, timeout?: number): Promise<T> {
    const leave = await this.enter(timeout)
    try {
      return await task()
    } finally {
      leave()
    }
  }
}

export class QueueTimeoutError extends Error {
  override readonly name = 'QueueTimeoutError'

  constructor(timeout: number) {
    super(`an open transaction kept the database for more than ${timeout} ms`)
  }
}

async function endsWithin(promise: Promise<void>, timeout: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), timeout)
  })
  try {
    return await Promise.race([promise.then(() => true), late])
  } finally {
    clearTimeout(timer)
  }
}
