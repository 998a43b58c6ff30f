import type { ScriptObject, TableText } from '../script-objects.js'
import type { TablePair } from './alter-table.js'
import { readDefinition } from './column-text.js'
import { quote } from './quote.js'

interface EnumChanges {
  /** Statements before the tables change, and after. */
  readonly before: readonly string[]
  readonly after: readonly string[]
  /** Columns that have the new type by then, and no default. */
  readonly renewed: ReadonlySet<string>
}

/**
 * PostgreSQL adds values to an enum, but a transaction that has added one may not use it. An enum whose new value is used, or
 * that loses values or their order, is made anew under its name.
 */
export function changeEnums(
  { old, next }: { readonly old: readonly ScriptObject[]; readonly next: readonly ScriptObject[] },
  pairs: readonly TablePair[],
  created: readonly TableText[],
): EnumChanges {
  const renewed = new Set<string>()
  const replaced: string[] = []
  const before = next.flatMap((type) => {
    const former = old.find(({ name }) => name === type.name)
    if (former === undefined) return [`-- CreateEnum\n${type.sql}\n`]
    if (former.sql === type.sql) return []
    const [values, wanted] = [readValues(former), readValues(type)]
    const added = wanted.filter((value) => !values.includes(value))
    const grows = wanted.filter((value) => values.includes(value)).join() === values.join()
    if (grows && !isUsed(type.name, added, [...pairs.map(({ after: table }) => table), ...created]))
      return added.map((value) => addValue(type.name, value, wanted))
    const columns = findColumns(type.name, pairs)
    for (const { table, column } of columns) renewed.add(JSON.stringify([table, column]))
    // Columns that go, or get another type, have the old one until then.
    replaced.push(`-- DropEnum\nDROP TYPE ${quote(`${type.name}_old`)};\n`)
    return [renew(type, columns)]
  })
  const gone = old.filter(({ name }) => !next.some((type) => type.name === name))
  return { before, after: [...replaced, ...gone.map(({ name }) => `-- DropEnum\nDROP TYPE ${quote(name)};\n`)], renewed }
}

/** As SQL writes them. */
function readValues({ sql }: ScriptObject): string[] {
  return sql.slice(sql.indexOf('(')).match(/'(?:[^']|'')*'/g) ?? []
}

function addValue(name: string, value: string, wanted: readonly string[]): string {
  const at = wanted.indexOf(value)
  const place = at === 0 ? `BEFORE ${wanted[1]}` : `AFTER ${wanted[at - 1]}`
  return `-- AlterEnum\nALTER TYPE ${quote(name)} ADD VALUE ${value} ${place};\n`
}

interface EnumColumn {
  readonly table: string
  readonly column: string
  readonly hasDefault: boolean
  readonly list: boolean
}

/** Columns that have an enum's type and keep it. */
function findColumns(name: string, pairs: readonly TablePair[]): EnumColumn[] {
  return pairs.flatMap(({ name: table, before, after }) =>
    before.columns.flatMap(({ name: column, definition }) => {
      const { type, default: value } = readDefinition(definition)
      const next = after.columns.find((candidate) => candidate.name === column)
      const stays = next !== undefined && readDefinition(next.definition).type === type
      return isOf(type, name) && stays ? [{ table, column, hasDefault: value !== null, list: type.endsWith('[]') }] : []
    }),
  )
}

/** The enum, or a list of its values. */
function isOf(type: string, name: string): boolean {
  return type === quote(name) || type === `${quote(name)}[]`
}

/** True where a column has a new value in its default. */
function isUsed(name: string, added: readonly string[], tables: readonly TableText[]): boolean {
  return tables.some(({ columns }) =>
    columns.some(({ definition }) => {
      const { type, default: value } = readDefinition(definition)
      return isOf(type, name) && value !== null && added.some((one) => value.includes(one))
    }),
  )
}

function renew({ name, sql }: ScriptObject, columns: readonly EnumColumn[]): string {
  const [own, made, former] = [name, `${name}_new`, `${name}_old`].map(quote)
  const alter = ({ table, column, hasDefault, list }: EnumColumn) => {
    const suffix = list ? '[]' : ''
    const change = `ALTER COLUMN ${quote(column)}`
    const dropped = hasDefault ? `${change} DROP DEFAULT, ` : ''
    return `ALTER TABLE ${quote(table)} ${dropped}${change} TYPE ${made}${suffix} USING (${quote(column)}::text${suffix}::${made}${suffix});\n`
  }
  return [
    '-- AlterEnum\n',
    `${sql.replace(`CREATE TYPE ${own}`, () => `CREATE TYPE ${made}`)}\n`,
    ...columns.map(alter),
    `ALTER TYPE ${own} RENAME TO ${former};\nALTER TYPE ${made} RENAME TO ${own};\n`,
  ].join('')
}
