import type { MigrationConnection } from '../../contract/migration.js'
import { connectForMigrations } from './deploy.js'
import { announcePrivateFile } from './memory.js'
import { parseUrl } from './url.js'

/** A database in memory, empty and gone when it is closed. */
export function openScratch(): Promise<MigrationConnection> {
  const target = parseUrl(':memory:')
  announcePrivateFile(target)
  return connectForMigrations(target, { mustExist: false })
}
