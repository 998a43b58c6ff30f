import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/**
 * The folder of an engine's history: within the folder that is given, else the project's own where there is one, else that of
 * the core model, which comes with the package.
 *
 * @param dir a folder with one history for each provider
 * @param packageFolder of the package; null where its models are not meant
 */
export function findHistory(provider: string, dir: string | undefined, packageFolder: (() => string) | null): string {
  if (dir !== undefined) return join(dir, provider)
  const own = join('prisma', 'migrations', provider)
  return existsSync(own) || packageFolder === null ? own : join(packageFolder(), 'prisma', 'migrations', provider)
}

/** As a program in the working folder finds the package: the modules are built for two systems, of which one knows no address of its own. */
export function installedPackage(): string {
  return dirname(createRequire(join(process.cwd(), 'package.json')).resolve('refract-db/package.json'))
}
