import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '../../../src/engines/sqlite/connect.js'
import { defaultSettings } from '../../../src/engines/sqlite/session.js'
import { provideServer } from '../server.js'

/** The address of a folder, each database a file in it. */
const embedded = {
  how: 'embedded',
  async start() {
    const folder = await mkdtemp(join(tmpdir(), 'refract-sqlite-'))
    return { url: `${pathToFileURL(folder).href}/`, stop: () => rm(folder, { recursive: true, force: true }) }
  },
}

/** Makes the address of an empty database, and what removes it. */
export async function createDatabase(serverUrl: string, name: string): Promise<{ url: string; drop(): Promise<void> }> {
  return { url: `${serverUrl}${name}.db`, drop: async () => undefined }
}

export default (project: TestProject) =>
  provideServer(project, 'sqlite', [embedded], async () => {
    const folder = await mkdtemp(join(tmpdir(), 'refract-sqlite-'))
    const database = await openDatabase(join(folder, 'version.db'), defaultSettings)
    const row = database.prepare('SELECT sqlite_version() AS version').get() as { version: string }
    database.close()
    await rm(folder, { recursive: true, force: true })
    return `SQLite ${row.version}`
  })
