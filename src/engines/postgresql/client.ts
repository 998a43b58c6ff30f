import { type DriverClient, type DriverClientClass, type DriverConnection, type DriverQuery, isServerError } from './driver.js'
import { startupParameters } from './session.js'
import { StatementNames, type Statements } from './statements.js'

/**
 * What a parameter of the wrong type leads to: a value that is not of it or out of its range, an
 * operator or an assignment that does not exist for it.
 */
const OUTDATED_TYPES = ['22003', '22007', '22008', '22P02', '42804', '42846', '42883', '42P08', '42P18']

/** What a statement after one that failed is told; the first one has the reason. */
const TRANSACTION_ABORTED = '25P02'

/** One of the pool's connections. */
export interface SessionClient extends DriverClient {
  /** The session's time zone, as the server reports it; undefined where it does not. */
  readonly zone: string | undefined
  /** The server's major version, as it reports it. */
  readonly serverVersion: number | undefined
}

/**
 * pg's client with what each session needs: its start-up parameters, `sslmode=prefer` on one
 * connection, and prepared statements under names.
 */
export function extendClient<C extends DriverClientClass>(Client: C, options: { prefersTls: boolean; statements: Statements }): C {
  const { prefersTls, statements } = options
  class RefractClient extends Client implements SessionClient {
    zone: string | undefined
    serverVersion: number | undefined
    readonly #names: StatementNames
    #running = 0
    /** What the server said last: in a transaction, why it takes nothing more of it. */
    #failure: unknown

    // biome-ignore lint/suspicious/noExplicitAny: a mixin's constructor takes what its base takes (TS2545)
    constructor(...args: any[]) {
      super(...args)
      const { connection } = this
      this.#names = new StatementNames(statements, (name) => closeStatement(connection, name))
      connection.on('parameterStatus', ({ parameterName, parameterValue }) => {
        if (parameterName === 'TimeZone') this.zone = parameterValue
        if (parameterName === 'server_version') this.serverVersion = Number.parseInt(parameterValue, 10)
      })
      if (prefersTls) acceptPlain(connection)
    }

    override getStartupConf(): Record<string, string> {
      return { ...super.getStartupConf(), ...startupParameters }
    }

    override async query(config: DriverQuery | string, ...more: unknown[]): ReturnType<DriverClient['query']> {
      // A caller with a callback expects no promise: that is pg's own pool.
      if (typeof config === 'string' || more.length > 0) return super.query(config, ...more)
      // A name is given when its query is sent at once: what waits in line could lose it before it is sent.
      const name = this.#running === 0 && takesName(config) ? this.#names.nameOf(config.text) : undefined
      const reused = name !== undefined && name in this.connection.parsedStatements
      this.#running += 1
      try {
        const result = await super.query(name === undefined ? config : { ...config, name })
        // A transaction in which a statement failed is answered so, and its caller would take it for committed.
        if (config.text === 'COMMIT' && result.command === 'ROLLBACK') throw this.#failure
        return result
      } catch (error) {
        if (isServerError(error) && error.code !== TRANSACTION_ABORTED) this.#failure = error
        if (name === undefined || !this.#outdates(error, config.text, reused)) throw error
        // What failed has changed nothing, so it may run again; inside a transaction the server takes no more of it.
        if (this.getTransactionStatus() !== 'I') throw error
        return await super.query(config)
      } finally {
        this.#running -= 1
      }
    }

    /** True for an error that may come from the name and not from the query. */
    #outdates(error: unknown, text: string, reused: boolean): boolean {
      if (!isServerError(error)) return false
      // The name is unknown, or taken: a pooler hands each query to another connection.
      if (error.code === '26000' || error.code === '42P05') statements.named = false
      // "cached plan must not change result type": a migration has run, and other statements are outdated too.
      else if (error.code === '0A000' && reused) statements.outdate()
      // A parameter's type was settled when the statement was prepared: the column may have another by now.
      else if (OUTDATED_TYPES.includes(error.code) && reused) statements.outdate(text)
      else return false
      this.#names.forget(text)
      return true
    }
  }
  return RefractClient
}

/** A query without parameters may be several, which cannot be prepared; other kinds may end a transaction half way. */
function takesName({ text, values = [] }: DriverQuery): boolean {
  return values.length > 0 && /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b/i.test(text)
}

/** Sent along with the next query, without waiting for the answer. */
function closeStatement(connection: DriverConnection, name: string): void {
  if (!(name in connection.parsedStatements)) return
  delete connection.parsedStatements[name]
  connection.close({ type: 'S', name })
}

/**
 * pg ends a connection whose server has no TLS; libpq goes on without, on the same connection, which
 * is what `sslmode=prefer` means. The server's answer is one byte:
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-SSL
 */
function acceptPlain(connection: DriverConnection): void {
  const connect = connection.connect.bind(connection)
  connection.connect = (port, host) => {
    connect(port, host)
    const { stream } = connection
    const [read] = stream.listeners('data') as ((answer: Buffer) => void)[]
    if (read === undefined) return
    stream.removeListener('data', read)
    stream.once('data', (answer: Buffer) => {
      if (answer.toString('latin1') !== 'N') return read(answer)
      connection.attachListeners(stream)
      connection.emit('sslconnect')
    })
  }
}
