import { existsSync } from 'node:fs'
import type { CopySource, CopyTarget } from '../../contract/copy.js'
import { RefractError } from '../../contract/errors.js'
import { closeDatabase, type Database, openDatabase, openReadOnly, retryWhileBusy } from './connect.js'
import { LOCK_TIMEOUT, SqliteSource } from './copy-source.js'
import { SqliteCopyTarget } from './copy-target.js'
import { findPrivateFile } from './memory.js'
import type { SqliteTarget } from './url.js'

export async function openCopySource(target: SqliteTarget): Promise<CopySource> {
  return new SqliteSource(await openReadOnly(findFile(target)))
}

export async function openCopyTarget(target: SqliteTarget): Promise<CopyTarget> {
  const path = findFile(target)
  const settings = { ...target.settings, foreignKeys: false }
  return new SqliteCopyTarget(await openUnchanged(path, settings), () => openDatabase(path, settings))
}

/** Opens a file to look at it. What a killed process has left half written is taken back before, which needs a connection that writes. */
async function openUnchanged(path: string, settings: SqliteTarget['settings']): Promise<Database> {
  const database = await openReadOnly(path)
  try {
    await retryWhileBusy(() => database.prepare('SELECT count(*) FROM sqlite_schema').get(), LOCK_TIMEOUT)
    return database
  } catch (error) {
    database.close()
    if (!/readonly database/.test((error as Error).message)) throw error
    // A file in WAL mode leaves nothing of the kind.
    closeDatabase(await openDatabase(path, { ...settings, journalMode: 'delete' }))
    return openReadOnly(path)
  }
}

function findFile(target: SqliteTarget): string {
  const path = target.path ?? findPrivateFile(target)
  if (existsSync(path)) return path
  throw new RefractError('REFRACT_CONNECTION', `There is no SQLite file ${path}.`, {
    hint: 'Is the address right? If so: refract migrate deploy makes it.',
  })
}
