import type { Table, WrittenType } from '../../../contract/tables.js'
import { diffTables } from './diff.js'
import { nameEnums } from './enum-names.js'
import { readPhysical } from './physical.js'
import { printStep } from './print.js'
import type { Step } from './steps.js'
import type { Style } from './style.js'
import type { Warning } from './warning.js'
import { findWarnings } from './warnings.js'

/** A migration's script, and what it does to data. */
export interface MySqlMigration {
  readonly steps: readonly Step[]
  readonly warnings: readonly Warning[]
  /** With the warnings at the head. */
  readonly sql: string
}

/** The migration from one schema of MySQL to another. */
export function createMigration(
  before: readonly Table<WrittenType>[],
  after: readonly Table<WrittenType>[],
  style: Style = 'refract',
): MySqlMigration {
  const [old, next] = [readPhysical(before), readPhysical(after)]
  const steps = diffTables(old, next, style)
  const warnings = findWarnings(steps, nameEnums(old, next), style)
  return { steps, warnings, sql: printScript(steps, warnings, style) }
}

function printScript(steps: readonly Step[], warnings: readonly Warning[], style: Style): string {
  if (steps.length === 0) return '-- This is an empty migration.'
  // A name could end the comment.
  const lines = warnings.map(({ message }) => `  - ${style === 'prisma' ? message : message.replaceAll('*/', '* /')}\n`)
  const head = lines.length === 0 ? '' : `/*\n  Warnings:\n\n${lines.join('')}\n*/\n`
  return head + steps.map((step) => printStep(step, style)).join('\n')
}
