import type { Connection, Driver, OpenOptions, Value } from './driver.js'

interface Database {
  exec(sql: string): void
  prepare(sql: string): {
    reader: boolean
    all(...values: Value[]): unknown
    run(...values: Value[]): { changes: number | bigint; lastInsertRowid: number | bigint }
    columns(): { name: string; type: string | null }[]
    safeIntegers(on: boolean): void
    raw(on: boolean): void
  }
  function(name: string, options: { deterministic: boolean }, run: (value: Value) => Value): void
  backup(path: string): Promise<unknown>
  close(): void
}

interface DatabaseModule {
  default: new (path: string, options: { readonly: boolean; timeout: number }) => Database
}

function createDriver(name: string, specifier: string, node: number | null): Driver {
  return {
    name,
    package: specifier,
    node,
    wal: true,
    load: async () => {
      const { default: Database } = (await import(specifier)) as DatabaseModule
      return (path, options) => connect(Database, path, options)
    },
  }
}

function connect(Database: DatabaseModule['default'], path: string, { readOnly = false }: OpenOptions = {}): Connection {
  const database = new Database(path, { readonly: readOnly, timeout: 0 })
  return {
    exec: (sql) => database.exec(sql),
    prepare: (sql) => {
      const statement = database.prepare(sql)
      statement.safeIntegers(true)
      // A statement without rows refuses it.
      if (statement.reader) statement.raw(true)
      return {
        all: (...values) => statement.all(...values) as Value[][],
        run: (...values) => statement.run(...values),
        columns: () => statement.columns(),
      }
    },
    close: () => database.close(),
    define: (name, run) => database.function(name, { deterministic: true }, run),
    backup: (to) => database.backup(to),
    has: (method) => method in database,
  }
}

export const betterSqlite12 = createDriver('better-sqlite3 12', 'better-sqlite3', 20)
export const betterSqlite13 = createDriver('better-sqlite3 13', 'better-sqlite3-13', 22)
/** A fork of SQLite behind the same interface. */
export const libsql = createDriver('libsql', 'libsql', null)
