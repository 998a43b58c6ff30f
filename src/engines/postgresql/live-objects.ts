import { NOTES_TABLE } from '../../contract/copy.js'
import type { ScriptObject } from '../script-objects.js'
import type { Client } from './connect.js'
import { createFollowTrigger } from './follow-ids.js'
import { type LiveColumn, readColumns } from './live-columns.js'
import { readOthers } from './live-others.js'
import { quote, quoteText } from './quote.js'

/** What stands in a schema: in the words of a fresh install, and what Refract never makes. */
export interface LiveObjects {
  readonly objects: readonly ScriptObject[]
  readonly others: readonly string[]
}

/** Things that a table has, with what Refract would not have made so. */
interface IndexRow {
  readonly name: string
  readonly table: string
  readonly isUnique: boolean
  readonly columns: readonly string[]
  readonly descending: readonly boolean[]
  readonly isPlain: boolean
  readonly isConstraint: boolean
  readonly definition: string
}

const ENUMS = `
  SELECT typname AS name, array_agg(enumlabel::text ORDER BY enumsortorder) AS labels
  FROM pg_type t JOIN pg_enum ON enumtypid = t.oid JOIN pg_namespace n ON n.oid = t.typnamespace
  WHERE n.nspname = $1 AND NOT EXISTS (SELECT 1 FROM pg_depend p WHERE p.objid = t.oid AND p.deptype = 'e')
  GROUP BY typname ORDER BY typname`

const TABLES = `
  SELECT relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = $1 AND relkind = 'r' AND NOT relispartition AND relname NOT IN ('_prisma_migrations', '${NOTES_TABLE}')
    AND NOT EXISTS (SELECT 1 FROM pg_depend p WHERE p.objid = c.oid AND p.deptype = 'e')
  ORDER BY relname`

/** Of an order other than the plain one both bits of `indoption` are set: descending, and nulls first with it. */
const INDEXES = `
  SELECT i.relname AS name, c.relname AS table, x.indisunique AS "isUnique",
         array(SELECT coalesce(a.attname::text, '') FROM unnest(x.indkey::int2[]) WITH ORDINALITY k(num, place)
               LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.num AND k.num > 0 ORDER BY place) AS columns,
         array(SELECT o = 3 FROM unnest(x.indoption::int2[]) o) AS descending,
         m.amname = 'btree' AND x.indpred IS NULL AND x.indexprs IS NULL AND x.indisvalid AND x.indnkeyatts = x.indnatts
           AND NOT EXISTS (SELECT 1 FROM unnest(x.indoption::int2[]) o WHERE o NOT IN (0, 3))
           AND NOT EXISTS (SELECT 1 FROM pg_opclass p WHERE p.oid = ANY (x.indclass::oid[]) AND NOT p.opcdefault)
           AND NOT EXISTS (SELECT 1 FROM unnest(x.indkey::int2[], x.indcollation::oid[]) k(num, coll)
                           JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.num WHERE a.attcollation <> k.coll)
           AND pg_get_indexdef(x.indexrelid) NOT LIKE '%NULLS NOT DISTINCT%' AS "isPlain",
         EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.oid AND k.contype = 'u') AS "isConstraint",
         pg_get_indexdef(x.indexrelid) AS definition
  FROM pg_index x
  JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class c ON c.oid = x.indrelid AND c.relkind = 'r'
  JOIN pg_am m ON m.oid = i.relam JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = $1 AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.oid AND k.contype IN ('p', 'x'))
  ORDER BY c.relname, i.relname`

const NAMES = (columns: string, table: string) =>
  `array(SELECT a.attname::text FROM unnest(${columns}) WITH ORDINALITY u(num, place)
         JOIN pg_attribute a ON a.attrelid = ${table} AND a.attnum = u.num ORDER BY place)`

const KEYS = `
  SELECT k.conname AS name, c.relname AS table, k.contype AS kind, ${NAMES('k.conkey', 'k.conrelid')} AS columns,
         CASE WHEN f.relnamespace = c.relnamespace THEN f.relname END AS target, k.confrelid::regclass::text AS written,
         ${NAMES('k.confkey', 'k.confrelid')} AS references, k.confdeltype AS "onDelete", k.confupdtype AS "onUpdate",
         k.confmatchtype <> 's' OR k.condeferrable OR NOT k.convalidated AS odd, pg_get_constraintdef(k.oid) AS definition
  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid AND c.relkind = 'r' JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_class f ON f.oid = k.confrelid
  WHERE n.nspname = $1 AND k.contype IN ('p', 'f') AND k.conparentid = 0 ORDER BY c.relname, k.conname`

interface KeyRow {
  readonly name: string
  readonly table: string
  readonly kind: 'p' | 'f'
  readonly columns: readonly string[]
  readonly target: string | null
  readonly written: string
  readonly references: readonly string[]
  readonly onDelete: string
  readonly onUpdate: string
  readonly odd: boolean
  readonly definition: string
}

const TRIGGERS = `
  SELECT tgname AS name, c.relname AS table, pg_get_triggerdef(t.oid, true) AS definition
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid AND c.relkind = 'r' JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = $1 AND NOT t.tgisinternal ORDER BY c.relname, t.tgname`

const FUNCTIONS = `
  SELECT proname AS name, prosrc AS source FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE n.nspname = $1 AND proname = 'refract_follow_ids' ORDER BY proname`

const ACTIONS: Readonly<Record<string, string>> = { a: 'NO ACTION', r: 'RESTRICT', c: 'CASCADE', n: 'SET NULL', d: 'SET DEFAULT' }

/**
 * Reads a schema that is the first of `search_path`.
 *
 * @param wanted what is there of the same kind and name is compared, though Refract would not have made it so
 */
export async function readLiveObjects(
  client: Pick<Client, 'query'>,
  schema: string,
  wanted: readonly ScriptObject[],
): Promise<LiveObjects> {
  const read = async <T extends object>(query: string) => (await client.query<T & Record<string, unknown>>(query, [schema])).rows as T[]
  const enums = await read<{ name: string; labels: readonly string[] }>(ENUMS)
  const tables = (await read<{ name: string }>(TABLES)).map(({ name }) => name)
  const isKnown = ({ table }: { readonly table: string }) => tables.includes(table)
  const columns = (await readColumns(client, schema)).filter(isKnown)
  const indexes = (await read<IndexRow>(INDEXES)).filter(isKnown)
  const keys = (await read<KeyRow>(KEYS)).filter(isKnown)
  const triggers = (await read<{ name: string; table: string; definition: string }>(TRIGGERS)).filter(isKnown)
  const functions = await read<{ name: string; source: string }>(FUNCTIONS)

  const isWanted = (kind: ScriptObject['kind'], name: string) => wanted.some((object) => object.kind === kind && object.name === name)
  const hasColumn = ({ table, name }: LiveColumn) => {
    const sql = wanted.find((object) => object.kind === 'TABLE' && object.name === table)?.sql
    return sql?.includes(`\n    ${quote(name)} `) === true
  }
  const isOwnColumn = (column: LiveColumn) => column.generated && !hasColumn(column)
  const own = columns.filter(isOwnColumn)
  const ownIndexes = indexes.filter((index) => (!index.isPlain && !isWanted('INDEX', index.name)) || own.some((one) => isIn(one, index)))
  const ownTriggers = triggers.filter(({ name, definition }) => !isWanted('TRIGGER', name) && !definition.includes('refract_follow_ids('))
  const parts = { keys, indexes: indexes.filter((index) => !ownIndexes.includes(index)), wanted }
  const standing = columns.filter((column) => !own.includes(column))
  return {
    objects: [
      ...enums.map(printEnum),
      ...tables.map((name) =>
        printTable(
          name,
          standing.filter(({ table }) => table === name),
          parts,
        ),
      ),
      ...parts.indexes.filter((index) => !isRule(index, parts.wanted)).map(printIndex),
      ...keys.filter(({ kind }) => kind === 'f').map(printForeignKey),
      ...functions.map(({ name, source }): ScriptObject => printFunction(name, source)),
      ...triggers.filter((trigger) => !ownTriggers.includes(trigger)).map(printTrigger),
    ],
    others: [
      ...own.map(({ table, name }) => `the calculated column ${quote(name)} of ${quote(table)}`),
      ...columns
        .filter(({ always }) => always)
        .map(({ table, name }) => `the column ${quote(name)} of ${quote(table)}, which refuses ids that are given`),
      ...ownIndexes.map(
        ({ table, name, definition }) => `the index ${quote(name)} of ${quote(table)}: ${definition.replace(/^.*? USING /, '')}`,
      ),
      ...ownTriggers.map(({ table, name }) => `the trigger ${quote(name)} of ${quote(table)}`),
      ...(await readOthers(client, schema)),
    ],
  }
}

function isIn({ table, name }: LiveColumn, index: IndexRow): boolean {
  return index.table === table && index.columns.includes(name)
}

function printEnum({ name, labels }: { readonly name: string; readonly labels: readonly string[] }): ScriptObject {
  return { kind: 'TYPE', name, table: name, sql: `CREATE TYPE ${quote(name)} AS ENUM (${labels.map(quoteText).join(', ')});` }
}

interface Parts {
  readonly keys: readonly KeyRow[]
  readonly indexes: readonly IndexRow[]
  readonly wanted: readonly ScriptObject[]
}

function printTable(name: string, columns: readonly LiveColumn[], { keys, indexes, wanted }: Parts): ScriptObject {
  const list = (names: readonly string[]) => names.map(quote).join(', ')
  const lines = [
    ...columns.map((column) => `    ${quote(column.name)} ${column.definition}`),
    ...keys
      .filter((key) => key.kind === 'p' && key.table === name)
      .map((key) => `    CONSTRAINT ${quote(key.name)} PRIMARY KEY (${list(key.columns)})`),
    ...indexes
      .filter((index) => index.table === name && isRule(index, wanted))
      .map((index) => `    CONSTRAINT ${quote(index.name)} UNIQUE (${list(index.columns)})`),
  ]
  return { kind: 'TABLE', name, table: name, sql: `CREATE TABLE ${quote(name)} (\n${lines.join(',\n')}\n);` }
}

/** A unique constraint does what the unique index of its name does; any other can be dropped as a constraint alone. */
function isRule(index: IndexRow, wanted: readonly ScriptObject[]): boolean {
  return index.isConstraint && !wanted.some(({ kind, sql }) => kind === 'INDEX' && sql === printIndex(index).sql)
}

function printIndex({ name, table, isUnique, columns, descending, isPlain, definition }: IndexRow): ScriptObject {
  const parts = columns.map((column, at) => `${quote(column)}${descending[at] ? ' DESC' : ''}`)
  const start = `CREATE ${isUnique ? 'UNIQUE ' : ''}INDEX ${quote(name)} ON ${quote(table)}`
  // PostgreSQL names the schema, which is another one where a fresh install is compared.
  const sql = isPlain ? `${start}(${parts.join(', ')});` : `${definition.replace(/^.*? USING /, () => `${start} USING `)};`
  return { kind: 'INDEX', name, table, sql }
}

function printForeignKey({ name, table, columns, target, written, references, onDelete, onUpdate, odd, definition }: KeyRow): ScriptObject {
  const list = (names: readonly string[]) => names.map(quote).join(', ')
  const to = target === null ? written : quote(target)
  const actions = `ON DELETE ${ACTIONS[onDelete]} ON UPDATE ${ACTIONS[onUpdate]}`
  const plain = `FOREIGN KEY (${list(columns)}) REFERENCES ${to}(${list(references)}) ${actions}`
  const sql = `ALTER TABLE ${quote(table)} ADD CONSTRAINT ${quote(name)} ${odd ? definition : plain};`
  return { kind: 'CONSTRAINT', name, table, sql }
}

function printFunction(name: string, source: string): ScriptObject {
  return {
    kind: 'FUNCTION',
    name,
    table: name,
    sql: `CREATE OR REPLACE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$${source}$$;`,
  }
}

const FOLLOWS =
  /^CREATE TRIGGER .+ AFTER INSERT ON .+ FOR EACH ROW WHEN \(new\..+ > COALESCE\(pg_sequence_last_value\(…\), 0::bigint\)\) EXECUTE FUNCTION refract_follow_ids\('((?:[^']|'')*)'\)$/s

/** The trigger of ids that count up names their sequence, which keeps its name when the table gets another one. */
function printTrigger({
  name,
  table,
  definition,
}: {
  readonly name: string
  readonly table: string
  readonly definition: string
}): ScriptObject {
  const sql = definition.replace(/pg_sequence_last_value\('(?:[^']|'')*'::regclass\)/, 'pg_sequence_last_value(…)')
  const column = name === `${table}_follow_ids` ? FOLLOWS.exec(sql)?.[1]?.replaceAll("''", "'") : undefined
  return { kind: 'TRIGGER', name, table, sql: column === undefined ? `${sql};` : createFollowTrigger(table, column) }
}
