import type { ConnectionInfo, SqlDriverAdapter, SqlQuery, Transaction } from '@prisma/driver-adapter-utils'
import type { Engine } from '../../contract/engine.js'
import { packLists } from './pack-lists.js'
import type { Runtime } from './runtime.js'
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

  constructor(
    private readonly limits: Limits,
    private readonly runtime: Pick<Runtime, 'createError'>,
  ) {}

  lift(): void {
    this.#info.maxBindValues = Number.MAX_SAFE_INTEGER
  }

  /** Tells Prisma the limit, until it is lifted. */
  announce(adapter: SqlDriverAdapter): SqlDriverAdapter {
    const info: ConnectionInfo = {
      supportsRelationJoins: false,
      ...adapter.getConnectionInfo?.(),
      maxBindValues: this.limits.maxBindValues,
    }
    this.#info = info
    return Object.assign(adapter, { getConnectionInfo: () => info })
  }

  /** Puts the long lists of a statement into one argument each. */
  shorten(query: SqlQuery): SqlQuery {
    if (isShort(query)) return query
    // The compiler has divided it.
    if (query.sql.startsWith('INSERT ') && query.args.length <= this.limits.maxBindValues) return query
    const packed = packLists(query, this.limits.packList)
    if (isShort(packed)) return packed
    const message =
      `The query has ${packed.args.length} values beside those of long lists, and ${MAX_BIND_VALUES} are the most ` +
      'that every engine takes: write alternatives of one field as a list (in), or ask in parts.'
    throw this.runtime.createError('P2029', message)
  }

  /** The rows of a relation without a model are written by one statement, however many they are: here by several. */
  divide(transaction: Transaction): Transaction {
    const executeRaw = transaction.executeRaw.bind(transaction)
    const executeLong = async (query: SqlQuery) => {
      let sum = 0
      for (const part of splitInsert(query, this.limits.maxBindValues) ?? [query]) sum += await executeRaw(part)
      return sum
    }
    return Object.assign(transaction, { executeRaw: (query: SqlQuery) => (isShort(query) ? executeRaw(query) : executeLong(query)) })
  }
}

function isShort({ args }: SqlQuery): boolean {
  return args.length <= MAX_BIND_VALUES
}
