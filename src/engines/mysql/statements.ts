import { type DriverConnection, type DriverRequest, type DriverStatement, numberOf } from './driver.js'

/** Statements that one connection keeps prepared. A server allows 16,382 for all its clients together unless told otherwise. */
const MOST_KEPT = 100
/** Longer texts, such as an insert of many rows, cost the server more memory than their parsing costs time. */
const LONGEST_TEXT = 16_384
/** Texts that a pool remembers to have run once. */
const MOST_SEEN = 500

/** "Can't create more than max_prepared_stmt_count statements" */
const TOO_MANY_STATEMENTS = 1461
/** "Mixing of GROUP columns with no GROUP columns": MariaDB 11.8 says so when it runs some aggregates over a subquery again. */
const MIXED_GROUPS = 1140
/** "This command is not supported in the prepared statement protocol yet" */
const NOT_PREPARABLE = 1295

/**
 * A statement's text with the types that the driver sends for its values. MySQL settles the type of a parameter when a
 * statement first runs, and casts what comes later to it: after `SELECT ?` with 1.5, a bigint loses its last digits
 * (https://dev.mysql.com/doc/refman/8.4/en/prepare.html).
 */
function keyOf(sql: string, values: readonly unknown[]): string {
  let types = ''
  for (const value of values) types += typeOf(value)
  return `${types} ${sql}`
}

function typeOf(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return 's'
    case 'number':
      // Others are sent as DOUBLE.
      return Number.isInteger(value) && value >= -2147483648 && value < 2147483647 ? 'i' : 'd'
    case 'bigint':
      return value >= 2n ** 63n ? 'u' : 'l'
    case 'boolean':
      return 'b'
    default:
      return value == null ? '-' : 'o'
  }
}

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
  isWorthKeeping(key: string): boolean {
    if (key.length > LONGEST_TEXT || this.#seen.has(key)) return key.length <= LONGEST_TEXT
    if (this.#seen.size >= MOST_SEEN) this.#seen.clear()
    this.#seen.add(key)
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
    const key = keyOf(request.sql, values)
    const kept = this.#find(key)
    if (kept !== undefined) return this.#runKept(key, kept, request, values)
    const keep = this.policy.keeps && this.policy.isWorthKeeping(key)
    let statement: DriverStatement
    try {
      statement = await this.#prepare(request)
    } catch (error) {
      if (numberOf(error) === NOT_PREPARABLE && values.length === 0) return this.connection.query(request)
      throw error
    }
    const result = statement.execute(values, request)
    // The driver sends in order: a statement is closed after what runs on it.
    if (keep && this.policy.keeps) this.#keep(key, statement)
    else statement.close()
    return result
  }

  async #runKept(key: string, kept: DriverStatement, request: DriverRequest, values: readonly unknown[]): Promise<unknown> {
    try {
      return await kept.execute(values, request)
    } catch (error) {
      // It ran before: what has changed is in the server alone, which has done nothing of it yet.
      if (numberOf(error) !== MIXED_GROUPS) throw error
      if (this.#kept.delete(key)) kept.close()
      const statement = await this.#prepare(request)
      const result = statement.execute(values, request)
      statement.close()
      return result
    }
  }

  #find(key: string): DriverStatement | undefined {
    if (!this.policy.keeps) this.#closeAll()
    const statement = this.#kept.get(key)
    if (statement === undefined) return undefined
    this.#kept.delete(key)
    this.#kept.set(key, statement)
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

  #keep(key: string, statement: DriverStatement): void {
    // Queries of one transaction may run together: another may have prepared the same.
    this.#kept.get(key)?.close()
    this.#kept.set(key, statement)
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
