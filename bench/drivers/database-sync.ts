import type { Connection, Driver, OpenOptions, Value } from './driver.js'

interface DatabaseSync {
  exec(sql: string): void
  prepare(sql: string): {
    all(...values: Value[]): unknown
    run(...values: Value[]): { changes: number | bigint; lastInsertRowid: number | bigint }
    columns(): { name: string; type: string | null }[]
    setReadBigInts(on: boolean): void
    setReturnArrays(on: boolean): void
  }
  function(name: string, options: { deterministic: boolean }, run: (value: Value) => Value): void
  close(): void
}

interface SqliteModule {
  DatabaseSync: new (path: string, options: { readOnly: boolean; timeout: number }) => DatabaseSync
  backup?: (source: DatabaseSync, path: string) => Promise<unknown>
}

/** Node's own module and the packages that have its interface. */
function createDriver(name: string, specifier: string, node: number): Driver {
  return {
    name,
    package: specifier.startsWith('node:') ? null : specifier,
    node,
    wal: true,
    load: async () => {
      const sqlite = (await import(specifier)) as SqliteModule
      return (path, options) => connect(sqlite, path, options)
    },
  }
}

function connect({ DatabaseSync, backup }: SqliteModule, path: string, { readOnly = false }: OpenOptions = {}): Connection {
  const database = new DatabaseSync(path, { readOnly, timeout: 0 })
  return {
    exec: (sql) => database.exec(sql),
    prepare: (sql) => {
      const statement = database.prepare(sql)
      statement.setReadBigInts(true)
      statement.setReturnArrays(true)
      return {
        all: (...values) => statement.all(...values) as Value[][],
        run: (...values) => statement.run(...values),
        columns: () => statement.columns(),
      }
    },
    close: () => database.close(),
    define: (name, run) => database.function(name, { deterministic: true }, run),
    ...(backup === undefined ? {} : { backup: (to: string) => backup(database, to) }),
    has: (method) => method in database,
  }
}

export const nodeSqlite = createDriver('node:sqlite', 'node:sqlite', 22)
export const photostructure1 = createDriver('@photostructure/sqlite 1', '@photostructure/sqlite', 20)
export const photostructure2 = createDriver('@photostructure/sqlite 2', 'photostructure-sqlite-2', 22)
