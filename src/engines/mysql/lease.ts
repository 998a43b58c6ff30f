import type { DriverConnection, DriverRequest } from './driver.js'
import { isConflict } from './errors.js'
import { type StatementPolicy, Statements } from './statements.js'

/** SERVER_STATUS_IN_TRANS: https://dev.mysql.com/doc/dev/mysql-server/latest/mysql__com_8h.html */
const IN_TRANSACTION = 1

/** One connection of the pool with what is known of it. */
export class Session {
  readonly statements: Statements

  constructor(
    readonly connection: DriverConnection,
    policy: StatementPolicy,
  ) {
    this.statements = new Statements(connection, policy)
  }

  /** Ends what the last user left open, so that the next one is not inside it. */
  async leaveTransaction(): Promise<void> {
    const { info } = this.connection
    if (info !== null && (info.status & IN_TRANSACTION) !== 0 && this.connection.isValid()) await this.connection.query({ sql: 'ROLLBACK' })
  }
}

export interface LeaseOwner {
  /** An error of the driver in Prisma's kinds. */
  toError(error: unknown, session: Session): Promise<unknown>
  giveBack(session: Session): Promise<void>
}

/**
 * A connection in the hands of one transaction, in the form that Prisma's adapter takes.
 *
 * After a conflict it takes nothing but a rollback, as PostgreSQL does. MySQL has undone the whole
 * transaction after a deadlock, so that later statements would each commit by themselves, and only the
 * one statement after a lock wait, so that half of it would be committed.
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
      if (request.sql === 'COMMIT') await this.#run(() => this.session.connection.query({ sql: 'ROLLBACK' }))
      throw this.#conflict
    }
    const result = await this.#run(() => this.session.connection.query(request))
    if (undoes) this.#conflict = undefined
    return result
  }

  async execute(request: DriverRequest, values: readonly unknown[]): Promise<unknown> {
    if (this.#conflict !== undefined) throw this.#conflict
    return this.#run(() => this.session.statements.run(request, values))
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

  async #run<T>(task: () => Promise<T>): Promise<T> {
    try {
      return await task()
    } catch (error) {
      const told = await this.owner.toError(error, this.session)
      if (isConflict(error)) this.#conflict = told
      throw told
    }
  }
}
