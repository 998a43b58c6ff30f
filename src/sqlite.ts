import { createExactClient } from './client/create-exact-client.js'
import type { ClientConstructor } from './client/open-client.js'
import type { ClientOptions as AnyClientOptions, EventsOf, OmitOf } from './client/options.js'
import type { Engine } from './contract/engine.js'
import { engine } from './engines/sqlite/index.js'
import { Prisma, PrismaClient } from './generated/sqlite/client.js'

export type ClientOptions = AnyClientOptions<Prisma.GlobalOmitConfig, Prisma.TransactionIsolationLevel>

/** SQLite's own client, made with options of the type `O`. */
export type Client<O = ClientOptions> = PrismaClient<EventsOf<O>, OmitOf<O, Prisma.PrismaClientOptions['omit']>>

/**
 * Makes SQLite's own client: `createClient('sqlite', options)` of the front door, without the other engines.
 *
 * @throws {RefractError} `REFRACT_ENVIRONMENT`, `REFRACT_URL` or `REFRACT_OPTIONS`
 */
export function createClient<const O extends ClientOptions = ClientOptions>(options?: O): Client<O> {
  return createExactClient(engine as unknown as Engine, PrismaClient as unknown as ClientConstructor<Client<O>>, options)
}

export type { LogDefinition, LogLevel } from './client/options.js'
export { type MigrateOptions, migrate } from './commands/migrate.js'
export type { AppliedMigration, DeployReport } from './commands/migrate-deploy.js'
export { RefractError, type RefractErrorCode } from './contract/errors.js'
export type { PoolOptions } from './contract/options.js'
export * from './generated/sqlite/enums.js'
export type * from './models.js'
export { Prisma }
