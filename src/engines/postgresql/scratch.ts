import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { MigrationConnection } from '../../contract/migration.js'
import { createMigrationConnection, type MigrationClient } from './deploy.js'
import { quote } from './quote.js'

/** What is used of PGlite, PostgreSQL within the process. https://pglite.dev/docs/api */
interface Pglite {
  query(sql: string, values: readonly unknown[]): Promise<PgliteResult>
  exec(sql: string): Promise<PgliteResult[]>
  close(): Promise<void>
}

interface PgliteResult {
  readonly rows: readonly Record<string, unknown>[]
}

/**
 * A database of PostgreSQL's own code in this process, empty and gone when it is closed.
 *
 * @returns null where PGlite is not installed; Prisma's command line brings it along
 */
export async function openScratch(): Promise<MigrationConnection | null> {
  const module = findPglite()
  if (module === null) return null
  const { PGlite } = (await import(module)) as { PGlite: { create(): Promise<Pglite> } }
  return createMigrationConnection(toClient(await PGlite.create()), 'public')
}

/** As the project has it, or its Prisma. */
function findPglite(): string | null {
  const project = join(process.cwd(), 'package.json')
  const ways = [[], ['prisma/package.json', '@prisma/dev']]
  for (const way of ways) {
    try {
      const from = way.reduce((place, name) => createRequire(place).resolve(name), project)
      return createRequire(from).resolve('@electric-sql/pglite')
    } catch {
      // The next one.
    }
  }
  return null
}

/** PGlite comes with few of the extensions that a server has. */
function tellExtension(error: unknown): unknown {
  const { message } = error as Error
  if (!/^extension "[^"]*" is not available/.test(message)) return error
  return new Error(`${message} in PGlite: give an empty database of a server with --replay`, { cause: error })
}

function toClient(database: Pglite): MigrationClient {
  return {
    async query(sql: string, values?: readonly unknown[]) {
      const asked = values === undefined ? database.exec(sql).then((results) => results.at(-1)) : database.query(sql, values)
      const result = await asked.catch((error: unknown) => {
        throw tellExtension(error)
      })
      const rows = result?.rows ?? []
      return { rows, rowCount: rows.length }
    },
    escapeIdentifier: quote,
    // A script that leaves a transaction open is told where it is deployed.
    getTransactionStatus: () => 'I',
    end: () => database.close(),
  } as MigrationClient
}
