import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { RefractError } from '../../contract/errors.js'

/** A file that is to be written. */
export interface FileChange {
  /** Relative to the project's folder. */
  readonly path: string
  /** What is there; null where nothing is. */
  readonly before: string | null
  readonly after: string
  /** What is changed, in sentences. */
  readonly notes: readonly string[]
}

/**
 * Writes what was planned.
 *
 * @param onWritten called after each file, so that it is known what was done when the next one fails
 * @throws {RefractError} `REFRACT_USAGE` where a file is no longer what it was
 */
export async function applyInit(folder: string, changes: readonly FileChange[], onWritten: (change: FileChange) => void): Promise<void> {
  for (const change of changes) {
    const path = join(folder, change.path)
    const current = await readFile(path, 'utf8').catch(() => null)
    if (current !== change.before)
      throw new RefractError('REFRACT_USAGE', `${change.path} has changed in the meantime.`, { hint: 'Run it again.' })
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, change.after)
    onWritten(change)
  }
}
