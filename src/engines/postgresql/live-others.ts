import { NOTES_TABLE } from '../../contract/copy.js'
import type { Client } from './connect.js'

/** What stands in a schema that Refract never makes, but for columns, indexes and triggers. What came with an extension is its own. */
const OTHERS = `
  SELECT words FROM (
    SELECT 1 AS place, c.oid, format('the %s %I', CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'p' THEN
             'partitioned table' WHEN 'f' THEN 'foreign table' ELSE 'sequence' END, c.relname) AS words
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = $1 AND c.relkind IN ('v', 'm', 'p', 'f', 'S') AND NOT c.relispartition
        AND NOT (c.relkind = 'S' AND EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('a', 'i')))
    UNION ALL
    SELECT 2, k.oid, format('the %s %I of %I: %s', CASE k.contype WHEN 'c' THEN 'check' ELSE 'exclusion' END, k.conname, c.relname,
             pg_get_constraintdef(k.oid))
      FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = $1 AND k.contype IN ('c', 'x') AND c.relname NOT IN ('_prisma_migrations', '${NOTES_TABLE}')
    UNION ALL
    SELECT 3, p.oid, format('the function %s', p.oid::regprocedure)
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = $1 AND p.proname <> 'refract_follow_ids'
    UNION ALL
    SELECT 4, t.oid, format('the type %I', t.typname)
      FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_class c ON c.oid = t.typrelid
      WHERE n.nspname = $1 AND (t.typtype IN ('d', 'r') OR c.relkind = 'c')
    UNION ALL
    SELECT 5, p.oid, format('the policy %I of %I', p.polname, c.relname)
      FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1
  ) AS found
  WHERE NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = found.oid AND d.deptype = 'e')
  ORDER BY place, words`

export async function readOthers(client: Pick<Client, 'query'>, schema: string): Promise<string[]> {
  const { rows } = await client.query<{ words: string }>(OTHERS, [schema])
  return rows.map(({ words }) => words)
}
