import type { Connection } from './connect.js'
import { quote } from './quote.js'

/** A check that no `information_schema` of the two servers tells alike. */
export interface Check {
  readonly tableName: string
  readonly name: string
  readonly clause: string
  /** True where it belongs to a column and not to the table: MariaDB alone has such. */
  readonly ofColumn: unknown
}

export async function readChecks(connection: Connection, isMariaDb: boolean): Promise<Check[]> {
  return connection.query<Check[]>(
    isMariaDb
      ? `SELECT table_name AS tableName, constraint_name AS name, check_clause AS clause,
           EXISTS (SELECT 1 FROM information_schema.columns c WHERE c.table_schema = constraint_schema
                   AND c.table_name = k.table_name AND c.column_name = constraint_name) AS ofColumn
         FROM information_schema.check_constraints k WHERE constraint_schema = DATABASE()`
      : `SELECT t.table_name AS tableName, t.constraint_name AS name, c.check_clause AS clause, 0 AS ofColumn
         FROM information_schema.table_constraints t JOIN information_schema.check_constraints c
           ON c.constraint_schema = t.constraint_schema AND c.constraint_name = t.constraint_name
         WHERE t.constraint_schema = DATABASE() AND t.constraint_type = 'CHECK'`,
  )
}

/** The columns that MariaDB holds to Json, as `table.column`. */
export function findJson(checks: readonly Check[]): Set<string> {
  return new Set(checks.filter(isJson).map(({ tableName, name }) => `${tableName}.${name}`))
}

function isJson({ name, clause }: Check): boolean {
  return clause.toLowerCase() === `json_valid(${quote(name)})`.toLowerCase()
}

/** A change of a column states all of it anew. */
export const UNTIL_CHANGED = ', until a script changes the column'

const KINDS: readonly (readonly [string, string])[] = [
  ['view', 'SELECT table_name AS name FROM information_schema.views WHERE table_schema = DATABASE()'],
  [
    'trigger',
    "SELECT concat(trigger_name, '` of `', event_object_table) AS name FROM information_schema.triggers WHERE trigger_schema = DATABASE()",
  ],
  [
    'procedure',
    "SELECT routine_name AS name FROM information_schema.routines WHERE routine_schema = DATABASE() AND routine_type = 'PROCEDURE'",
  ],
  [
    'function',
    "SELECT routine_name AS name FROM information_schema.routines WHERE routine_schema = DATABASE() AND routine_type = 'FUNCTION'",
  ],
  ['event', 'SELECT event_name AS name FROM information_schema.events WHERE event_schema = DATABASE()'],
]

/** What stands in a database that Refract never makes, but for columns and indexes. */
export async function readOthers(connection: Connection, checks: readonly Check[]): Promise<string[]> {
  const own = checks.filter((check) => !isJson(check))
  const others = own.map(
    ({ tableName, name, clause, ofColumn }) =>
      `the check \`${name}\` of \`${tableName}\`: ${clause}${Number(ofColumn) === 1 ? UNTIL_CHANGED : ''}`,
  )
  for (const [kind, query] of KINDS) {
    for (const { name } of await connection.query<{ name: string }[]>(`${query} ORDER BY name`)) others.push(`the ${kind} \`${name}\``)
  }
  return others
}
