import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type { DriverRow } from '../../contract/copy.js'
import { damaged, parseLine } from './format.js'

/** The rows of one file, one after the other. */
export async function* readLines(dump: string, path: string, columns: number): AsyncGenerator<DriverRow, void> {
  let rest = ''
  let number = 0
  const decoder = new TextDecoder()
  const parse = (line: string): DriverRow => {
    number += 1
    const row = parseLine(line, columns)
    if (row === null) throw damaged(dump, `line ${number} of ${path} is no row of ${columns} values`)
    return row
  }
  const gunzip = createGunzip()
  // What fails fails the reading below.
  pipeline(createReadStream(`${dump}/${path}`), gunzip).catch(() => undefined)
  for await (const chunk of explain(gunzip, dump, path)) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) yield parse(line)
  }
  if (rest !== '') yield parse(rest)
}

async function* explain(chunks: AsyncIterable<Buffer>, dump: string, path: string): AsyncIterable<Buffer> {
  try {
    yield* chunks
  } catch (error) {
    throw damaged(dump, `${path}: ${(error as Error).message}`)
  }
}
