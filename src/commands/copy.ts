import type { CopyReport } from '../copy/request.js'
import type { CopyOptions } from './copy-options.js'
import { installedPackage } from './find-history.js'

/**
 * Copies all rows of a database into another, whatever the engines, and compares both. Rows come from one snapshot of the source;
 * each batch is written with a note of how far it is, so that `resume` goes on after an interruption.
 *
 * Rows that differ afterwards are no error: `tables` of the report says so, table by table. Nor is a `signal` that stops it: the report is
 * not `complete` then.
 *
 * @param source a client of Refract's, the key of an engine, whose address the environment names, an address, or `dump:<folder>`
 * @param target likewise; its tables are there
 *
 * @example
 * const { complete, tables } = await copy('sqlite', 'postgresql')
 * if (!complete || tables.some(({ equal }) => equal === false)) throw new Error('not copied, or not equal')
 *
 * @throws {RefractError} `REFRACT_COPY` when rows cannot be copied or stand in the way, or a database lacks tables of the schema;
 * `REFRACT_CONNECTION`; `REFRACT_USAGE`, `REFRACT_ENVIRONMENT` and `REFRACT_URL` when options or addresses are wrong, before anything is
 * read; what the schema or the configuration is refused for
 */
export async function copy(source: string | object, target: string | object, options: CopyOptions = {}): Promise<CopyReport> {
  // Few programs copy, and all of them would load what reads a schema.
  const { copyBetween } = await import('./copy-between.js')
  return copyBetween(source, target, options, installedPackage)
}
