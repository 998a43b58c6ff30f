import type { ColumnPair, MySqlColumn } from './columns.js'
import { storedDefault } from './defaults.js'
import type { EnumNames } from './enum-names.js'
import type { Style } from './style.js'
import { completeType, type MySqlType } from './types.js'
import type { Warning } from './warning.js'

function hasValue(column: MySqlColumn, style: Style): boolean {
  // Prisma counts a default that it does not write, as of Json.
  return style === 'prisma' ? column.default !== null : storedDefault(column, style) !== null || column.autoincrement
}

export function warnOfAddition(table: string, column: MySqlColumn, style: Style): Warning[] {
  if (!column.required || hasValue(column, style)) return []
  const what = column.clientDefault
    ? `The required column \`${column.name}\` was added to the \`${table}\` table with a prisma-level default value.`
    : `Added the required column \`${column.name}\` to the \`${table}\` table without a default value.`
  // MySQL does it all the same.
  const how =
    style === 'prisma'
      ? 'This is not possible if the table is not empty.'
      : 'MySQL would fill it with zeros or empty text in every row that is there.'
  const way = column.clientDefault ? ' Please add this column as optional, then populate it before making it required.' : ''
  return [{ kind: 'required-column-added', table, column: column.name, blocking: true, message: `${what} ${how}${way}` }]
}

export function warnOfAlteration(table: string, pair: ColumnPair, enums: EnumNames, style: Style): Warning[] {
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

export function warnOfRecreation(table: string, { before, after, nullability }: ColumnPair, style: Style): Warning {
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
    case 'native': {
      const { args } = side === 'before' ? (completeType(storage) as typeof storage) : storage
      return args.length === 0 ? storage.name : `${storage.name}(${args.join(',')})`
    }
    case 'unsupported':
      return `Unsupported(${JSON.stringify(storage.sql)})`
    case 'enum':
      return `Enum(EnumId(${side === 'after' ? enums.numberOf(storage) : enums.oldNumberOf(table, name)}))`
  }
}
