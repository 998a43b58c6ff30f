import type { Client } from './connect.js'

/** A second connection, opened when something is to be done, that does one thing after the other beside what the first one does. */
export class CopyHelper {
  #client: Promise<Client> | null = null
  #done: Promise<unknown> = Promise.resolve()

  constructor(private readonly openSession: () => Promise<Client>) {}

  /** Whoever needs what the work would have done does it where it has failed. */
  begin(work: (client: Client) => Promise<void>): void {
    this.#client ??= this.openSession()
    const client = this.#client
    this.#done = this.#done.then(async () => work(await client)).catch(() => undefined)
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
