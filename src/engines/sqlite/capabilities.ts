import type { Capabilities } from '../../contract/capabilities.js'

export const capabilities: Capabilities = {
  insertReturning: true,
  createSkipDuplicates: false, // Prisma's SQLite client does not have it
  insensitiveFilters: false, // Prisma's SQLite filters have no mode
  scalarLists: false, // no array type
  isolationLevels: false, // always serializable
  transactionalDdl: true,
  concurrentWrites: false, // one writer at a time
  inMemory: true,
}
