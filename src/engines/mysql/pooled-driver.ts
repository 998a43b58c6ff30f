import type { PoolSettings } from '../../contract/options.js'
import type { DriverConnection, DriverRequest } from './driver.js'
import { breaksConnection, isServerFull, toQueryError } from './errors.js'
import { Lease, Session } from './lease.js'
import { ConnectionPool } from './pool.js'
import { StatementPolicy } from './statements.js'

const PING_TIMEOUT = 1_000

/** What Prisma's adapter takes for the driver's pool. */
export interface PooledDriver {
  query(request: DriverRequest): Promise<unknown>
  execute(request: DriverRequest, values: readonly unknown[]): Promise<unknown>
  getConnection(): Promise<Lease>
  end(): Promise<void>
}

export function createPooledDriver(open: () => Promise<DriverConnection>, settings: PoolSettings): PooledDriver {
  const policy = new StatementPolicy()
  const pool: ConnectionPool<Session> = new ConnectionPool(
    {
      async open() {
        const session = new Session(await open(), policy)
        for (const event of ['error', 'end'] as const) session.connection.on(event, () => pool.forget(session))
        return session
      },
      isUsable: ({ connection }) => connection.isValid(),
      check: ({ connection }) =>
        connection.ping(PING_TIMEOUT).then(
          () => true,
          () => false,
        ),
      isFull: isServerFull,
      close: (session) => session.end(),
    },
    settings,
  )

  const toError = (error: unknown, session?: Session, sql?: string) => {
    if (session !== undefined && breaksConnection(error)) pool.discard(session)
    return toQueryError(error, settings, sql)
  }
  const giveBack = async (session: Session) => {
    try {
      await session.leaveTransaction()
      pool.release(session)
    } catch {
      pool.discard(session)
    }
  }
  const acquire = async () => {
    try {
      return await pool.acquire()
    } catch (error) {
      throw await toError(error)
    }
  }
  const run = async (sql: string, task: (session: Session) => Promise<unknown>) => {
    const session = await acquire()
    try {
      return await session.run(() => task(session))
    } catch (error) {
      throw await toError(error, session, sql)
    } finally {
      await giveBack(session)
    }
  }
  return {
    query: (request) => run(request.sql, ({ connection }) => connection.query(request)),
    execute: (request, values) => run(request.sql, ({ statements }) => statements.run(request, values)),
    getConnection: async () => new Lease(await acquire(), { toError, giveBack }),
    end: () => pool.end(),
  }
}
