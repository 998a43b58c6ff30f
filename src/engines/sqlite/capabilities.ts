import type { Capabilities } from '../../contract/capabilities.js'

export const capabilities: Capabilities = {
  insertReturning: true,
  createSkipDuplicates: false, // Prisma's SQLite client does not have it
  insensitiveFilters: false, // Prisma's SQLite filters have no mode
  transactionalDdl: true,
  concurrentWrites: false, // one writer at a time
  inMemory: true,
}
