import { type DriverConnection, type DriverRequest, type DriverStatement, numberOf } from './driver.js'

/** Statements that one connection keeps prepared. A server allows 16,382 for all its clients together unless told otherwise. */
const MOST_KEPT = 100
/** Longer texts, such as an insert of many rows, cost the server more memory than their parsing costs time. */
const LONGEST_TEXT = 16_384
/** Texts that a pool remembers to have run once. */
const MOST_SEEN = 500

/** "Can't create more than max_prepared_stmt_count statements" */
const TOO_MANY_STATEMENTS = 1461
/** "This command is not supported in the prepared statement protocol yet" */
const NOT_PREPARABLE = 1295

/** What the connections of a pool know together. */
export class StatementPolicy {
  #keeps = true
  readonly #seen = new Set<string>()

  get keeps(): boolean {
    return this.#keeps
  }

  /** The server has no room: statements are prepared for one use from here on, as without this. */
  keepNoMore(): void {
    this.#keeps = false
    this.#seen.clear()
  }

  /** True from the second use on: a list of many sizes in an `IN` pushes nothing out. */
  isWorthKeeping(sql: string): boolean {
    if (sql.length > LONGEST_TEXT || this.#seen.has(sql)) return sql.length <= LONGEST_TEXT
    if (this.#seen.size >= MOST_SEEN) this.#seen.clear()
    this.#seen.add(sql)
    return false
  }
}

/**
 * The prepared statements of one connection, in place of the driver's own: its cache forgets to close
 * a statement that several callers used at once, until the server has no room for more; and on MariaDB its
 * `execute` sends the statement and its run together, as "run what was prepared last": where preparing
 * fails, the server may run another statement that was kept.
 */
export class Statements {
  // A Map keeps the order of insertion: the first is the one that was not used for the longest time.
  readonly #kept = new Map<string, DriverStatement>()

  constructor(
    private readonly connection: DriverConnection,
    private readonly policy: StatementPolicy,
  ) {}

  async run(request: DriverRequest, values: readonly unknown[]): Promise<unknown> {
    const kept = this.#find(request.sql)
    if (kept !== undefined) return kept.execute(values, request)
    const keep = this.policy.keeps && this.policy.isWorthKeeping(request.sql)
    let statement: DriverStatement
    try {
      statement = await this.#prepare(request)
    } catch (error) {
      if (numberOf(error) === NOT_PREPARABLE && values.length === 0) return this.connection.query(request)
      throw error
    }
    const result = statement.execute(values, request)
    // The driver sends in order: a statement is closed after what runs on it.
    if (keep && this.policy.keeps) this.#keep(request.sql, statement)
    else statement.close()
    return result
  }

  #find(sql: string): DriverStatement | undefined {
    if (!this.policy.keeps) this.#closeAll()
    const statement = this.#kept.get(sql)
    if (statement === undefined) return undefined
    this.#kept.delete(sql)
    this.#kept.set(sql, statement)
    return statement
  }

  async #prepare(request: DriverRequest): Promise<DriverStatement> {
    try {
      return await this.connection.prepare(request)
    } catch (error) {
      if (numberOf(error) !== TOO_MANY_STATEMENTS) throw error
      this.policy.keepNoMore()
      this.#closeAll()
      return this.connection.prepare(request)
    }
  }

  #keep(sql: string, statement: DriverStatement): void {
    // Queries of one transaction may run together: another may have prepared the same.
    this.#kept.get(sql)?.close()
    this.#kept.set(sql, statement)
    if (this.#kept.size <= MOST_KEPT) return
    const [[oldest, unused]] = this.#kept as unknown as [[string, DriverStatement]]
    this.#kept.delete(oldest)
    unused.close()
  }

  #closeAll(): void {
    for (const statement of this.#kept.values()) statement.close()
    this.#kept.clear()
  }
}
