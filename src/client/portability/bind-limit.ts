import type { ConnectionInfo, SqlDriverAdapter, SqlQuery, SqlQueryable } from '@prisma/driver-adapter-utils'
import type { Engine } from '../../contract/engine.js'
import { packLists } from './pack-lists.js'
import { splitInsert } from './split-insert.js'

/** Arguments of one statement on every engine: the least that one of them takes. */
export const MAX_BIND_VALUES = 32_766

type Limits = Pick<Engine, 'maxBindValues' | 'packList'>

/**
 * Takes lists of any length on every engine. Prisma would refuse a statement with more arguments than the engine takes, or run
 * it in parts where it can; here its long lists are each put into one argument.
 *
 * The compiler is told the engine's limit when it is made, since it divides inserts by it. What runs its plans reads the
 * limit anew for each query, and knows of none once {@link lift} was called.
 */
export class BindLimit {
  #info: { maxBindValues?: number } = {}

  constructor(private readonly limits: Limits) {}

  lift(): void {
    this.#info.maxBindValues = Number.MAX_SAFE_INTEGER
  }

  repair(adapter: SqlDriverAdapter): SqlDriverAdapter {
    const { maxBindValues } = this.limits
    const info: ConnectionInfo = { supportsRelationJoins: false, ...adapter.getConnectionInfo?.(), maxBindValues }
    this.#info = info
    const startTransaction = adapter.startTransaction.bind(adapter)
    return Object.assign(this.#repairQueryable(adapter), {
      getConnectionInfo: () => info,
      startTransaction: async (...args: Parameters<typeof startTransaction>) => {
        const transaction = await startTransaction(...args)
        const { executeRaw } = transaction
        const one = executeRaw.bind(transaction)
        return Object.assign(this.#repairQueryable(transaction), {
          executeRaw: (query: SqlQuery) => (isShort(query) ? one(query) : this.#executeLong(query, one)),
        })
      },
    })
  }

  #repairQueryable<Q extends SqlQueryable>(queryable: Q): Q {
    const [queryRaw, executeRaw] = [queryable.queryRaw.bind(queryable), queryable.executeRaw.bind(queryable)]
    return Object.assign(queryable, {
      queryRaw: async (query: SqlQuery) => queryRaw(isShort(query) ? query : await this.#shorten(query)),
      executeRaw: async (query: SqlQuery) => executeRaw(isShort(query) ? query : await this.#shorten(query)),
    })
  }

  /** The rows of a relation without a model are written by one statement, however many they are. */
  async #executeLong(query: SqlQuery, execute: (query: SqlQuery) => Promise<number>): Promise<number> {
    const parts = splitInsert(query, this.limits.maxBindValues) ?? [await this.#shorten(query)]
    let sum = 0
    for (const part of parts) sum += await execute(part)
    return sum
  }

  async #shorten(query: SqlQuery): Promise<SqlQuery> {
    // The compiler has divided it.
    if (query.sql.startsWith('INSERT ') && query.args.length <= this.limits.maxBindValues) return query
    const packed = packLists(query, this.limits.packList)
    if (isShort(packed)) return packed
    const { PrismaClientKnownRequestError } = await import('@prisma/client/runtime/client')
    const message =
      `The query has ${packed.args.length} values beside those of long lists, and ${MAX_BIND_VALUES} are the most ` +
      'that every engine takes: write alternatives of one field as a list (in), or ask in parts.'
    throw new PrismaClientKnownRequestError(message, { code: 'P2029', clientVersion: '' })
  }
}

function isShort({ args }: SqlQuery): boolean {
  return args.length <= MAX_BIND_VALUES
}
