import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import { RefractError } from '../../contract/errors.js'
import { sessionStatements } from './session.js'

/** A connection of the driver, whose interface is that of Node's own `node:sqlite`. */
export type Database = DatabaseSyncInstance

/**
 * Opens one connection. The driver waits for no lock: it would block the whole process meanwhile;
 * {@link retryWhileBusy} waits without.
 */
export async function openDatabase(path: string, options: { readOnly?: boolean } = {}): Promise<Database> {
  assertFolder(path)
  const { DatabaseSync } = await import('@photostructure/sqlite')
  const database = new DatabaseSync(path, { timeout: 0 })
  try {
    for (const statement of sessionStatements) await retryWhileBusy(() => database.exec(statement), 10_000)
    if (options.readOnly) database.exec('PRAGMA query_only = ON')
  } catch (error) {
    database.close()
    throw error
  }
  return database
}

function assertFolder(path: string): void {
  if (existsSync(dirname(path))) return
  throw new RefractError('REFRACT_CONNECTION', `The SQLite file ${path} cannot be opened: its folder does not exist.`, {
    hint: 'Create the folder, or correct the address. A relative path starts at the working folder.',
  })
}

/** Tries again while another process holds the file's lock, for at most `timeout` milliseconds. */
export async function retryWhileBusy<T>(run: () => T, timeout: number): Promise<T> {
  const end = performance.now() + timeout
  for (let pause = 1; ; pause = Math.min(pause * 2, 50)) {
    try {
      return run()
    } catch (error) {
      if (!isBusy(error) || performance.now() + pause > end) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random() / 2)))
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && /^database (table )?is locked/.test(error.message)
}
