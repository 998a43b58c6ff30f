import type { Driver, Value } from './driver.js'

interface Database {
  exec(sql: string): void
  prepare(sql: string): {
    all(values: Value[]): Record<string, Value>[]
    run(values: Value[]): { changes: number; lastInsertRowid: number | bigint }
  }
  function(name: string, run: (value: Value) => Value, options: { deterministic: boolean }): void
  close(): void
}

interface DatabaseModule {
  default: { Database: new (path: string, options: { readOnly: boolean }) => Database }
}

/** SQLite in WebAssembly: rows are objects only, and an integer is a BigInt only where it must be. */
export const nodeSqlite3Wasm: Driver = {
  name: 'node-sqlite3-wasm',
  package: 'node-sqlite3-wasm',
  node: null,
  wal: false,
  load: async () => {
    const specifier: string = 'node-sqlite3-wasm'
    const { Database } = ((await import(specifier)) as DatabaseModule).default
    return (path, { readOnly = false } = {}) => {
      const database = new Database(path, { readOnly })
      return {
        exec: (sql) => database.exec(sql),
        prepare: (sql) => {
          const statement = database.prepare(sql)
          return {
            all: (...values) => statement.all(values).map((row) => Object.values(row)),
            run: (...values) => statement.run(values),
          }
        },
        close: () => database.close(),
        define: (name, run) => void database.function(name, run, { deterministic: true }),
        has: (method) => method in database,
      }
    }
  },
}
