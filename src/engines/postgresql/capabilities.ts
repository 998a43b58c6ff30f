import type { Capabilities } from '../../contract/capabilities.js'

export const capabilities: Capabilities = {
  insertReturning: true,
  createSkipDuplicates: true,
  jsonFilters: true,
  scalarLists: true,
  escapesLike: true,
  sortsNullsLast: true,
  transactionalDdl: true,
  concurrentWrites: true,
  inMemory: false, // a server keeps it
}
