import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type { DriverRow } from '../../contract/copy.js'
import { readWholeLines } from '../../engines/whole-lines.js'
import { damagedMeanwhile, parseLines } from './format.js'

/** Bytes that are unpacked at once. Texts that are longer than some 60,000 characters are memory of their own to V8, page by page. */
const CHUNK = 3 * 2 ** 14

/** A part of a file that holds whole members of its gzip: its first byte, and the one behind its last. */
export interface Part {
  readonly from: number
  readonly to: number
}

/** The rows of one file, or of a part of it, one portion after the other. */
export async function* readLines(dump: string, path: string, columns: number, part?: Part): AsyncGenerator<readonly DriverRow[], void> {
  const gunzip = createGunzip({ chunkSize: CHUNK })
  // What fails fails the reading below.
  pipeline(createReadStream(`${dump}/${path}`, part && { start: part.from, end: part.to - 1 }), gunzip).catch(() => undefined)
  let count = 0
  for await (const lines of readWholeLines(explain(gunzip, dump, path))) {
    const rows = parseLines(lines, columns)
    if (typeof rows === 'number') throw damagedMeanwhile(dump, `line ${count + rows} of ${path} is no row of ${columns} values`)
    count += rows.length
    yield rows
  }
}

async function* explain(chunks: AsyncIterable<Buffer>, dump: string, path: string): AsyncIterable<Buffer> {
  try {
    yield* chunks
  } catch (error) {
    throw damagedMeanwhile(dump, `${path}: ${(error as Error).message}`)
  }
}
