import type { Engine } from '../../contract/engine.js'
import type { PoolSettings } from '../../contract/options.js'
import { resolvePool } from '../pool.js'
import { createAdapter } from './adapter.js'
import { adoption } from './adoption.js'
import { capabilities } from './capabilities.js'
import { createComposer } from './composer.js'
import { copyValues } from './copy-values.js'
import { createTables } from './ddl.js'
import { connectForMigrations } from './deploy.js'
import { lowering } from './lowering.js'
import { packList } from './pack-list.js'
import { planMigration } from './plan-migration.js'
import { openScratch } from './scratch.js'
import { type MysqlTarget, parseUrl, schemes } from './url.js'

const pool: PoolSettings = { max: 10, acquireTimeout: 10_000, idleTimeout: 60_000 }

export const engine = {
  provider: 'mysql',
  title: 'MySQL',
  schemes,
  capabilities,
  adoption,
  lowering,
  pool,
  transactionMaxWait: 2_000,
  defaultUrl: () => null,
  parseUrl,
  resolvePool: (options, target) => resolvePool(pool, target.pool, options),
  createAdapter,
  createComposer,
  // Its protocol has two bytes for them.
  maxBindValues: 65_535,
  packList,
  connectForMigrations,
  openScratch,
  copyValues,
  openCopySource: async (target) => (await import('./copy.js')).openCopySource(target),
  openCopyTarget: async (target) => (await import('./copy.js')).openCopyTarget(target),
  createTables,
  planMigration,
  textLiteral: /'(?:[^'\\]|\\[\s\S]|'')*'/,
} satisfies Engine<MysqlTarget>
