import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Folders whose clients have not disconnected. */
const folders = new Set<string>()

/**
 * A place for a `:memory:` database: a private temporary file, since two connections do not share
 * SQLite's memory with the isolation that a file has. Removed with the client, or with the process.
 */
export function createPrivateFolder(): { file: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'refract-'))
  if (folders.size === 0) process.once('exit', removeAll)
  folders.add(folder)
  const remove = () => {
    rmSync(folder, { recursive: true, force: true })
    folders.delete(folder)
    if (folders.size === 0) process.off('exit', removeAll)
  }
  return { file: join(folder, 'memory.db'), remove }
}

function removeAll(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
}
