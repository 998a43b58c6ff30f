import { createExactClient } from './client/create-exact-client.js'
import type { ClientConstructor } from './client/open-client.js'
import type { ClientOptions as AnyClientOptions, EventsOf, OmitOf } from './client/options.js'
import type { Engine } from './contract/engine.js'
import { engine } from './engines/mysql/index.js'
import { Prisma, PrismaClient } from './generated/mysql/client.js'

export type ClientOptions = AnyClientOptions<Prisma.GlobalOmitConfig, Prisma.TransactionIsolationLevel>

/** MySQL's own client, made with options of the type `O`. */
export type Client<O = ClientOptions> = PrismaClient<EventsOf<O>, OmitOf<O, Prisma.PrismaClientOptions['omit']>>

/**
 * Makes MySQL's own client: `createClient('mysql', options)` of the front door, without the other engines.
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
export * from './generated/mysql/enums.js'
export type * from './models.js'
export { Prisma }
