import type { ColumnText, TableText } from '../script-objects.js'
import { type ColumnDefinition, readDefinition } from './column-text.js'
import { quote, quoteText } from './quote.js'

/** A table that stays, as it was and as it will be. */
export interface TablePair {
  readonly name: string
  readonly before: TableText
  readonly after: TableText
}

export interface Alteration {
  readonly statements: readonly string[]
  /** Columns whose type changes. */
  readonly retyped: readonly string[]
  readonly keyChanged: boolean
}

/** @param renewed columns that have their new type already, and no default: their enum was made anew */
export function alterTable({ name, before, after }: TablePair, renewed: ReadonlySet<string>): Alteration {
  const kept = after.columns.flatMap((column) => {
    const former = before.columns.find((candidate) => candidate.name === column.name)
    return former === undefined ? [] : [new ColumnPair(name, former, column, renewed.has(JSON.stringify([name, column.name])))]
  })
  const lost = before.constraints.filter((line) => !after.constraints.includes(line))
  const gained = after.constraints.filter((line) => !before.constraints.includes(line))
  const retyped = kept.filter(({ isRetyped }) => isRetyped)
  // A key of a column whose type changes is made anew by PostgreSQL itself.
  const clauses = [
    ...lost.map((line) => `DROP CONSTRAINT ${/"(?:[^"]|"")+"/.exec(line)?.[0]}`),
    ...before.columns.filter(({ name: column }) => !has(after.columns, column)).map((column) => `DROP COLUMN ${quote(column.name)}`),
    ...after.columns
      .filter(({ name: column }) => !has(before.columns, column))
      .map((column) => `ADD COLUMN ${quote(column.name)} ${column.definition}`),
    ...kept.flatMap((pair) => pair.clauses()),
    ...gained.map((line) => `ADD ${line.trim()}`),
  ]
  const alter = clauses.length === 0 ? [] : [`-- AlterTable\nALTER TABLE ${quote(name)} ${clauses.join(',\n    ')};\n`]
  return {
    statements: [...kept.flatMap((pair) => pair.preparations()), ...alter, ...kept.flatMap((pair) => pair.counting())],
    retyped: retyped.map((pair) => pair.column),
    keyChanged: lost.length > 0,
  }
}

function has(columns: readonly ColumnText[], name: string): boolean {
  return columns.some((column) => column.name === name)
}

const ZONED = /^TIMESTAMPTZ(?:\(\d\))?$/
const LOCAL = /^(?:TIMESTAMP(?:\(\d\))?|DATE)$/

/** A column that stays. */
class ColumnPair {
  readonly column: string
  readonly #before: ColumnDefinition
  readonly #after: ColumnDefinition

  constructor(
    private readonly table: string,
    before: ColumnText,
    after: ColumnText,
    private readonly renewed: boolean,
  ) {
    this.column = after.name
    this.#before = readDefinition(before.definition)
    this.#after = readDefinition(after.definition)
  }

  get isRetyped(): boolean {
    return this.#before.type !== this.#after.type
  }

  /** What must be so before the table changes. */
  preparations(): string[] {
    const { required, default: value } = this.#after
    if (!required || this.#before.required || value === null) return []
    return [`-- FillColumn\nUPDATE ${quote(this.table)} SET ${quote(this.column)} = ${value} WHERE ${quote(this.column)} IS NULL;\n`]
  }

  clauses(): string[] {
    const alter = (what: string) => `ALTER COLUMN ${quote(this.column)} ${what}`
    const [before, after] = [this.#before, this.#after]
    const had = before.default !== null && !this.renewed
    const keeps = before.default === after.default && !this.isRetyped && !this.renewed
    // A cast of what is stored does not cast the default.
    const dropsDefault = (had && !keeps) || (before.counted && !after.counted)
    return [
      ...(dropsDefault ? [alter('DROP DEFAULT')] : []),
      ...(this.isRetyped ? [alter(`SET DATA TYPE ${after.type} USING ${this.#cast()}`)] : []),
      ...(before.required && !after.required ? [alter('DROP NOT NULL')] : []),
      ...(!before.required && after.required ? [alter('SET NOT NULL')] : []),
      ...(after.default !== null && !keeps ? [alter(`SET DEFAULT ${after.default}`)] : []),
    ]
  }

  #cast(): string {
    const column = quote(this.column)
    const { type } = this.#after
    const { type: from } = this.#before
    // Whatever the zone of the session that runs it. With a zone on both sides, or on none, nothing is converted.
    if (ZONED.test(from) && LOCAL.test(type)) return `(${column} AT TIME ZONE 'UTC')::${type}`
    if (LOCAL.test(from) && ZONED.test(type)) return `${column}::TIMESTAMP AT TIME ZONE 'UTC'`
    if (type.endsWith('[]')) return `${column}::${type}`
    // As an assignment, which refuses a text that is too long: a cast to its length would cut it.
    if (/^(?:TEXT|VARCHAR|CHAR)\b/.test(type)) return `${column}::text`
    return type.startsWith('"') ? `${column}::text::${type}` : `${column}::${type}`
  }

  /** The sequence of a column that counts, or no longer does. */
  counting(): string[] {
    const [before, after] = [this.#before, this.#after]
    if (before.counted && after.counted && this.isRetyped) return [this.#changeSequence(`ALTER SEQUENCE %s AS ${after.type}`)]
    if (before.counted && !after.counted) return [this.#changeSequence('DROP SEQUENCE %s')]
    if (before.counted || !after.counted) return []
    const sequence = quote(`${this.table}_${this.column}_seq`)
    const [table, column] = [quote(this.table), quote(this.column)]
    return [
      `-- CreateSequence
CREATE SEQUENCE ${sequence} AS ${after.type} OWNED BY ${table}.${column};
SELECT setval(${quoteText(sequence)}, coalesce(max(${column}), 0) + 1, false) FROM ${table};
ALTER TABLE ${table} ALTER COLUMN ${column} SET DEFAULT nextval(${quoteText(sequence)});
`,
    ]
  }

  /** By the table and column that it belongs to, since it keeps its name when these are renamed. */
  #changeSequence(statement: string): string {
    const find = `pg_get_serial_sequence(${quoteText(quote(this.table))}, ${quoteText(this.column)})`
    return `-- AlterSequence\nDO $do$\nBEGIN\n    EXECUTE format(${quoteText(statement)}, ${find});\nEND\n$do$;\n`
  }
}
