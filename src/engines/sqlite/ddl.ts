import type { SchemaTables } from '../../contract/engine.js'
import type { Column, Table } from '../../contract/tables.js'
import { amendColumns } from '../amend-columns.js'

/*
 * Prisma's own SQL, with what SQLite does not hold by itself: lengths, ranges, types, enum values,
 * the scale of decimals. A check is named table.column.guard, which errors.ts reads.
 */

/** What `DateTime` looks like when Prisma writes it, so that rows from raw SQL compare with it (row 42 of the reference). */
export const INSTANT = "'%Y-%m-%dT%H:%M:%f+00:00'"
const NOW = `(strftime(${INSTANT}, 'now'))`

const INTEGER_RANGES = {
  smallint: 'BETWEEN -32768 AND 32767',
  int: 'BETWEEN -2147483648 AND 2147483647',
} as const

export async function createTables({ tables, emitted }: Omit<SchemaTables, 'written'>): Promise<string> {
  const script = amendColumns(await emitted(), tables, ({ table, column, definition }) => {
    const check = createCheck(table, column)
    return check === null ? amendDefinition(column, definition) : `${amendDefinition(column, definition)} ${check}`
  })
  const triggers = tables.flatMap((table) => table.columns.flatMap((column) => createRounding(table, column)))
  return [nameForeignKeys(script, tables).trimEnd(), ...triggers, ''].join('\n\n')
}

function amendDefinition(column: Column, definition: string): string {
  // An id counts up under this name alone; it has 64 bits as well (https://www.sqlite.org/autoinc.html).
  if (column.autoincrement)
    return definition.replace(/^BIGINT NOT NULL PRIMARY KEY( AUTOINCREMENT)?/, 'INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT')
  const sql = readDefault(column)
  return sql === null ? definition : definition.replace(/DEFAULT [\s\S]*$/, () => `DEFAULT ${sql}`)
}

/** What Prisma's own SQL has wrong; null where it is right. */
function readDefault({ default: value }: Column): string | null {
  switch (value?.kind) {
    case 'now':
      return NOW
    case 'json':
      // It forgets the quotes, which is not SQL.
      return quote(value.value)
    case 'bytes':
      // It has the text of the digits.
      return `X'${Buffer.from(value.value, 'base64').toString('hex')}'`
    case 'instant':
      // It has a form that the column's check refuses.
      return quote(new Date(value.value).toISOString().replace('Z', '+00:00'))
    default:
      return null
  }
}

/** Prisma takes no names for foreign keys on SQLite; errors tell the key by its name. */
function nameForeignKeys(script: string, tables: readonly Table[]): string {
  return tables.reduce((text, table) => {
    return table.foreignKeys.reduce((sql, key) => {
      const made = `CONSTRAINT ${name(`${table.name}_${key.columns.join('_')}_fkey`)} FOREIGN KEY`
      return sql.replace(made, () => `CONSTRAINT ${name(key.name)} FOREIGN KEY`)
    }, text)
  }, script)
}

function createCheck(table: Table, column: Column): string | null {
  const guarded = guard(column)
  if (guarded === null) return null
  const [kind, condition] = guarded
  return `CONSTRAINT ${name(`${table.name}.${column.name}.${kind}`)} CHECK (${condition})`
}

/** What a column may hold, and the word for it. A condition that is null passes: null is the column's own matter. */
function guard({ name: text, storage, required, autoincrement }: Column): [string, string] | null {
  const column = name(text)
  // typeof of null is not null. An id that counts up may be null until it has counted.
  const orNull = (condition: string) => (required && !autoincrement ? condition : `${column} IS NULL OR (${condition})`)
  switch (storage.kind) {
    case 'text':
      return storage.length === null ? null : ['length', `length(${column}) <= ${storage.length}`]
    case 'uuid':
      return ['length', `length(${column}) <= 36`]
    case 'boolean':
      return ['type', `${column} IN (0, 1)`]
    case 'int':
    case 'smallint':
      return ['range', orNull(`typeof(${column}) = 'integer' AND ${column} ${INTEGER_RANGES[storage.kind]}`)]
    case 'bigint':
      // SQLite turns a larger integer into a real.
      return ['range', orNull(`typeof(${column}) = 'integer'`)]
    case 'float':
      // SQLite calculates infinity where the others refuse.
      return ['range', orNull(`typeof(${column}) = 'real' AND abs(${column}) <= 1.7976931348623157e308`)]
    case 'decimal': {
      const limit = `1${'0'.repeat(storage.precision - storage.scale)}`
      return ['range', orNull(`typeof(${column}) IN ('integer', 'real') AND abs(round(${column}, ${storage.scale})) < ${limit}`)]
    }
    case 'json':
      return ['type', `json_valid(${column})`]
    case 'enum':
      return ['type', `${column} IN (${storage.values.map(quote).join(', ')})`]
    case 'timestamp':
    case 'timestamptz':
      // A text in another form would be compared as text, and missed; a day that there is none comes back as another.
      return ['type', `strftime(${INSTANT}, ${column}) IS ${column}`]
    case 'date':
      return ['type', `strftime('%Y-%m-%dT00:00:00.000+00:00', ${column}) IS ${column}`]
    case 'time':
      return ['type', `strftime('1970-01-01T%H:%M:%f+00:00', ${column}) IS ${column}`]
    case 'list':
      return ['type', `json_valid(${column}) AND json_type(${column}) = 'array'`]
    case 'bytes':
      return null
  }
}

/** The other engines round a decimal to its scale when they store it (rows 47 and 48 of the reference). */
function createRounding(table: Table, column: Column): string[] {
  if (column.storage.kind !== 'decimal') return []
  const { scale } = column.storage
  const target = name(column.name)
  const names = roundingTriggers(table, column)
  return (['INSERT', 'UPDATE'] as const).map((event, at) => {
    const trigger = name(names[at] as string)
    const on = event === 'INSERT' ? 'AFTER INSERT' : `AFTER UPDATE OF ${target}`
    return `-- CreateTrigger
CREATE TRIGGER ${trigger} ${on} ON ${name(table.name)}
WHEN NEW.${target} <> round(NEW.${target}, ${scale})
BEGIN
    UPDATE ${name(table.name)} SET ${target} = round(NEW.${target}, ${scale}) WHERE rowid = NEW.rowid;
END;`
  })
}

/** The names of what rounds a column's decimals: when a row is inserted, and when it is updated. */
export function roundingTriggers(table: Pick<Table, 'name'>, column: Pick<Column, 'name'>): [string, string] {
  const of = `${table.name}_${column.name}_round`
  return [`${of}_insert`, `${of}_update`]
}

function name(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
