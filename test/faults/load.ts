import type { PortableClient } from '../../src/index.js'
import type { Failure } from './failures.js'
import { sleep } from './running.js'
import { writes } from './write-kinds.js'

const WRITERS = 8
const READERS = 4
let counter = 0

/** Writers and readers that go on whatever happens, and a record of what they were told. */
export class Load {
  readonly prefix = `load${process.pid}x${++counter}`
  readonly acknowledged = new Set<string>()
  readonly failures: Failure[] = []
  reads = 0
  #stopped = false
  readonly #workers: readonly Promise<void>[]

  constructor(readonly db: PortableClient) {
    const kinds = Object.keys(writes)
    this.#workers = [
      ...Array.from({ length: WRITERS }, (_, writer) => this.#write(kinds[writer % kinds.length] as string, writer)),
      ...Array.from({ length: READERS }, () => this.#read()),
    ]
  }

  /** Lets every worker end what it is at. */
  async stop(): Promise<void> {
    this.#stopped = true
    await Promise.all(this.#workers)
  }

  async #write(kind: string, writer: number): Promise<void> {
    for (let index = 0; !this.#stopped; index++) {
      const key = `${this.prefix}-${kind}-${writer}-${index}`
      await this.#attempt(async () => {
        await writes[kind]?.(this.db, key)
        this.acknowledged.add(key)
      })
    }
  }

  async #read(): Promise<void> {
    while (!this.#stopped) {
      await this.#attempt(async () => {
        await this.db.user.findMany({ where: { email: { startsWith: this.prefix } }, take: 10 })
        this.reads++
      })
    }
  }

  async #attempt(call: () => Promise<void>): Promise<void> {
    const began = performance.now()
    try {
      await call()
    } catch (error) {
      this.failures.push({ error, began, took: performance.now() - began })
      await sleep(20)
    }
  }
}
