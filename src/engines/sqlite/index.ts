import { join } from 'node:path'
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
import { parseUrl, type SqliteTarget, schemes } from './url.js'

const pool: PoolSettings = { max: 1, acquireTimeout: 10_000, idleTimeout: 60_000 }

export const engine = {
  provider: 'sqlite',
  title: 'SQLite',
  schemes,
  capabilities,
  adoption,
  lowering,
  pool,
  // Transactions run one after the other, so that the last of many waits for all others.
  transactionMaxWait: 30_000,
  defaultUrl: (folder) => `file:${encodeURI(join(folder, 'refract.db')).replaceAll('?', '%3F').replaceAll('#', '%23')}`,
  parseUrl,
  // `max` is written for a server, and the swap must not fail on it.
  resolvePool: (options, target) => ({ ...resolvePool(pool, target.pool, options), max: 1 }),
  createAdapter,
  createComposer,
  // https://www.sqlite.org/limits.html#max_variable_number
  maxBindValues: 32_766,
  packList,
  connectForMigrations,
  openScratch,
  copyValues,
  openCopySource: async (target) => (await import('./copy.js')).openCopySource(target),
  openCopyTarget: async (target) => (await import('./copy.js')).openCopyTarget(target),
  createTables,
  planMigration,
  textLiteral: /'(?:[^']|'')*'/,
} satisfies Engine<SqliteTarget>
