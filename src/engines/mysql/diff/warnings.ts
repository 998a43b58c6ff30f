import { warnOfAddition, warnOfAlteration, warnOfRecreation } from './column-warnings.js'
import type { EnumNames } from './enum-names.js'
import type { Step, TableChange } from './steps.js'
import type { Style } from './style.js'
import type { Warning } from './warning.js'

/** What the steps do to data: first what may be lost, then what cannot run on a filled table, each in their order. */
export function findWarnings(steps: readonly Step[], enums: EnumNames, style: Style): Warning[] {
  const warnings = steps.flatMap((step) => warnOfStep(step, enums, style))
  return [...warnings.filter(({ blocking }) => !blocking), ...warnings.filter(({ blocking }) => blocking)]
}

function warnOfStep(step: Step, enums: EnumNames, style: Style): Warning[] {
  switch (step.name) {
    case 'AlterTable':
      return step.changes.flatMap((change) => warnOfChange(step.table, change, enums, style))
    case 'DropTable': {
      const table = step.table.name
      const message = `You are about to drop the \`${table}\` table. If the table is not empty, all the data it contains will be lost.`
      return [{ kind: 'table-dropped', table, column: null, blocking: false, message }]
    }
    case 'CreateIndex':
      return step.index.kind === 'unique' ? [warnOfUnique(step.table, step.index.columns)] : []
    default:
      return []
  }
}

function warnOfUnique(table: string, columns: readonly { readonly name: string }[]): Warning {
  const names = columns.map(({ name }) => name).join(',')
  const message = `A unique constraint covering the columns \`[${names}]\` on the table \`${table}\` will be added. If there are existing duplicate values, this will fail.`
  return { kind: 'unique-added', table, column: null, blocking: false, message }
}

function warnOfChange(table: string, change: TableChange, enums: EnumNames, style: Style): Warning[] {
  switch (change.kind) {
    case 'drop-primary-key': {
      const message = `The primary key for the \`${table}\` table will be changed. If it partially fails, the table could be left without primary key constraint.`
      return [{ kind: 'primary-key-changed', table, column: null, blocking: false, message }]
    }
    case 'drop-column': {
      const column = change.column.name
      const message = `You are about to drop the column \`${column}\` on the \`${table}\` table. All the data in the column will be lost.`
      return [{ kind: 'column-dropped', table, column, blocking: false, message }]
    }
    case 'add-column':
      return warnOfAddition(table, change.column, style)
    case 'alter-column':
      return warnOfAlteration(table, change.columns, enums, style)
    case 'recreate-column':
      return [warnOfRecreation(table, change.columns, style)]
    case 'add-index':
      return change.index.kind === 'unique' ? [warnOfUnique(table, change.index.columns)] : []
    default:
      return []
  }
}
