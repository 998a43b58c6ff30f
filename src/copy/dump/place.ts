import { relative } from 'node:path'
import type { CopyTable } from '../../contract/copy.js'
import type { Place } from '../place.js'
import { openDump } from './dump-source.js'
import { openDumpTarget, openWrittenDump } from './dump-target.js'
import { dumpValues } from './values.js'

/**
 * A dump in a folder.
 *
 * @param schema the canonical schema, which a new dump keeps
 */
export function createDumpPlace(folder: string, tables: readonly CopyTable[], schema: string): Place {
  return {
    label: `dump:${relative('.', folder)}`,
    identity: `dump:${folder}`,
    address: { folder },
    values: dumpValues,
    canChange: false,
    openSource: () => openDump(folder, tables),
    openTarget: () => openDumpTarget(folder, tables, schema),
    openWritten: async () => openWrittenDump(folder, tables, schema),
  }
}
