/** How connections are made and kept. What each maps to in each driver: the table in the README. */
export interface PoolOptions {
  /** Most connections open at once. Default 10. SQLite has one that writes and one that reads, whatever this says. */
  readonly max?: number
  /**
   * Milliseconds a query waits for a connection (on SQLite: for another process's lock) before it
   * fails. Default 10,000. On PostgreSQL and MySQL 0 is without end.
   */
  readonly acquireTimeout?: number
  /** Milliseconds a connection may stay unused before it is closed. Default 60,000. SQLite keeps its connections. */
  readonly idleTimeout?: number
}

/** The same with every default filled in, in milliseconds. */
export type PoolSettings = Required<PoolOptions>
