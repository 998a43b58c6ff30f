import pg from 'pg'
import type { Contender } from '../contender.js'
import { type Run, useDriver } from '../raw-operations.js'

export const rawPg: Contender = {
  name: 'raw driver',
  about: 'SQL by hand on `pg`, named prepared statements',
  providers: ['postgresql'],
  packages: { postgresql: ['pg'] },
  open: async ({ url, poolSize }) => {
    const pool = new pg.Pool({ connectionString: url, max: poolSize })
    const names = new Map<string, { name: string; text: string }>()
    const prepare = (sql: string) => {
      let at = 0
      const statement = names.get(sql) ?? { name: `bench_${names.size}`, text: sql.replaceAll('?', () => `$${++at}`) }
      names.set(sql, statement)
      return statement
    }
    const runOn =
      (target: pg.Pool | pg.PoolClient): Run =>
      async (sql, values) =>
        (await target.query({ ...prepare(sql), values: [...values] })).rows
    return useDriver({
      run: runOn(pool),
      transaction: async (task) => {
        const client = await pool.connect()
        try {
          await client.query('BEGIN')
          const value = await task(runOn(client))
          await client.query('COMMIT')
          return value
        } catch (error) {
          await client.query('ROLLBACK')
          throw error
        } finally {
          client.release()
        }
      },
      writeDate: (date) => date,
      readDate: (value) => value as Date,
      close: () => pool.end(),
    })
  },
}
