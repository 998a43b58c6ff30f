/** What a project needs to begin with an engine, or to come from it. */
export interface Adoption {
  /** An address to begin with; `name` is the project's. A password is a word that says that it is to be changed. */
  exampleUrl(name: string): string

  /** A server for development, as a service of docker-compose.yml; null where the engine needs none. */
  readonly service: DevelopmentService | null

  /** Values of `provider` in the schemas of projects that use this engine with plain Prisma. */
  readonly datasources: readonly string[]

  /**
   * Native types that mean something else, or nothing, in a canonical schema: what to write in their place, null for nothing.
   * Their arguments are kept where the other name takes them.
   */
  readonly natives: Readonly<Record<string, string | null>>
}

export interface DevelopmentService {
  readonly image: string
  /** Environment of the container; `name` is the database. */
  environment(name: string): Readonly<Record<string, string>>
  /** A command that succeeds when the server answers. */
  readonly healthcheck: readonly string[]
  readonly port: number
  /** The folder of its data. */
  readonly data: string
}
