import type { Database } from './connect.js'

export type Statement = ReturnType<Database['prepare']>

/** Statements kept by one connection. Prisma's clients use few, again and again. */
const MOST_STATEMENTS = 256

/** Prepares each SQL text once, and forgets the one that was not used for the longest time. */
export class Statements {
  readonly #kept = new Map<string, Statement>()

  constructor(private readonly database: Database) {}

  /** A statement that reads integers as BigInt and rows as arrays. */
  prepare(sql: string): Statement {
    const statement = this.#kept.get(sql) ?? this.#create(sql)
    // A Map keeps the order of insertion: the first is the one to forget.
    this.#kept.delete(sql)
    this.#kept.set(sql, statement)
    if (this.#kept.size > MOST_STATEMENTS) {
      const [oldest = ''] = this.#kept.keys()
      this.#kept.delete(oldest)
    }
    return statement
  }

  #create(sql: string): Statement {
    const statement = this.database.prepare(sql)
    statement.setReadBigInts(true)
    statement.setReturnArrays(true)
    return statement
  }
}
