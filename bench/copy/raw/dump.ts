import { createReadStream, createWriteStream, type WriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { finished } from 'node:stream/promises'
import { createGunzip, createGzip, type Gzip } from 'node:zlib'
import type { RawDatabase, RawRow } from './database.js'

/** As hard as Refract compresses. */
const LEVEL = 2

/** A folder with a gzip of JSON Lines for each table: what somebody would write who needs a dump. */
export async function openDump(folder: string): Promise<RawDatabase> {
  await mkdir(folder, { recursive: true })
  const path = (table: string) => join(folder, `${table}.jsonl.gz`)
  const writers = new Map<string, { gzip: Gzip; file: WriteStream }>()
  const readers = new Map<string, AsyncIterator<string>>()
  return {
    async read({ name }, _, limit) {
      const reader = readers.get(name) ?? openLines(path(name))
      readers.set(name, reader)
      const rows: RawRow[] = []
      while (rows.length < limit) {
        const { done, value } = await reader.next()
        if (done) break
        rows.push(JSON.parse(value))
      }
      return rows
    },
    async insert({ name }, rows) {
      const { gzip } = writers.get(name) ?? openWriter(name)
      const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('')
      if (!gzip.write(text)) await new Promise((resolve) => gzip.once('drain', resolve))
    },
    async update() {
      throw new Error('A dump keeps rows as they come.')
    },
    async finish({ name }) {
      const writer = writers.get(name)
      if (writer === undefined) return
      writer.gzip.end()
      await finished(writer.file)
    },
    end: async () => undefined,
  }

  function openWriter(name: string) {
    const writer = { gzip: createGzip({ level: LEVEL }), file: createWriteStream(path(name)) }
    writer.gzip.pipe(writer.file)
    writers.set(name, writer)
    return writer
  }
}

function openLines(path: string): AsyncIterator<string> {
  return createInterface({ input: createReadStream(path).pipe(createGunzip()) })[Symbol.asyncIterator]()
}
