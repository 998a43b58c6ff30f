import type { CopyTable } from '../../contract/copy.js'
import { type IncomingKey, readIncomingKeys } from '../incoming-keys.js'
import { quote, quoteText } from './quote.js'

/** Foreign keys of tables that are not copied, of whatever schema, to those that are: a row for each pair of columns. */
export function selectIncomingKeys(schema: string, tables: readonly CopyTable[]): string {
  const copied = `ARRAY[${tables.map(({ name }) => quoteText(name)).join(', ')}]`
  return `SELECT format('%I.%I', n.nspname, c.relname), CASE n.nspname WHEN ${quoteText(schema)} THEN c.relname END, k.conname,
      format('%I.%I', m.nspname, p.relname), p.relname, a.attname, b.attname
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_class p ON p.oid = k.confrelid JOIN pg_namespace m ON m.oid = p.relnamespace
      CROSS JOIN unnest(k.conkey, k.confkey) AS pair (own, other)
      JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = pair.own
      JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = pair.other
    WHERE k.contype = 'f' AND k.conparentid = 0 AND m.nspname = ${quoteText(schema)} AND p.relname = ANY (${copied})
      AND NOT (n.nspname = ${quoteText(schema)} AND c.relname = ANY (${copied}))`
}

export function parseIncomingKeys(rows: readonly (readonly (string | null)[])[]): IncomingKey[] {
  const pairs = (rows as [string, string | null, string, string, string, string, string][]).map(
    ([child, own, name, parent, parentName, column, reference]) => ({
      child: { sql: child, label: child, own },
      name,
      parent: { sql: parent, label: parent, own: parentName },
      column,
      reference,
    }),
  )
  return readIncomingKeys(pairs, quote)
}
