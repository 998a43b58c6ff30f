import { isDriverAdapterError, type SqlDriverAdapter, type SqlQuery, type SqlQueryable } from '@prisma/driver-adapter-utils'
import { mapTransactions } from '../map-transactions.js'
import type { Statements } from './cascades.js'
import { type ChosenRows, deleteLevels } from './delete-levels.js'

const SAVEPOINT = 'refract_deep_delete'

/** A statement with a table and nothing else to delete from. */
const DELETE = /^\s*DELETE\s+FROM\s+((?:`[^`]+`\.)?`([^`]+)`|[\w$]+)(\s+WHERE\s[\s\S]*)?$/i

type Run = (work: (queryable: Statements) => Promise<number>) => Promise<number>

/**
 * A delete that reaches deeper by `ON DELETE CASCADE` than MySQL goes, which is 15 levels, deletes the deepest rows first. What it
 * does is done whole or not at all, as by one statement.
 */
export function deleteDeep(adapter: SqlDriverAdapter): SqlDriverAdapter {
  const startTransaction = adapter.startTransaction.bind(adapter)
  wrap(adapter, async (work) => {
    const transaction = await startTransaction()
    try {
      const count = await work(transaction)
      await transaction.commit()
      return count
    } catch (error) {
      await transaction.rollback()
      throw error
    }
  })
  return mapTransactions(adapter, (transaction) => {
    const [statements, createSavepoint, rollbackToSavepoint] = [
      bind(transaction),
      transaction.createSavepoint?.bind(transaction),
      transaction.rollbackToSavepoint?.bind(transaction),
    ]
    return wrap(transaction, async (work) => {
      await createSavepoint?.(SAVEPOINT)
      try {
        return await work(statements)
      } catch (error) {
        await rollbackToSavepoint?.(SAVEPOINT)
        throw error
      }
    })
  })
}

function bind(queryable: SqlQueryable): Statements {
  return { queryRaw: queryable.queryRaw.bind(queryable), executeRaw: queryable.executeRaw.bind(queryable) }
}

function wrap<Q extends SqlQueryable>(queryable: Q, run: Run): Q {
  const { executeRaw } = bind(queryable)
  return Object.assign(queryable, {
    async executeRaw(query: SqlQuery) {
      try {
        return await executeRaw(query)
      } catch (error) {
        const rows = isTooDeep(error) ? readDelete(query) : null
        if (rows === null) throw error
        return run((statements) => deleteLevels(statements, rows, error))
      }
    },
  })
}

/** MariaDB has no number of its own for it. */
function isTooDeep(error: unknown): boolean {
  if (!isDriverAdapterError(error) || error.cause.kind !== 'mysql') return false
  const { code, message } = error.cause
  return code === 3008 || (code === 1296 && message.startsWith('Got error 193 '))
}

function readDelete({ sql, args, argTypes }: SqlQuery): ChosenRows | null {
  const [, from, quoted, where = ''] = DELETE.exec(sql) ?? []
  return from === undefined ? null : { table: quoted ?? from, from: `${from}${where}`, args, argTypes }
}
