/** Lets one caller in at a time, in the order they came. */
export class Queue {
  #last: Promise<void> = Promise.resolve()

  /** Resolves when everyone before is done, with the function that lets the next one in. */
  async enter(): Promise<() => void> {
    let leave = (): void => undefined
    const before = this.#last
    this.#last = new Promise((resolve) => {
      leave = resolve
    })
    await before
    return leave
  }

  /** Runs when everyone before is done. */
  async run<T>(task: () => T | Promise<T>): Promise<T> {
    const leave = await this.enter()
    try {
      return await task()
    } finally {
      leave()
    }
  }
}
