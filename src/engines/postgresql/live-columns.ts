import type { Client } from './connect.js'
import { quote } from './quote.js'

/** A column in the words of a fresh install. */
export interface LiveColumn {
  readonly table: string
  readonly name: string
  readonly definition: string
  /** One that PostgreSQL calculates, which Refract never makes. */
  readonly generated: boolean
  /** One that refuses an id that is given. */
  readonly always: boolean
}

interface Row {
  readonly table: string
  readonly name: string
  readonly type: string
  readonly enum: string | null
  readonly collation: string | null
  readonly required: boolean
  readonly value: string | null
  readonly counted: boolean
  readonly identity: string
  readonly generated: boolean
}

/** Types by our own names where `search_path` shows the schema; a sequence belongs to its column, whatever its name is. */
const COLUMNS = `
  SELECT c.relname AS table, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
         CASE WHEN e.typtype = 'e' AND e.typnamespace = c.relnamespace THEN e.typname END AS enum,
         CASE WHEN a.attcollation <> t.typcollation THEN l.collname END AS collation,
         a.attnotnull AS required, pg_get_expr(d.adbin, d.adrelid) AS value,
         a.attidentity <> '' OR (pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%'
           AND pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname) IS NOT NULL) IS TRUE AS counted,
         a.attidentity AS identity, a.attgenerated <> '' AS generated
  FROM pg_attribute a
  JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r'
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_type e ON e.oid = CASE WHEN t.typelem <> 0 AND t.typlen = -1 THEN t.typelem ELSE t.oid END
  LEFT JOIN pg_collation l ON l.oid = a.attcollation
  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  WHERE n.nspname = $1 AND a.attnum > 0 AND NOT a.attisdropped
  ORDER BY c.relname, a.attnum`

export async function readColumns(client: Pick<Client, 'query'>, schema: string): Promise<LiveColumn[]> {
  const { rows } = await client.query<Row>(COLUMNS, [schema])
  return rows.map((row) => {
    const { table, name, generated, identity } = row
    return { table, name, definition: define(row), generated, always: identity === 'a' }
  })
}

const COUNTED: Readonly<Record<string, string>> = { smallint: 'SMALLSERIAL', integer: 'SERIAL', bigint: 'BIGSERIAL' }

function define(row: Row): string {
  const counted = row.counted ? COUNTED[row.type] : undefined
  const collation = row.collation === null ? '' : ` COLLATE ${quote(row.collation)}`
  const value = row.value === null || counted !== undefined || row.generated ? '' : ` DEFAULT ${printDefault(row.value)}`
  const calculated = row.generated ? ` GENERATED ALWAYS AS (${row.value}) STORED` : ''
  return `${counted ?? printType(row)}${collation}${row.required ? ' NOT NULL' : ''}${value}${calculated}`
}

const TYPES: readonly (readonly [RegExp, string])[] = [
  [/^character varying/, 'VARCHAR'],
  [/^character\b/, 'CHAR'],
  [/^timestamp(\(\d\))? without time zone/, 'TIMESTAMP$1'],
  [/^timestamp(\(\d\))? with time zone/, 'TIMESTAMPTZ$1'],
  [/^numeric/, 'DECIMAL'],
]

function printType({ type, enum: name }: Row): string {
  if (name !== null) return `${quote(name)}${type.endsWith('[]') ? '[]' : ''}`
  for (const [form, word] of TYPES) if (form.test(type)) return type.replace(form, word)
  return /["'.]/.test(type) ? type : type.toUpperCase()
}

/** PostgreSQL says the type of every text, which the column says already, and writes a negative number as a text. */
function printDefault(value: string): string {
  const [, escaped, text, type] = /^(E?)'((?:[^']|'')*)'::([^']+)$/.exec(value) ?? []
  if (text === undefined || type === undefined) return value
  if (/^(?:integer|bigint|numeric)$/.test(type) && /^-[\d.]+$/.test(text)) return text
  return `'${escaped === 'E' ? text.replaceAll('\\\\', '\\') : text}'`
}
