export { createClient, type ExactClients, type ExactOptions, type PortableOptions } from './client/create-client.js'
export {
  type FieldViolation,
  type ForeignKeyViolation,
  isConnectionError,
  isForeignKeyViolation,
  isNotFound,
  isNullViolation,
  isOutOfRange,
  isTimeout,
  isUniqueViolation,
  isValueTooLong,
  isWriteConflict,
} from './client/error-guards.js'
export type { ClientOptions, LogDefinition, LogLevel, PortableClientOptions } from './client/options.js'
export type { PortableClient, PortableTransaction } from './client/portable.js'
export type { RetryOptions } from './client/retry.js'
export { prisma } from './client/singleton.js'
export { type MigrateOptions, migrate } from './commands/migrate.js'
export type { AppliedMigration, DeployReport } from './commands/migrate-deploy.js'
export { RefractError, type RefractErrorCode } from './contract/errors.js'
export type { PoolOptions } from './contract/options.js'
export type { Provider } from './engines/index.js'
export { Prisma } from './generated/portable/client.js'
export * from './generated/portable/enums.js'
export type * from './models.js'
