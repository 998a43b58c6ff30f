import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import { RefractError } from '../../contract/errors.js'
import { APPEND, appendJson } from './append.js'
import { FOLD_CASE, foldCase } from './fold-case.js'
import { createJsonFilter, JSON_FILTER } from './json-filters.js'
import { LONG_SUM, longSum } from './long-sum.js'
import { createSessionStatements, type SessionSettings } from './session.js'

/** A connection of the driver, whose interface is that of Node's own `node:sqlite`. */
export type Database = DatabaseSyncInstance

interface OpenOptions {
  readonly readOnly?: boolean
  /** Milliseconds to wait for others while the connection is set up. Default 10,000. */
  readonly busyTimeout?: number
}

/**
 * Opens one connection. The driver waits for no lock: it would block the whole process meanwhile;
 * {@link retryWhileBusy} waits without.
 */
export async function openDatabase(path: string, settings: SessionSettings, options: OpenOptions = {}): Promise<Database> {
  const { readOnly = false, busyTimeout = 10_000 } = options
  assertFolder(path)
  const { DatabaseSync } = await loadDriver()
  const database = open(() => new DatabaseSync(path, { timeout: 0 }), path)
  try {
    await setJournalMode(database, path, settings.journalMode, busyTimeout)
    for (const statement of createSessionStatements(settings)) database.exec(statement)
    // Reads the file, which opens its log.
    await retryWhileBusy(() => database.prepare('SELECT count(*) FROM sqlite_schema').get(), busyTimeout)
    if (readOnly) database.exec('PRAGMA query_only = ON')
    database.aggregate(LONG_SUM, longSum)
    database.function(FOLD_CASE, { deterministic: true }, foldCase)
    // SQLite keeps a number that is the whole of a document as a number.
    database.function(APPEND, { deterministic: true }, appendJson)
    database.function(JSON_FILTER, { deterministic: true, useBigIntArguments: true }, createJsonFilter())
  } catch (error) {
    database.close()
    throw describeOpening(error, path)
  }
  return database
}

/** Opens a connection that changes nothing, not even how the file is kept. */
export async function openReadOnly(path: string): Promise<Database> {
  const { DatabaseSync } = await loadDriver()
  return open(() => new DatabaseSync(path, { readOnly: true, timeout: 0 }), path)
}

/** The journal stays with the file: only the first connection changes it, and SQLite says nothing where it cannot. */
async function setJournalMode(database: Database, path: string, mode: SessionSettings['journalMode'], timeout: number): Promise<void> {
  const set = () => database.prepare(`PRAGMA journal_mode = ${mode}`).get() as { journal_mode: string }
  const { journal_mode: actual } = await retryWhileBusy(set, timeout).catch((cause: unknown) => {
    if (!isBusy(cause)) throw cause
    const message = `The SQLite file ${path} cannot change to journal_mode=${mode}: somebody else has it open in another mode.`
    throw new RefractError('REFRACT_CONNECTION', message, { hint: 'Give every client of a file the same journal_mode.', cause })
  })
  if (actual === mode) return
  throw new RefractError('REFRACT_CONNECTION', `The SQLite file ${path} keeps journal_mode=${actual} where ${mode} is asked for.`, {
    hint: `Its file system may not allow ${mode}: add ?journal_mode=${actual} to the address, or use a local disk.`,
  })
}

/**
 * Node's own SQLite from 24.20, where it prints no warning, holds an SQLite without the WAL-reset fault (3.51.3) and
 * reads rows as wide as a changed table; a package with the same interface elsewhere. docs/sqlite-driver.md compares.
 * The package keeps its files open after `close`, until its statements are collected as garbage.
 */
async function loadDriver(): Promise<typeof import('@photostructure/sqlite')> {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 24 || (major === 24 && minor < 20)) return import('@photostructure/sqlite')
  // The types of Node 20, which the code is checked against, do not know this module.
  const builtIn: string = 'node:sqlite'
  return import(builtIn) as Promise<typeof import('@photostructure/sqlite')>
}

function open(create: () => Database, path: string): Database {
  try {
    return create()
  } catch (error) {
    throw describeOpening(error, path)
  }
}

/** SQLite does not say which file it is about. */
function describeOpening(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || error instanceof RefractError || isBusy(error)) return error
  return new RefractError('REFRACT_CONNECTION', `The SQLite file ${path} cannot be opened: ${error.message}.`, { cause: error })
}

/** Moves what was committed from the log into the file, so that the file alone is the database, and closes. */
export function closeDatabase(database: Database): void {
  try {
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  } catch {
    // Others are using the file: the last of them does it.
  }
  database.close()
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
