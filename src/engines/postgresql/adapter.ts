import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import type { PoolSettings } from '../../contract/options.js'
import { createLazyAdapter } from '../lazy-adapter.js'
import { connectAdapter } from './connect.js'
import type { PostgresqlTarget } from './url.js'

/** Prisma's adapter as it is: PostgreSQL is the reference, no statement needs repair. */
export function createAdapter(target: PostgresqlTarget, pool: PoolSettings): SqlDriverAdapterFactory {
  return createLazyAdapter('postgres', () => connectAdapter(target, pool))
}
