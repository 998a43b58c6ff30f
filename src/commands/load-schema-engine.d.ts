/** Prisma's schema engine, in the part that is used here. */
export interface SchemaEngine {
  diff(parameters: object): Promise<{ stdout: string | null }>
  applyMigrations(parameters: object): Promise<{ appliedMigrationNames: string[] }>
  diagnoseMigrationHistory(
    parameters: object,
  ): Promise<{ editedMigrationNames: string[]; failedMigrationNames: string[]; history: unknown }>
}

/** Starts it on a database. */
export function startEngine(factory: object): Promise<SchemaEngine>
