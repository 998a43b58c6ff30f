import type { Capabilities } from '../../contract/capabilities.js'

export const capabilities: Capabilities = {
  insertReturning: true,
  createSkipDuplicates: false, // Prisma's SQLite client does not have it
  escapesLike: false, // no character escapes unless the statement says so
  transactionalDdl: true,
  concurrentWrites: false, // one writer at a time
  inMemory: true,
}
