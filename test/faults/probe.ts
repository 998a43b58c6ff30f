import { createClient } from '../../src/index.js'
import { type Failure, measure } from './failures.js'
import { sleep } from './running.js'
import type { ServerKind } from './servers.js'

/** Asks connections what they are set to, again and again, whatever happens to them. */
export class Probe {
  readonly seen: Record<string, unknown>[] = []
  readonly failures: Failure[] = []
  #stopped = false
  readonly #worker: Promise<void>

  constructor(kind: ServerKind, url: string) {
    this.#worker = this.#ask(kind, url)
  }

  async stop(): Promise<void> {
    this.#stopped = true
    await this.#worker
  }

  async #ask(kind: ServerKind, url: string): Promise<void> {
    // Raw SQL is the exact client's; its form takes a literal, which the provider of a case is not.
    const db = createClient(kind.provider as 'postgresql', { url, pool: { max: 1 }, errorFormat: 'minimal' })
    while (!this.#stopped) {
      const answer = await measure(() => db.$queryRawUnsafe<Record<string, unknown>[]>(kind.session.sql))
      if ('error' in answer) this.failures.push(answer)
      else this.seen.push(...answer.value)
      await sleep(10)
    }
    await db.$disconnect()
  }
}
