import type { SchemaTables } from '../../contract/engine.js'
import type { Table } from '../../contract/tables.js'
import { amendColumns } from '../amend-columns.js'
import { followIds } from './follow-ids.js'

/**
 * Prisma's own SQL, with text compared and sorted by code point whatever the database's locale is
 * (rows 15 and 16 of the reference). Names of the same collation exist on every PostgreSQL.
 */
export async function createTables({ tables, emitted }: Omit<SchemaTables, 'written'>): Promise<string> {
  const script = amendColumns(amendEnums(await emitted(), tables), tables, ({ column, definition }) =>
    column.storage.kind === 'text' ? definition.replace(/^(TEXT|VARCHAR\(\d+\))/, '$1 COLLATE "C"') : definition,
  )
  const triggers = followIds(tables)
  return triggers.length === 0 ? script : [script.trimEnd(), ...triggers, ''].join('\n\n')
}

/** Prisma forgets to double the quotes in an enum's values, which is not SQL. */
function amendEnums(script: string, tables: readonly Table[]): string {
  const enums = tables.flatMap(({ columns }) => columns.flatMap(({ storage }) => (storage.kind === 'enum' ? [storage] : [])))
  return enums.reduce((text, { type, values }) => {
    const start = `CREATE TYPE "${type}" AS ENUM (`
    const quote = (double: string) => values.map((value) => `'${value.replaceAll("'", double)}'`).join(', ')
    return text.replace(`${start}${quote("'")});`, () => `${start}${quote("''")});`)
  }, script)
}
