// Reads the tables that it is told, for their digests: the other thread copies meanwhile, or reads the other side.
import { parentPort, workerData } from 'node:worker_threads'
import type { CopyTable } from '../contract/copy.js'
import { digestRows } from '../copy/compare-rows.js'
import { createDatabasePlace } from '../copy/database-place.js'
import type { ReaderAnswer, ReaderData } from '../copy/digest-reader.js'
import { createDumpPlace } from '../copy/dump/place.js'
import { engineOf, type Provider } from '../engines/index.js'

const { address, tables } = workerData as ReaderData
const place =
  'folder' in address
    ? createDumpPlace(address.folder, tables, '')
    : createDatabasePlace(engineOf(address.provider as Provider), address.target)

let last = Promise.resolve()

parentPort?.on('message', (table: number) => {
  last = last.then(async () => answer({ table, digest: await read(table) }))
})

/** Null where it cannot be read: the other thread tries again, and tells why. */
async function read(at: number) {
  try {
    const source = await place.openWritten()
    try {
      const table = tables[at] as CopyTable
      const digest = await digestRows({ place, source, unreadable: 'ends' }, table, (rows, bytes) => answer({ table: at, rows, bytes }))
      return digest.save()
    } finally {
      await source.end()
    }
  } catch {
    return null
  }
}

function answer(message: ReaderAnswer): void {
  parentPort?.postMessage(message)
}
