import type { Client } from './connect.js'
import { raiseMemory } from './memory.js'

/** What a comparison of keys may take: with the server's default of 4 MB those of 200,000 rows go to the disk, which takes half as long again. */
const KEYS_MEMORY = '32MB'

/** A second connection, opened when something is to be done, that does one thing after the other beside what the first one does. */
export class CopyHelper {
  #client: Promise<Client> | null = null
  #done: Promise<unknown> = Promise.resolve()

  constructor(private readonly openSession: () => Promise<Client>) {}

  /** Whoever needs what the work would have done does it where it has failed. */
  begin(work: (client: Client) => Promise<void>): void {
    this.#client ??= this.#open()
    const client = this.#client
    this.#done = this.#done.then(async () => work(await client)).catch(() => undefined)
  }

  async #open(): Promise<Client> {
    const client = await this.openSession()
    // Nobody waits for it: processes of its own would take from the others what they need.
    await client.query(`SET max_parallel_workers_per_gather = 0; ${raiseMemory('work_mem', KEYS_MEMORY, 'session')}`)
    return client
  }

  async settle(): Promise<void> {
    await this.#done
  }

  /** To be called at last, whatever happened. */
  async close(): Promise<void> {
    await this.#done
    const client = await this.#client?.catch(() => null)
    await client?.end().catch(() => undefined)
  }
}
