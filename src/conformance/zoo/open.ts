import type { ClientConstructor } from '../../client/open-client.js'
import { openPortableClient } from '../../client/open-portable-client.js'
import type { PortableClientOptions } from '../../client/options.js'
import { engineOf, PROVIDERS, type Provider } from '../../engines/index.js'
import { facts } from '../../generated/zoo/facts.js'
import { PrismaClient as MysqlClient } from '../../generated/zoo/mysql/client.js'
import { type PortableClient, Prisma } from '../../generated/zoo/portable/client.js'
import { PrismaClient as PostgresqlClient } from '../../generated/zoo/postgresql/client.js'
import { PrismaClient as SqliteClient } from '../../generated/zoo/sqlite/client.js'

const clients = { postgresql: PostgresqlClient, mysql: MysqlClient, sqlite: SqliteClient } satisfies Record<Provider, unknown>

/** The type-zoo behind any engine. */
export type ZooClient = PortableClient

/** Makes a portable client of the type-zoo. */
export function openZoo(provider: Provider, url: string, options: PortableClientOptions = {}): ZooClient {
  const Client = clients[provider] as ClientConstructor<object>
  return openPortableClient(engineOf(provider), Client, url, options, {
    facts,
    prisma: Prisma,
    providers: PROVIDERS,
    isCore: false,
  }) as ZooClient
}
