import { connect, createServer, type Server, type Socket } from 'node:net'

/** CLIENT_SSL in the second byte of the capabilities: https://dev.mysql.com/doc/dev/mysql-server/latest/group__group__cs__capabilities__flags.html */
const SSL_IN_SECOND_BYTE = 0x08

/**
 * Stands before a server as one who listens would: it takes the offer of TLS out of the greeting, so that the server
 * looks like one without. It can also go away and come back.
 */
export class StrippingProxy {
  strips = true
  readonly #sockets = new Set<Socket>()
  #server: Server | undefined
  #port = 0

  constructor(private readonly target: URL) {}

  /** The server's address by way of this, under a name that is not known to be this machine. */
  get url(): URL {
    const url = new URL(this.target)
    url.hostname = '0.0.0.0'
    url.port = String(this.#port)
    return url
  }

  async open(): Promise<this> {
    const server = createServer((client) => this.#join(client))
    await new Promise<void>((resolve) => server.listen(this.#port, '0.0.0.0', resolve))
    this.#port = (server.address() as { port: number }).port
    this.#server = server
    return this
  }

  /** Cuts every connection and listens no more, until it is opened again. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server?.close(resolve))
    for (const socket of this.#sockets) socket.destroy()
    await closed
  }

  #join(client: Socket): void {
    const upstream = connect(Number(this.target.port || 3306), this.target.hostname)
    for (const socket of [client, upstream]) {
      this.#sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        this.#sockets.delete(socket)
        client.destroy()
        upstream.destroy()
      })
    }
    const { strips } = this
    upstream.once('data', (greeting: Buffer) => {
      if (strips) withoutTls(greeting)
      client.write(greeting)
      upstream.pipe(client)
    })
    client.pipe(upstream)
  }
}

/** Header (4 bytes), protocol (1), version up to a zero, connection (4), salt (8), a zero (1), capabilities. */
function withoutTls(greeting: Buffer): void {
  const at = greeting.indexOf(0, 5) + 1 + 4 + 8 + 1 + 1
  greeting[at] = (greeting[at] ?? 0) & ~SSL_IN_SECOND_BYTE
}
