import type { CopyRow, CopyTable } from '../../contract/copy.js'
import { createWriter } from './copy-values.js'

const SPECIAL = /[\\\n\r\t]/

/** One after the other, which is faster than a function for each. */
function escapeText(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')
}

/** Those whose texts are anybody's, and bytes, which begin with a backslash. */
const SPECIAL_KINDS: ReadonlySet<string> = new Set(['text', 'enum', 'json', 'list', 'bytes'])

/** Characters that are sent at once: of eight times as many the parts live too long, which takes a copy a twentieth more. */
const PORTION = 2 ** 15

/** Rows in the text format of `COPY … FROM STDIN`, in portions: https://www.postgresql.org/docs/current/sql-copy.html#SQL-COPY-FILE-FORMATS */
export function* printRows({ columns }: CopyTable, rows: readonly CopyRow[]): Iterable<string> {
  const writers = columns.map(({ storage }) => createWriter(storage))
  const mayBeSpecial = columns.map(({ storage: { kind } }) => SPECIAL_KINDS.has(kind))
  let text = ''
  for (const row of rows) {
    for (let at = 0; at < writers.length; at += 1) {
      const value = row[at] as string | Uint8Array | null
      if (at > 0) text += '\t'
      if (value === null) text += '\\N'
      else {
        const written = (writers[at] as (value: string | Uint8Array) => string)(value)
        text += mayBeSpecial[at] && SPECIAL.test(written) ? escapeText(written) : written
      }
    }
    text += '\n'
    if (text.length > PORTION) {
      yield text
      text = ''
    }
  }
  if (text !== '') yield text
}
