import type { Capabilities } from '../../contract/capabilities.js'

export const capabilities: Capabilities = {
  insertReturning: false, // MySQL has no RETURNING
  createSkipDuplicates: false, // Prisma emits INSERT IGNORE, which drops rows and cuts values without an error
  jsonFilters: false, // Prisma compares arrays as sets there, and wants paths in MySQL's own form
  scalarLists: false, // the portable client keeps them as Json
  escapesLike: true,
  sortsNullsLast: false, // null is less than every value
  transactionalDdl: false, // every DDL statement commits at once
  concurrentWrites: true,
  inMemory: false, // a server keeps it
}
