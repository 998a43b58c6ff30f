import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { RefractError } from '../../contract/errors.js'
import type { SqliteTarget } from './url.js'

/** Folders whose clients have not disconnected. */
const folders = new Set<string>()

interface PrivateFile {
  readonly path: string
  remove(): void
}

/** Those of clients, by their targets; undefined for a client that has not connected. */
const files = new WeakMap<SqliteTarget, PrivateFile | undefined>()

/** Says that a client will claim a file, whose tables may be made before. */
export function announcePrivateFile(target: SqliteTarget): void {
  files.set(target, undefined)
}

export function isAnnounced(target: SqliteTarget): boolean {
  return files.has(target)
}

/**
 * A place for a client's `:memory:` database: a private temporary file, since two connections do not share
 * SQLite's memory with the isolation that a file has. Removed with the client, or with the process.
 */
export function claimPrivateFile(target: SqliteTarget): PrivateFile {
  const claimed = files.get(target) ?? createPrivateFile(() => files.set(target, undefined))
  files.set(target, claimed)
  return claimed
}

function createPrivateFile(afterwards: () => void): PrivateFile {
  const folder = mkdtempSync(join(tmpdir(), 'refract-'))
  if (folders.size === 0) process.once('exit', removeAll)
  folders.add(folder)
  const remove = () => {
    rmSync(folder, { recursive: true, force: true })
    folders.delete(folder)
    if (folders.size === 0) process.off('exit', removeAll)
    afterwards()
  }
  return { path: join(folder, 'memory.db'), remove }
}

function removeAll(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
}

/** The file of a database in memory that a client of this process has. */
export function findPrivateFile(target: SqliteTarget): string {
  if (isAnnounced(target)) return claimPrivateFile(target).path
  throw new RefractError('REFRACT_MIGRATION', 'A database in memory is gone when this command ends.', {
    hint: 'Give the address of a file: DATABASE_URL=file:./app.db. A program makes the tables of its own by migrate(db).',
  })
}
