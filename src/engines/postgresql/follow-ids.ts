import type { Table } from '../../contract/tables.js'

/** Up to this far the sequence is counted on, which cannot go back; others do not count further meanwhile. */
const NEAR = 1_000

/**
 * A sequence does not notice ids that are given, and counts into them later; the other engines count on from the greatest
 * (row W9 of the reference). The lock keeps two that set the sequence from setting it back.
 */
const FOLLOW_IDS = `-- CreateFunction
CREATE OR REPLACE FUNCTION refract_follow_ids() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    counter REGCLASS := pg_get_serial_sequence(format('%I.%I', TG_TABLE_SCHEMA, TG_TABLE_NAME), TG_ARGV[0])::regclass;
    given BIGINT := to_jsonb(NEW) ->> TG_ARGV[0];
    behind BIGINT := given - coalesce(pg_sequence_last_value(counter), 0);
BEGIN
    IF behind <= ${NEAR} THEN
        PERFORM nextval(counter) FROM generate_series(1, behind);
    ELSE
        PERFORM pg_advisory_xact_lock(counter::oid::bigint);
        IF given > coalesce(pg_sequence_last_value(counter), 0) THEN
            PERFORM setval(counter, given);
        END IF;
    END IF;
    RETURN NULL;
END
$$;`

/** Triggers for the tables whose ids count up, none where there is no such table. */
export function followIds(tables: readonly Table[]): string[] {
  const triggers = tables.flatMap(createTriggers)
  return triggers.length === 0 ? [] : [FOLLOW_IDS, ...triggers]
}

/** A row that the sequence has counted does not call the function. The sequence is looked up once: by every row it would be slow. */
function createTriggers({ name, columns }: Table): string[] {
  return columns.filter(({ autoincrement }) => autoincrement).map((column) => `-- CreateTrigger\n${createFollowTrigger(name, column.name)}`)
}

export function createFollowTrigger(name: string, column: string): string {
  const [table, field] = [quoteName(name), quoteText(column)]
  // format() reads a percent sign as its own.
  const [trigger, on, counted, argument] = [quoteName(`${name}_follow_ids`), table, quoteName(column), field].map((text) =>
    text.replaceAll('%', '%%'),
  )
  return `DO $do$
BEGIN
    EXECUTE format($trigger$
        CREATE TRIGGER ${trigger} AFTER INSERT ON ${on} FOR EACH ROW
        WHEN (NEW.${counted} > coalesce(pg_sequence_last_value(%L::regclass), 0))
        EXECUTE FUNCTION refract_follow_ids(${argument})
    $trigger$, pg_get_serial_sequence(${quoteText(table)}, ${field}));
END
$do$;`
}

function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

function quoteName(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}
