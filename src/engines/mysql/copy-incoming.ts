import type { CopyTable } from '../../contract/copy.js'
import { type IncomingKey, readIncomingKeys } from '../incoming-keys.js'
import { quote, quoteText } from './quote.js'

/** Foreign keys of tables that are not copied, of whatever database of the server, to those that are: a row for each pair of columns. */
export function selectIncomingKeys(tables: readonly CopyTable[]): string {
  const copied = tables.map(({ name }) => quoteText(name)).join(', ')
  return `SELECT IF(table_schema = DATABASE(), NULL, table_schema), table_name, constraint_name, referenced_table_name, column_name, referenced_column_name
    FROM information_schema.key_column_usage
    WHERE referenced_table_schema = DATABASE() AND referenced_table_name IN (${copied})
      AND NOT (table_schema = DATABASE() AND table_name IN (${copied}))`
}

export function parseIncomingKeys(rows: readonly (readonly unknown[])[]): IncomingKey[] {
  const pairs = (rows as [string | null, string, string, string, string, string][]).map(
    ([elsewhere, table, name, parent, column, reference]) => ({
      child:
        elsewhere === null
          ? { sql: quote(table), label: table, own: table }
          : { sql: `${quote(elsewhere)}.${quote(table)}`, label: `${elsewhere}.${table}`, own: null },
      name,
      parent: { sql: quote(parent), label: parent, own: parent },
      column,
      reference,
    }),
  )
  return readIncomingKeys(pairs, quote)
}
