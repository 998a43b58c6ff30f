import { DriverAdapterError, type SqlDriverAdapterFactory, type SqlQuery } from '@prisma/driver-adapter-utils'
import type { PoolSettings } from '../../contract/options.js'
import { appendLists } from '../append-lists.js'
import { foldMarked } from '../fold-marked.js'
import { sortJsonKeys } from '../json.js'
import { createLazyAdapter } from '../lazy-adapter.js'
import { repairQueries } from '../repair-queries.js'
import { connectAdapter } from './connect.js'
import { correlateWrites } from './correlate.js'
import { deleteDeep } from './deep-deletes.js'
import { divideWhole } from './divide-whole.js'
import { toFolded } from './fold-case.js'
import { writeJsonFilters } from './json-filters.js'
import { lockLimited } from './lock-limited.js'
import type { MysqlTarget } from './url.js'

/** Prisma's adapter over our pool, with the keys of Json in one order: MariaDB keeps Json as the text it was given. */
export function createAdapter(target: MysqlTarget, pool: PoolSettings): SqlDriverAdapterFactory {
  return createLazyAdapter('mysql', async () => repairQueries(deleteDeep(await connectAdapter(target, pool)), repair))
}

function repair(query: SqlQuery): SqlQuery {
  return repairArguments(lockLimited(correlateWrites(divideWhole(writeJsonFilters(foldMarked(appendLists(query, append), toFolded))))))
}

/** MariaDB puts spaces into what it makes, and compares the text. */
function append(column: string): string {
  return `/*M!100202 JSON_COMPACT( */ JSON_MERGE_PRESERVE(COALESCE(${column}, JSON_ARRAY()), ?) /*M!100202 ) */`
}

function repairArguments(query: SqlQuery): SqlQuery {
  let args: unknown[] | undefined
  for (const [index, argument] of query.args.entries()) {
    if (typeof argument !== 'string') continue
    // MySQL would store it; PostgreSQL and SQLite cannot.
    if (argument.includes('\0')) {
      throw new DriverAdapterError({ kind: 'InvalidInputValue', message: 'a text cannot hold the character U+0000' })
    }
    if (query.argTypes[index]?.scalarType === 'json') {
      args ??= [...query.args]
      args[index] = sortJsonKeys(argument)
    }
  }
  return args === undefined ? query : { ...query, args }
}
