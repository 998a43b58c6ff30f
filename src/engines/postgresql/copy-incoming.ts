import type { CopyTable } from '../../contract/copy.js'
import { quoteText } from './quote.js'

/** A foreign key of a table that is not copied, of whatever schema, to one that is; names as SQL has them. */
export interface IncomingKey {
  readonly child: string
  readonly parent: string
  /** Is true of a `child` and the `parent` that it points to. */
  readonly condition: string
}

export function selectIncomingKeys(schema: string, tables: readonly CopyTable[]): string {
  const copied = `ARRAY[${tables.map(({ name }) => quoteText(name)).join(', ')}]`
  return `SELECT format('%I.%I', n.nspname, c.relname), format('%I.%I', m.nspname, p.relname),
      (SELECT string_agg(format('child.%I = parent.%I', a.attname, b.attname), ' AND ')
       FROM unnest(k.conkey, k.confkey) AS pair (own, other)
         JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = pair.own
         JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = pair.other)
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_class p ON p.oid = k.confrelid JOIN pg_namespace m ON m.oid = p.relnamespace
    WHERE k.contype = 'f' AND k.conparentid = 0 AND m.nspname = ${quoteText(schema)} AND p.relname = ANY (${copied})
      AND NOT (n.nspname = ${quoteText(schema)} AND c.relname = ANY (${copied}))`
}

/** A row where the key has one that points to another. */
export function selectPointing({ child, parent, condition }: IncomingKey): string {
  return `SELECT 1 FROM ${child} child JOIN ${parent} parent ON ${condition} LIMIT 1`
}
