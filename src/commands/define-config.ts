import type { Provider } from '../engines/index.js'

/** What `refract.config.ts` says. All of it is optional; paths are relative to that file. An option of the command line wins. */
export interface RefractConfig {
  /** The canonical schema, or a folder whose `.prisma` files are one schema. Default: `prisma/schema.prisma`. */
  readonly schema?: string
  /** The engines in use: what is rendered, generated and migrated. Default: every one. */
  readonly engines?: readonly Provider[]
  /** The folder of the clients and of the typed entry. Default: `output` of the schema's generator. */
  readonly output?: string
  /** The folder of all histories, one for each engine. Default: `migrations` beside the schema. */
  readonly migrations?: string
  /**
   * Whether the schema adds to the core model that comes with the package: its models are there without being written, and a
   * `model User { … }` adds fields to the core's `User`. Default: false.
   */
  readonly extendCore?: boolean
  /**
   * Whether a schema that is not written as the core model is refused: names in PascalCase and camelCase, in the database in
   * snake_case and without reserved words, `createdAt` and `updatedAt`, a stated `onDelete`, an index for each foreign key.
   * Default: false.
   */
  readonly conventions?: boolean
}

/**
 * Types `refract.config.ts`.
 *
 * @example
 * import { defineConfig } from 'refract-db/config'
 *
 * export default defineConfig({ engines: ['postgresql', 'sqlite'] })
 */
export function defineConfig(config: RefractConfig): RefractConfig {
  return config
}
