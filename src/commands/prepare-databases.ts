import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { engineOf, type Provider } from '../engines/index.js'
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
  await deployMigrations({ engine, url: core, folder: join(packageFolder(), 'prisma', 'migrations', provider) })
  await deployMigrations({ engine, url: zoo, folder: join(zooFolder(), 'migrations', provider) })
}

/** The folder of the type-zoo's canonical schema, of its rendered ones and of its migrations: for an engine that is not on the board. */
export function zooFolder(): string {
  return join(packageFolder(), 'src', 'conformance', 'zoo')
}

/** As a program in the working folder finds the package: the modules are built for two systems, of which one knows no address of its own. */
function packageFolder(): string {
  return dirname(createRequire(join(process.cwd(), 'package.json')).resolve('refract-db/package.json'))
}
