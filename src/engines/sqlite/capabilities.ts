import type { Capabilities } from '../../contract/capabilities.js'

export const capabilities: Capabilities = {
  insertReturning: true,
  createSkipDuplicates: false, // Prisma's SQLite client does not have it
  jsonFilters: false, // Prisma has half of them there, and wants paths in SQLite's own form
  scalarLists: false, // the portable client keeps them as Json
  escapesLike: false, // no character escapes unless the statement says so
  sortsNullsLast: false, // null is less than every value
  transactionalDdl: true,
  concurrentWrites: false, // one writer at a time
  inMemory: true,
}
