// What the entry that `refract generate` writes stands on: everything of the package that no model is in.
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
export { createFactory, type Factory, type FactoryParts } from './client/factory.js'
export { createLazyClient } from './client/lazy-client.js'
export type { AssertLiteral, ClientOptions, EventsOf, LogDefinition, LogLevel, OmitOf, PortableClientOptions } from './client/options.js'
export type { RetryOptions } from './client/retry.js'
export { copy } from './commands/copy.js'
export type { CopyOptions } from './commands/copy-options.js'
export { type MigrateOptions, migrate } from './commands/migrate.js'
export type { AppliedMigration, DeployReport } from './commands/migrate-deploy.js'
export type { Engine } from './contract/engine.js'
export { RefractError, type RefractErrorCode } from './contract/errors.js'
export type { Facts } from './contract/facts.js'
export type { PoolOptions } from './contract/options.js'
export type { CopyEvent, CopyPhase, PlannedTable } from './copy/events.js'
export type { CopyReport, TableReport } from './copy/request.js'
export { mysql, postgresql, sqlite } from './rooms.js'
