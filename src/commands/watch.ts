import { watch } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { isSchemaFile } from './load-canonical.js'

/** Editors write a file in several steps. */
const QUIET_MS = 100

/**
 * Does work whenever a schema changes, one run after the other. The folder is watched, since editors put a new file in
 * the place of the old one.
 *
 * @param schema a file, or a folder of files
 * @param signal ends it; without one it ends with the process
 */
export async function watchSchema(schema: string, work: () => Promise<unknown>, signal?: AbortSignal): Promise<void> {
  const isFolder = (await stat(schema)).isDirectory()
  let timer: NodeJS.Timeout | undefined
  let running: Promise<unknown> = Promise.resolve()
  const watcher = watch(isFolder ? schema : dirname(schema), { recursive: isFolder, ...(signal && { signal }) }, (_event, name) => {
    if (!(isFolder ? name !== null && isSchemaFile(name) : name === basename(schema))) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      running = running.then(work)
    }, QUIET_MS)
  })
  await new Promise<void>((done, fail) => {
    watcher.on('close', done)
    watcher.on('error', fail)
  })
  clearTimeout(timer)
  await running
}
