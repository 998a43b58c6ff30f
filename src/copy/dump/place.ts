import { relative } from 'node:path'
import type { CopyTable } from '../../contract/copy.js'
import type { Place } from '../place.js'
import { openDump } from './dump-source.js'
import { openDumpTarget } from './dump-target.js'
import { dumpValues } from './format.js'

/**
 * A dump in a folder.
 *
 * @param schema the canonical schema, which a new dump keeps
 */
export function createDumpPlace(folder: string, tables: readonly CopyTable[], schema: string): Place {
  const openTarget = () => openDumpTarget(folder, tables, schema)
  return {
    label: `dump:${relative('.', folder)}`,
    address: { folder },
    values: dumpValues,
    canChange: false,
    openSource: () => openDump(folder, tables),
    openTarget,
    openWritten: openTarget,
  }
}
