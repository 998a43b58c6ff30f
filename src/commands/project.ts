import { existsSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { PROVIDERS, type Provider } from '../engines/index.js'
import { findConfig, readConfig } from './config.js'
import type { RefractConfig } from './define-config.js'

/** What the command line says; it wins over the configuration. */
export interface ProjectOptions {
  readonly config?: string | undefined
  readonly schema?: string | undefined
  readonly migrations?: string | undefined
}

/** What the commands work on. Paths are relative to the working folder, as they appear in messages. */
export interface Project {
  /** The canonical schema: a file, or a folder of files. */
  readonly schema: string
  /** The schema that it adds to; null for none. */
  readonly core: string | null
  /** The engines in use. */
  readonly engines: readonly Provider[]
  /** Whether a schema that breaks the conventions is refused. */
  readonly conventions: boolean
  /** The folder of the clients; null where the schema says it. */
  readonly output: string | null
  /** The folder of all histories. */
  readonly migrations: string
  /** The configuration that says so, if there is one. */
  readonly config: string | null
}

/** @throws {RefractError} `REFRACT_CONFIG` */
export async function readProject(options: ProjectOptions, packageFolder: () => string): Promise<Project> {
  const path = options.config ?? findConfig('.')
  const config: RefractConfig = path === null ? {} : await readConfig(path)
  const fromConfig = (value: string | undefined) => (path === null || value === undefined ? undefined : placeOf(path, value))
  const schema = options.schema ?? fromConfig(config.schema) ?? findUsual(path === null ? '.' : dirname(path))
  const beside = join(isFolder(schema) ? schema : dirname(schema), 'migrations')
  return {
    schema,
    core: config.extendCore === true ? join(packageFolder(), 'prisma', 'schema.prisma') : null,
    engines: config.engines ?? PROVIDERS,
    conventions: config.conventions === true,
    output: fromConfig(config.output) ?? null,
    // A history is of one schema.
    migrations: options.migrations ?? (options.schema === undefined ? fromConfig(config.migrations) : undefined) ?? beside,
    config: path,
  }
}

/** Where Prisma's own command line puts a schema: a file, or a folder of files. */
function findUsual(folder: string): string {
  const [file, files] = ['prisma/schema.prisma', 'prisma/schema'].map((path) => relative('.', join(folder, path))) as [string, string]
  return !existsSync(file) && isFolder(files) ? files : file
}

function placeOf(config: string, path: string): string {
  return relative('.', resolve(dirname(config), path)) || '.'
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory()
}
