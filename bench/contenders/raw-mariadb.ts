import mariadb from 'mariadb'
import type { Contender } from '../contender.js'
import { mariadbConfig } from '../mariadb-config.js'
import { type Run, useDriver } from '../raw-operations.js'

export const rawMariadb: Contender = {
  name: 'raw driver',
  about: 'SQL by hand on `mariadb`, prepared statements',
  providers: ['mysql'],
  packages: { mysql: ['mariadb'] },
  open: async ({ url, poolSize }) => {
    const pool = mariadb.createPool(mariadbConfig(url, poolSize))
    const runOn =
      (target: mariadb.Pool | mariadb.PoolConnection): Run =>
      (sql, values) =>
        target.execute(sql, values as unknown[])
    return useDriver({
      run: runOn(pool),
      transaction: async (task) => {
        const connection = await pool.getConnection()
        try {
          await connection.beginTransaction()
          const value = await task(runOn(connection))
          await connection.commit()
          return value
        } catch (error) {
          await connection.rollback()
          throw error
        } finally {
          await connection.release()
        }
      },
      writeDate: (date) => date,
      readDate: (value) => value as Date,
      close: () => pool.end(),
    })
  },
}
