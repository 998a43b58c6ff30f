import { engineOf, PROVIDERS, type Provider } from '../engines/index.js'
import { facts } from '../generated/facts.js'
import { PrismaClient as MysqlClient, type Prisma as MysqlPrisma } from '../generated/mysql/client.js'
import { Prisma } from '../generated/portable/client.js'
import { PrismaClient as PostgresqlClient, type Prisma as PostgresqlPrisma } from '../generated/postgresql/client.js'
import { PrismaClient as SqliteClient, type Prisma as SqlitePrisma } from '../generated/sqlite/client.js'
import { readLocation } from './env.js'
import { assertPortableIsolation } from './guard.js'
import { type ClientConstructor, openClient } from './open-client.js'
import { openPortableClient } from './open-portable-client.js'
import { assertOptions, type ClientOptions, type EventsOf, type OmitOf, type PortableClientOptions } from './options.js'
import type { PortableClient } from './portable.js'

/** The generated clients, by provider. */
const clients = { postgresql: PostgresqlClient, mysql: MysqlClient, sqlite: SqliteClient } satisfies Record<Provider, unknown>

/** The options of each engine's own client. */
export interface ExactOptions {
  postgresql: ClientOptions<PostgresqlPrisma.GlobalOmitConfig, PostgresqlPrisma.TransactionIsolationLevel>
  mysql: ClientOptions<MysqlPrisma.GlobalOmitConfig, MysqlPrisma.TransactionIsolationLevel>
  sqlite: ClientOptions<SqlitePrisma.GlobalOmitConfig, SqlitePrisma.TransactionIsolationLevel>
}

/** Each engine's own client, made with options of the type `O`. */
export interface ExactClients<O> {
  postgresql: PostgresqlClient<EventsOf<O>, OmitOf<O, PostgresqlPrisma.PrismaClientOptions['omit']>>
  mysql: MysqlClient<EventsOf<O>, OmitOf<O, MysqlPrisma.PrismaClientOptions['omit']>>
  sqlite: SqliteClient<EventsOf<O>, OmitOf<O, SqlitePrisma.PrismaClientOptions['omit']>>
}

/** The options of a portable client. */
export interface PortableOptions extends PortableClientOptions<Prisma.GlobalOmitConfig, Prisma.TransactionIsolationLevel> {
  /** The engine. Default: `DATABASE_PROVIDER`, else the scheme of the address, else SQLite outside production. */
  provider?: Provider
}

/** Nothing for a literal; for a union of providers the message that names the other form. */
type AssertLiteral<P> =
  IsUnion<P> extends true
    ? { readonly error: 'A provider known only at run time goes into the options: createClient({ provider })' }
    : unknown

type IsUnion<T, All = T> = T extends unknown ? ([All] extends [T] ? false : true) : never

/**
 * Makes a client for a database. Synchronous: the driver is loaded and connected with the first query.
 *
 * Without a positional provider the engine is chosen at run time, from the options and the environment,
 * and the client is a {@link PortableClient}: what every engine can do. With one it is that engine's
 * own, exact client, with everything the engine has.
 *
 * @example
 * const db = createClient()                       // whatever the environment names
 * const any = createClient({ provider })          // a provider known at run time
 * const pg = createClient('postgresql')           // PostgreSQL's own client
 * const lite = createClient('sqlite', { url: 'file:./app.db' })
 *
 * @throws {RefractError} `REFRACT_ENVIRONMENT`, `REFRACT_URL` or `REFRACT_OPTIONS`
 */
export function createClient<const P extends Provider, const O extends ExactOptions[P] = ExactOptions[P]>(
  provider: P & AssertLiteral<P>,
  options?: O,
): ExactClients<O>[P]
export function createClient<const O extends PortableOptions = PortableOptions>(
  options?: O,
): PortableClient<EventsOf<O>, OmitOf<O, Prisma.PrismaClientOptions['omit']>>
export function createClient(first?: string | PortableOptions, second: ClientOptions = {}): unknown {
  const exact = typeof first === 'string'
  // The form without a provider has one argument: a second would be dropped in silence.
  const options = exact ? { ...second, provider: first } : { ...second, ...first }
  assertOptions(options, { portable: !exact })
  if (!exact) assertPortableIsolation(options.transactionOptions)
  const { engine, url } = readLocation(PROVIDERS.map(engineOf), options)
  const Client = clients[engine.provider as Provider] as ClientConstructor<object>
  return exact ? openClient(engine, Client, url, options) : openPortableClient(engine, Client, url, options, { facts, prisma: Prisma })
}
