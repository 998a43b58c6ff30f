import { join } from 'node:path'
import { engineOf, type Provider } from '../engines/index.js'
import { installedPackage } from './find-history.js'
import { deployMigrations } from './migrate-deploy.js'

/** Two databases of one server. What is in them is lost when the conformance cases run. */
export interface ConformanceDatabases {
  readonly provider: Provider
  /** The address of the database for the core model. */
  readonly core: string
  /** The address of the database for the type-zoo. */
  readonly zoo: string
}

/**
 * Makes the tables that the conformance cases run on, where they are missing.
 *
 * @throws {RefractError} `REFRACT_URL`, `REFRACT_CONNECTION` or `REFRACT_MIGRATION`
 */
export async function prepareDatabases({ provider, core, zoo }: ConformanceDatabases): Promise<void> {
  const engine = engineOf(provider)
  await deployMigrations({ engine, url: core, folder: join(installedPackage(), 'prisma', 'migrations', provider) })
  await deployMigrations({ engine, url: zoo, folder: join(zooFolder(), 'migrations', provider) })
}

/** The folder of the type-zoo's canonical schema, of its rendered ones and of its migrations: for an engine that is not on the board. */
export function zooFolder(): string {
  return join(installedPackage(), 'src', 'conformance', 'zoo')
}
