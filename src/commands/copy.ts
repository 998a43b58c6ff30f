import type { CopyReport } from '../copy/request.js'
import type { CopyOptions } from './copy-options.js'
import { installedPackage } from './find-history.js'

/**
 * Copies all rows of a database into another, whatever the engines, and compares both. Rows come from one snapshot of the source;
 * each batch is written with a note of how far it is, so that `resume` goes on after an interruption.
 *
 * @param source a client of Refract's, the key of an engine, whose address the environment names, an address, or `dump:<folder>`
 * @param target likewise; its tables are there
 *
 * @example
 * const { complete, tables } = await copy('sqlite', 'postgresql')
 *
 * @throws {RefractError} `REFRACT_COPY` when rows cannot be copied or stand in the way; `REFRACT_CONNECTION`
 */
export async function copy(source: string | object, target: string | object, options: CopyOptions = {}): Promise<CopyReport> {
  // Few programs copy, and all of them would load what reads a schema.
  const { copyBetween } = await import('./copy-between.js')
  return copyBetween(source, target, options, installedPackage)
}
