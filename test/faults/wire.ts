import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'

/** What becomes of a connection that sends a certain text: the text is lost with it, or arrives and only its answer is lost. */
export type CutAt = 'before' | 'after'

interface Pair {
  readonly client: Socket
  readonly server: Socket
}

/** A wire between a client and a server that can be cut and held. */
export class Wire {
  readonly #pairs = new Set<Pair>()
  readonly #listener: Server
  #held = false
  #trap: { text: string; when: CutAt; sprung: () => void } | undefined

  private constructor(readonly target: URL) {
    // A client that half-closes is a client that goes.
    this.#listener = createServer((client) => this.#join(client))
  }

  static async open(target: string): Promise<Wire> {
    const wire = new Wire(new URL(target))
    wire.#listener.listen(0, '127.0.0.1')
    await new Promise((resolve) => wire.#listener.once('listening', resolve))
    return wire
  }

  /** The target's address, by way of the wire. */
  get url(): string {
    const url = new URL(this.target)
    url.hostname = '127.0.0.1'
    url.port = String((this.#listener.address() as { port: number }).port)
    return url.href
  }

  get connections(): number {
    return this.#pairs.size
  }

  get held(): boolean {
    return this.#held
  }

  /** Resolves when those connections have ended that are there now. */
  async waitForEnd(): Promise<void> {
    await Promise.all([...this.#pairs].map(({ client }) => client.closed || once(client, 'close')))
  }

  /** Cuts every connection: with a reset, as a router or a crash does, or with an orderly end. */
  cut(how: 'reset' | 'end'): number {
    const cut = this.#pairs.size
    for (const pair of this.#pairs) cutPair(pair, how)
    return cut
  }

  /** Forwards nothing more, in either direction, and says so to nobody; new connections are accepted and left alone. */
  hold(): void {
    this.#held = true
    for (const { client, server } of this.#pairs) {
      client.pause()
      server.pause()
    }
  }

  resume(): void {
    this.#held = false
    for (const { client, server } of this.#pairs) {
      client.resume()
      server.resume()
    }
  }

  /** Cuts the next connection whose client sends a text. Resolves when it did. */
  cutAt(text: string, when: CutAt): Promise<void> {
    return new Promise((sprung) => {
      this.#trap = { text, when, sprung }
    })
  }

  async close(): Promise<void> {
    this.cut('reset')
    await new Promise((resolve) => this.#listener.close(resolve))
  }

  #join(client: Socket): void {
    const server = connect(Number(this.target.port), this.target.hostname)
    const pair = { client, server }
    this.#pairs.add(pair)
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      from.setNoDelay(true)
      // That a socket breaks is what is wanted; `close` follows.
      from.on('error', () => undefined)
      from.on('close', () => {
        this.#pairs.delete(pair)
        to.destroy()
      })
    }
    server.on('data', (chunk) => void client.write(chunk))
    client.on('data', (chunk) => this.#forward(pair, chunk))
    if (this.#held) {
      client.pause()
      server.pause()
    }
  }

  #forward(pair: Pair, chunk: Buffer): void {
    const trap = this.#trap
    if (trap === undefined || !chunk.includes(trap.text)) return void pair.server.write(chunk)
    this.#trap = undefined
    if (trap.when === 'after') {
      // The answer shows that the server has done it; it goes no further.
      pair.server.removeAllListeners('data')
      pair.server.once('data', () => cutPair(pair, 'reset'))
      pair.server.write(chunk)
    } else cutPair(pair, 'reset')
    trap.sprung()
  }
}

function cutPair({ client, server }: Pair, how: 'reset' | 'end'): void {
  if (how === 'reset') client.resetAndDestroy()
  else client.destroy()
  server.destroy()
}
