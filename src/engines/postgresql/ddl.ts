import type { Table } from '../../contract/tables.js'
import { amendColumns } from '../amend-columns.js'

/**
 * Prisma's own SQL, with text compared and sorted by code point whatever the database's locale is
 * (rows 15 and 16 of the reference). Names of the same collation exist on every PostgreSQL.
 */
export async function createTables(tables: readonly Table[], emitted: () => Promise<string>): Promise<string> {
  const script = amendColumns(amendEnums(await emitted(), tables), tables, ({ column, definition }) =>
    column.storage.kind === 'text' ? definition.replace(/^(TEXT|VARCHAR\(\d+\))/, '$1 COLLATE "C"') : definition,
  )
  const triggers = tables.flatMap(createCounting)
  return triggers.length === 0 ? script : [script.trimEnd(), FOLLOW_IDS, ...triggers, ''].join('\n\n')
}

/**
 * A sequence does not notice ids that are given, and counts into them later; the other engines count on from the greatest
 * (row W9 of the reference). A lock keeps two writers from setting it back.
 */
const FOLLOW_IDS = `-- CreateFunction
CREATE OR REPLACE FUNCTION refract_follow_ids() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    counter TEXT := pg_get_serial_sequence(format('%I.%I', TG_TABLE_SCHEMA, TG_TABLE_NAME), TG_ARGV[0]);
    highest BIGINT;
    counted BIGINT;
BEGIN
    EXECUTE format('SELECT max(%I) FROM inserted', TG_ARGV[0]) INTO highest;
    EXECUTE format('SELECT last_value FROM %s', counter) INTO counted;
    IF highest > counted THEN
        PERFORM pg_advisory_xact_lock(counter::regclass::oid::bigint);
        EXECUTE format('SELECT last_value FROM %s', counter) INTO counted;
        IF highest > counted THEN
            PERFORM setval(counter, highest);
        END IF;
    END IF;
    RETURN NULL;
END
$$;`

function createCounting({ name, columns }: Table): string[] {
  return columns
    .filter(({ autoincrement }) => autoincrement)
    .map((column) => {
      const [table, field] = [quoteName(name), column.name.replaceAll("'", "''")]
      return `-- CreateTrigger
CREATE TRIGGER ${quoteName(`${name}_follow_ids`)} AFTER INSERT ON ${table}
REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION refract_follow_ids('${field}');`
    })
}

function quoteName(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
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
