import { withMigrations } from '../../../src/commands/migration-connection.js'
import { engineOf, type Provider } from '../../../src/engines/index.js'

/** What a database's catalog says of its tables. */
export async function readCatalog(provider: Provider, url: string): Promise<string[]> {
  return withMigrations({ engine: engineOf(provider), url }, (connection) => connection.readCatalog())
}
