import type { MigrationRequest } from '../../contract/migration-plan.js'
import { findKeyRenames, findRenames, type KeyRename } from '../renames.js'
import { defaultSql } from './diff/defaults.js'
import { diffTables } from './diff/diff.js'
import { automaticIndexes, type PhysicalTable, readPhysical } from './diff/physical.js'
import { printForeignKey, printStep } from './diff/print.js'
import type { Step } from './diff/steps.js'
import { quote } from './quote.js'

/** The script of a migration, without the warnings at its head; empty where nothing is to be done. */
export async function planMigration({ before, renamed, after }: MigrationRequest): Promise<string> {
  const script = planTables(readPhysical(renamed.written), readPhysical(after.written))
  return [...rename(before, renamed), ...(script === '' ? [] : [script])].join('\n')
}

export function planTables(before: readonly PhysicalTable[], after: readonly PhysicalTable[]): string {
  const steps = diffTables(before, after, 'refract')
  return [...steps.flatMap(fillColumns), ...steps.map((step) => printStep(step, 'refract'))].join('\n')
}

/** Rows without a value get the default of a column that becomes required, as on the other engines. */
function fillColumns(step: Step): string[] {
  if (step.name !== 'AlterTable') return []
  return step.changes.flatMap((change) => {
    if (change.kind !== 'alter-column') return []
    const { before, after } = change.columns
    const value = defaultSql(after, 'refract')
    if (before.required || !after.required || value === null) return []
    const column = quote(after.name)
    return [`-- FillColumn\nUPDATE ${quote(step.table)} SET ${column} = ${value} WHERE ${column} IS NULL;\n`]
  })
}

function rename(before: MigrationRequest['before'], renamed: MigrationRequest['renamed']): string[] {
  const tables = findRenames(before.written, renamed.written).map(({ table, column }) =>
    column === null
      ? `-- RenameTable\nRENAME TABLE ${quote(table.from)} TO ${quote(table.to)};\n`
      : `-- RenameColumn\nALTER TABLE ${quote(table.to)} RENAME COLUMN ${quote(column.from)} TO ${quote(column.to)};\n`,
  )
  const [old, next] = [before, renamed].map(({ written }) => readPhysical(written).map(withAutomatic)) as [PhysicalTable[], PhysicalTable[]]
  const keys = findKeyRenames(old, next)
  const dropped = keys.filter(({ kind }) => kind === 'foreign key')
  const indexes = keys.filter(({ kind }) => kind === 'index')
  return [
    ...tables,
    // A foreign key cannot be renamed; the index that was made for it can.
    ...dropped.map(({ table, from }) => `-- DropForeignKey\nALTER TABLE ${quote(table)} DROP FOREIGN KEY ${quote(from)};\n`),
    ...indexes.map(({ table, from, to }) => `-- RenameIndex\nALTER TABLE ${quote(table)} RENAME INDEX ${quote(from)} TO ${quote(to)};\n`),
    ...dropped.flatMap((key) => addForeignKey(next, key)),
  ]
}

function addForeignKey(tables: readonly PhysicalTable[], { table, to }: KeyRename): string[] {
  const key = tables.find((candidate) => candidate.name === table)?.foreignKeys.find((candidate) => candidate.name === to)
  return key === undefined ? [] : [`-- AddForeignKey\n${printForeignKey(table, key)};\n`]
}

function withAutomatic(table: PhysicalTable): PhysicalTable {
  return { ...table, indexes: [...table.indexes, ...automaticIndexes(table)] }
}
