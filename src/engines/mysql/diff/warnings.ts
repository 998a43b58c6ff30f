import type { MySqlColumn } from './columns.js'
import type { EnumNames } from './enum-names.js'
import type { Step, TableChange } from './steps.js'
import type { Style } from './style.js'
import type { ColumnPair } from './columns.js'
import { storedDefault } from './defaults.js'
import type { MySqlType } from './types.js'

/** Something that a step does to data, or cannot do over it. */
export interface Warning {
  readonly kind:
    | 'primary-key-changed'
    | 'column-dropped'
    | 'column-cast'
    | 'column-recreated'
    | 'table-dropped'
    | 'unique-added'
    | 'enum-values-removed'
    | 'required-column-added'
    | 'column-made-required'
  readonly table: string
  /** Null where it is about the table. */
  readonly column: string | null
  /** True where the step cannot be right on a table with rows; false where rows may be lost or the step may fail. */
  readonly blocking: boolean
  readonly message: string
}

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

function hasValue(column: MySqlColumn, style: Style): boolean {
  // Prisma counts a default that it does not write, as of Json.
  return style === 'prisma' ? column.default !== null : storedDefault(column, style) !== null || column.autoincrement
}

function warnOfAddition(table: string, column: MySqlColumn, style: Style): Warning[] {
  if (!column.required || hasValue(column, style)) return []
  const what = column.clientDefault
    ? `The required column \`${column.name}\` was added to the \`${table}\` table with a prisma-level default value.`
    : `Added the required column \`${column.name}\` to the \`${table}\` table without a default value.`
  // MySQL does it all the same.
  const how =
    style === 'prisma' ? 'This is not possible if the table is not empty.' : 'MySQL would fill it with zeros or empty text in every row that is there.'
  const way = column.clientDefault ? ' Please add this column as optional, then populate it before making it required.' : ''
  return [{ kind: 'required-column-added', table, column: column.name, blocking: true, message: `${what} ${how}${way}` }]
}

function warnOfAlteration(table: string, pair: ColumnPair, enums: EnumNames, style: Style): Warning[] {
  const { before, after } = pair
  const column = before.name
  const required: Warning[] =
    pair.nullability && after.required
      ? [
          {
            kind: 'column-made-required',
            table,
            column,
            blocking: true,
            message: `Made the column \`${column}\` on table \`${table}\` required. This step will fail if there are existing NULL values in that column.`,
          },
        ]
      : []
  // Prisma says no more of a column that becomes required.
  if (required.length > 0 && style === 'prisma') return required
  const typeOnly = !pair.nullability && !pair.default && !pair.autoincrement
  if (before.storage.kind === 'enum' && after.storage.kind === 'enum' && (typeOnly || style === 'refract')) {
    const next = after.storage
    return [...warnOfRemovedValues(table, column, before.storage.values, next, enums), ...required]
  }
  if (pair.cast !== 'risky') return required
  const [from, to] = [describeType(before, 'before', table, enums), describeType(after, 'after', table, enums)]
  const message = `You are about to alter the column \`${column}\` on the \`${table}\` table. The data in that column could be lost. The data in that column will be cast from \`${from}\` to \`${to}\`.`
  return [{ kind: 'column-cast', table, column, blocking: false, message }, ...required]
}

function warnOfRemovedValues(
  table: string,
  column: string,
  before: readonly string[],
  after: MySqlType & { kind: 'enum' },
  enums: EnumNames,
): Warning[] {
  const removed = before.filter((value) => !after.values.includes(value))
  if (removed.length === 0) return []
  const message = `The values [${removed.join(',')}] on the enum \`${enums.nameOf(after)}\` will be removed. If these variants are still used in the database, this will fail.`
  return [{ kind: 'enum-values-removed', table, column, blocking: false, message }]
}

function warnOfRecreation(table: string, { before, after, nullability }: ColumnPair, style: Style): Warning {
  const column = before.name
  const told = { kind: 'column-recreated', table, column } as const
  if (!after.required || hasValue(after, style)) {
    const message = `The \`${column}\` column on the \`${table}\` table would be dropped and recreated. This will lead to data loss if there is data in the column.`
    return { ...told, blocking: false, message }
  }
  if (nullability) {
    const message = `Added the required column \`${column}\` to the \`${table}\` table without a default value. This is not possible if the table is not empty.`
    return { ...told, blocking: true, message }
  }
  const message = `Changed the type of \`${column}\` on the \`${table}\` table. No cast exists, the column would be dropped and recreated, which cannot be done if there is data, since the column is required.`
  return { ...told, blocking: true, message }
}

/** As Prisma writes a type in its warnings. */
function describeType({ name, storage }: MySqlColumn, side: 'before' | 'after', table: string, enums: EnumNames): string {
  switch (storage.kind) {
    case 'native':
      return storage.args.length === 0 ? storage.name : `${storage.name}(${storage.args.join(',')})`
    case 'unsupported':
      return `Unsupported(${JSON.stringify(storage.sql)})`
    case 'enum':
      return `Enum(EnumId(${side === 'after' ? enums.numberOf(storage) : enums.oldNumberOf(table, name)}))`
  }
}
