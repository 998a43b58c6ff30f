import type { Readable } from 'node:stream'
import type { DriverValue } from './copy-values.js'

/** Rows, and characters and bytes, that are handed on at once: five times as many take a tenth more. */
const PORTION_ROWS = 200
const PORTION_SIZE = 2 ** 21

type Row = readonly DriverValue[]

/** The driver's stream of rows, many at a time: to wait for each of them by itself takes time. It stands still while nobody asks. */
export async function* readPortions(stream: Readable): AsyncIterable<readonly Row[]> {
  const full: Row[][] = []
  let portion: Row[] = []
  let size = 0
  let end: { readonly error?: unknown } | null = null
  let wake = () => {}
  const finish = (how: { readonly error?: unknown }) => {
    end ??= how
    wake()
  }
  stream.on('data', (row: Row) => {
    portion.push(row)
    for (const value of row) size += typeof value === 'number' ? 1 : (value?.length ?? 1)
    if (portion.length < PORTION_ROWS && size < PORTION_SIZE) return
    full.push(portion)
    portion = []
    size = 0
    stream.pause()
    wake()
  })
  stream.on('end', () => finish({}))
  stream.on('error', (error) => finish({ error }))
  stream.on('close', () => finish({ error: new Error('The rows ended before their end.') }))
  try {
    while (true) {
      const next = full.shift()
      if (next !== undefined) yield next
      else if (end === null) {
        const isThere = new Promise<void>((resolve) => {
          wake = resolve
        })
        stream.resume()
        await isThere
      } else break
    }
    const { error } = end as { readonly error?: unknown }
    if (error !== undefined) throw error
    if (portion.length > 0) yield portion
  } finally {
    stream.destroy()
  }
}
