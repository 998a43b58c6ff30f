import { fileURLToPath } from 'node:url'
import type { Contender } from '../contender.js'
import { type Run, useDriver } from '../raw-operations.js'

/** Node's own SQLite, or the package with its interface: the driver that Refract uses, with the same durability. */
export const rawSqlite: Contender = {
  name: 'raw driver',
  about:
    'SQL by hand on `node:sqlite` (from Node 24) or `@photostructure/sqlite`; one connection, WAL, `synchronous = FULL`, statements kept',
  providers: ['sqlite'],
  packages: { sqlite: ['@photostructure/sqlite'] },
  journal: 'wal',
  open: async ({ url }) => {
    const { DatabaseSync } = await loadDriver()
    const database = new DatabaseSync(fileURLToPath(url))
    for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON']) database.exec(`PRAGMA ${pragma}`)
    const kept = new Map<string, ReturnType<typeof database.prepare>>()
    const query = (sql: string, values: readonly unknown[]) => {
      const statement = kept.get(sql) ?? database.prepare(sql)
      kept.set(sql, statement)
      return statement.all(...(values as string[])) as Record<string, unknown>[]
    }
    const run: Run = async (sql, values) => query(sql, values)
    // One connection: a transaction waits for the one before.
    let last: Promise<unknown> = Promise.resolve()
    return useDriver({
      run,
      transaction: (task) => {
        const result = last.then(async () => {
          query('BEGIN IMMEDIATE', [])
          try {
            const value = await task(run)
            query('COMMIT', [])
            return value
          } catch (error) {
            query('ROLLBACK', [])
            throw error
          }
        })
        last = result.catch(() => undefined)
        return result
      },
      writeDate: (date) => date.toISOString().replace('Z', '+00:00'),
      readDate: (value) => new Date(value as string),
      close: async () => database.close(),
    })
  },
}

async function loadDriver(): Promise<typeof import('@photostructure/sqlite')> {
  const builtIn: string = 'node:sqlite'
  return Number(process.versions.node.split('.')[0]) < 24 ? import('@photostructure/sqlite') : import(builtIn)
}
