import type { Client } from './connect.js'

/**
 * Empties a schema without removing it: it may belong to somebody else, and extensions may be installed in it, which stay.
 * What depends on what is removed goes with it.
 */
export async function clearSchema(client: Pick<Client, 'query'>, schema: string): Promise<void> {
  const { rows } = await client.query<{ statement: string }>(
    `SELECT statement FROM (
       SELECT 1 AS place, c.oid, format('DROP %s IF EXISTS %I.%I CASCADE', CASE c.relkind
           WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END,
           n.nspname, c.relname) AS statement
         FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname = $1 AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
       UNION ALL
       SELECT 2, p.oid, format('DROP ROUTINE IF EXISTS %s CASCADE', p.oid::regprocedure)
         FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = $1
       UNION ALL
       SELECT 3, t.oid, format('DROP %s IF EXISTS %I.%I CASCADE', CASE t.typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END, n.nspname, t.typname)
         FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
         WHERE n.nspname = $1 AND t.typtype IN ('e', 'd', 'r')
       UNION ALL
       SELECT 3, t.oid, format('DROP TYPE IF EXISTS %I.%I CASCADE', n.nspname, t.typname)
         FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace JOIN pg_class c ON c.oid = t.typrelid AND c.relkind = 'c'
         WHERE n.nspname = $1
     ) AS found
     WHERE NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = found.oid AND d.deptype IN ('e', 'i'))
     ORDER BY place`,
    [schema],
  )
  if (rows.length === 0) return
  await client.query(`BEGIN; ${rows.map(({ statement }) => statement).join('; ')}; COMMIT`)
}
