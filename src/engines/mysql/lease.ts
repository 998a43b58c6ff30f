import type { DriverConnection, DriverRequest } from './driver.js'
import { undoesTransaction } from './errors.js'
import { PoolClosedError } from './pool.js'
import { type StatementPolicy, Statements } from './statements.js'

/** SERVER_STATUS_IN_TRANS and SERVER_STATUS_AUTOCOMMIT: https://dev.mysql.com/doc/dev/mysql-server/latest/mysql__com_8h.html */
const IN_TRANSACTION = 1
const AUTOCOMMIT = 2
/** How long a server is waited for to say goodbye. */
const CLOSE_TIMEOUT = 2_000

/** One connection of the pool with what is known of it. */
export class Session {
  readonly statements: Statements
  readonly #running = new Set<(error: Error) => void>()

  constructor(
    readonly connection: DriverConnection,
    policy: StatementPolicy,
  ) {
    this.statements = new Statements(connection, policy)
  }

  /** Runs something on the connection, and tells its end in any case. */
  run<T>(task: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#running.add(reject)
      void task()
        .then(resolve, reject)
        .finally(() => this.#running.delete(reject))
    })
  }

  /**
   * Ends what the last user left open, so that the next one is not inside it.
   *
   * @throws where the connection is of no use to the next one
   */
  async leaveTransaction(): Promise<void> {
    const { info } = this.connection
    if (info === null || !this.connection.isValid()) return
    if ((info.status & IN_TRANSACTION) !== 0) await this.connection.query({ sql: 'ROLLBACK' })
    // A raw SET, or a procedure: nothing that the next one writes would last.
    if ((info.status & AUTOCOMMIT) === 0) throw new Error('the session has autocommit off')
  }

  /** Ends the connection. The driver forgets what still runs on it: neither an answer nor an error would ever come. */
  async end(): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    const timeout = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, CLOSE_TIMEOUT)
    })
    await Promise.race([this.connection.end().catch(() => undefined), timeout])
    clearTimeout(timer)
    for (const reject of this.#running) reject(new PoolClosedError('the connection was closed while this was running'))
  }
}

export interface LeaseOwner {
  /** An error of the driver in Prisma's kinds. */
  toError(error: unknown, session: Session, sql: string): Promise<unknown>
  giveBack(session: Session): Promise<void>
}

/**
 * A connection in the hands of one transaction, in the form that Prisma's adapter takes.
 *
 * After a conflict it takes nothing but a rollback, as PostgreSQL does. MySQL has undone the whole
 * transaction after a deadlock, or when it is out of locks, so that later statements would each commit
 * by themselves, and only the one statement after a lock wait, so that half of it would be committed.
 */
export class Lease {
  #conflict: unknown

  constructor(
    private readonly session: Session,
    private readonly owner: LeaseOwner,
  ) {}

  async query(request: DriverRequest): Promise<unknown> {
    const undoes = request.sql.startsWith('ROLLBACK')
    if (this.#conflict !== undefined && !undoes) {
      if (request.sql === 'COMMIT') await this.#run('ROLLBACK', () => this.session.connection.query({ sql: 'ROLLBACK' }))
      throw this.#conflict
    }
    const result = await this.#run(request.sql, () => this.session.connection.query(request))
    if (undoes) this.#conflict = undefined
    return result
  }

  async execute(request: DriverRequest, values: readonly unknown[]): Promise<unknown> {
    if (this.#conflict !== undefined) throw this.#conflict
    return this.#run(request.sql, () => this.session.statements.run(request, values))
  }

  on(event: 'error', listener: (error?: unknown) => void): void {
    this.session.connection.on(event, listener)
  }

  off(event: 'error', listener: (error?: unknown) => void): void {
    this.session.connection.off(event, listener)
  }

  async release(): Promise<void> {
    await this.owner.giveBack(this.session)
  }

  async #run<T>(sql: string, task: () => Promise<T>): Promise<T> {
    try {
      return await this.session.run(task)
    } catch (error) {
      const told = await this.owner.toError(error, this.session, sql)
      if (undoesTransaction(error)) this.#conflict = told
      throw told
    }
  }
}
