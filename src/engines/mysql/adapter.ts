import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import type { PoolSettings } from '../../contract/options.js'
import { createLazyAdapter } from '../lazy-adapter.js'
import { connectAdapter } from './connect.js'
import type { MysqlTarget } from './url.js'

/** Prisma's adapter as it is; what MySQL answers otherwise is set in its sessions. */
export function createAdapter(target: MysqlTarget, pool: PoolSettings): SqlDriverAdapterFactory {
  return createLazyAdapter('mysql', () => connectAdapter(target, pool))
}
