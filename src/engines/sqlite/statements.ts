import type { ColumnType } from '@prisma/driver-adapter-utils'
import type { Database } from './connect.js'
import { type DriverValue, readDeclaredType } from './convert.js'
import { assertOneStatement, changesRows } from './sql.js'

type DriverStatement = ReturnType<Database['prepare']>

/** A prepared statement. */
export interface Statement {
  /** Runs it and gives its rows as arrays, with integers as BigInt. */
  readonly all: DriverStatement['all']
  /** Runs it and gives the number of rows it changed. */
  run(...values: DriverValue[]): number
  columns(): Columns
}

/** The columns of a result, in their order. */
export interface Columns {
  readonly names: string[]
  /** As the table declares it; undefined for an expression. */
  readonly types: readonly (ColumnType | undefined)[]
}

/** Statements kept by one connection. Prisma's clients use few, again and again. */
const MOST_STATEMENTS = 256

/** Prepares each SQL text once, and forgets the one that was not used for the longest time. */
export class Statements {
  readonly #kept = new Map<string, Statement>()

  constructor(private readonly database: Database) {}

  prepare(sql: string): Statement {
    const statement = this.#kept.get(sql) ?? createStatement(this.database, sql)
    // A Map keeps the order of insertion: the first is the one to forget.
    this.#kept.delete(sql)
    this.#kept.set(sql, statement)
    if (this.#kept.size > MOST_STATEMENTS) {
      const [oldest = ''] = this.#kept.keys()
      this.#kept.delete(oldest)
    }
    return statement
  }

  /** After a change of the tables: what is known of columns may be wrong. */
  forget(): void {
    this.#kept.clear()
  }
}

function createStatement(database: Database, sql: string): Statement {
  assertOneStatement(sql)
  const statement = database.prepare(sql)
  statement.setReadBigInts(true)
  statement.setReturnArrays(true)
  let known: Columns | undefined
  // Asking takes as long as reading a row. Another process that changes the tables changes what * stands for.
  const keeps = !sql.includes('*')
  // For any other statement SQLite gives the count of the one before.
  const counts = changesRows(sql)
  return {
    all: statement.all.bind(statement),
    run: (...values) => {
      const { changes } = statement.run(...values)
      return counts ? Number(changes) : 0
    },
    columns: () => {
      const columns = known ?? readColumns(statement)
      if (keeps) known = columns
      return columns
    },
  }
}

function readColumns(statement: DriverStatement): Columns {
  const columns = statement.columns()
  return { names: columns.map(({ name }) => name), types: columns.map(({ type }) => readDeclaredType(type)) }
}
