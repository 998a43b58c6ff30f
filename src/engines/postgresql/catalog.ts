import { toLines } from '../catalog-lines.js'
import type { Client } from './connect.js'

/** Columns may stand in another order, and sequences keep the names that they were made with. */
const QUERIES = [
  `SELECT 'column', table_name, column_name, data_type, udt_name, collation_name, is_nullable, character_maximum_length, numeric_precision,
          numeric_scale, datetime_precision, regexp_replace(column_default, 'nextval.*', 'nextval') AS value
   FROM information_schema.columns WHERE table_schema = $1`,
  `SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(c.oid)
   FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace WHERE n.nspname = $1`,
  "SELECT 'index', tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = $1",
  `SELECT 'enum', typname, array_agg(enumlabel ORDER BY enumsortorder)::text
   FROM pg_enum JOIN pg_type t ON t.oid = enumtypid JOIN pg_namespace n ON n.oid = t.typnamespace WHERE n.nspname = $1 GROUP BY typname`,
  `SELECT 'trigger', tgrelid::regclass::text, tgname
   FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE NOT tgisinternal AND n.nspname = $1`,
  `SELECT 'sequence', seqtypid::regtype::text, count(*)::text
   FROM pg_sequence JOIN pg_class c ON c.oid = seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 GROUP BY seqtypid`,
]

export async function readCatalog(client: Pick<Client, 'query'>, schema: string): Promise<string[]> {
  const lines: string[] = []
  for (const query of QUERIES) lines.push(...toLines((await client.query<Record<string, unknown>>(query, [schema])).rows))
  return lines
}
