// Reads the tables that it is told, for their digests: the other thread copies meanwhile, or reads the other side.
import { parentPort, workerData } from 'node:worker_threads'
import type { CopyTable, SavedDigest } from '../contract/copy.js'
import { digestRows } from '../copy/compare-rows.js'
import { createDatabasePlace } from '../copy/database-place.js'
import type { ReaderAnswer, ReaderData, ReaderQuestion } from '../copy/digest-reader.js'
import { DumpFollower } from '../copy/dump/follow.js'
import { createDumpPlace } from '../copy/dump/place.js'
import { engineOf, type Provider } from '../engines/index.js'

const { address, tables } = workerData as ReaderData
const place =
  'folder' in address
    ? createDumpPlace(address.folder, tables, '')
    : createDatabasePlace(engineOf(address.provider as Provider), address.target)

/** Tables that are read while they are written; null for one that cannot be. */
const followed = new Map<number, DumpFollower | null>()
let last = Promise.resolve()

parentPort?.on('message', (question: ReaderQuestion) => {
  last = last.then(() => take(question))
})

async function take({ table, readable, isWhole }: ReaderQuestion): Promise<void> {
  if (readable !== null) await follow(table, readable)
  if (!isWhole) return
  const follower = followed.get(table)
  followed.delete(table)
  answer({ table, digest: follower === undefined ? await read(table) : (follower?.save() ?? null) })
}

async function follow(at: number, readable: number): Promise<void> {
  if (!('folder' in address) || followed.get(at) === null) return
  try {
    const follower = followed.get(at) ?? new DumpFollower(address.folder, tables[at] as CopyTable)
    followed.set(at, follower)
    await follower.readTo(readable, (rows, bytes) => answer({ table: at, rows, bytes }))
  } catch {
    followed.set(at, null)
  }
}

/** Null where it cannot be read: the other thread tries again, and tells why. */
async function read(at: number): Promise<SavedDigest | null> {
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
