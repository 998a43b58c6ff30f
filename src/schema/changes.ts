import type { Storage } from '../contract/storage.js'
import type { Column, Table } from '../contract/tables.js'
import type { Models } from './models.js'

/** Something that a migration does to rows, or cannot do over them. */
export interface SchemaChange {
  /** `User.name`, or a model, or a table that no model is. */
  readonly subject: string
  readonly message: string
  /** `answer`: somebody must agree. `fill`: the rows that are there need a value. `never`: no two engines would do it alike. */
  readonly needs: 'answer' | 'fill' | 'never'
}

/** What rows may lose, or keep a migration from running, in the order of the schemas. */
export function findChanges(before: readonly Table[], after: readonly Table[], names: NameOf): SchemaChange[] {
  const dropped = before.filter(({ name }) => !after.some((table) => table.name === name))
  return [
    ...dropped.map(({ name }) => answer(names(name), 'is dropped, with all its rows')),
    ...after.flatMap((table) => {
      const former = before.find(({ name }) => name === table.name)
      return former === undefined ? [] : compareTables(former, table, names)
    }),
  ]
}

/** A table or column by the name of its model and field. */
export type NameOf = (table: string, column?: string) => string

/** @param schemas those that may know a name, the first one that does wins */
export function nameModels(...schemas: readonly Models[]): NameOf {
  return (table, column) => {
    for (const { models } of schemas) {
      const model = models.find((candidate) => candidate.table === table)
      if (model === undefined) continue
      if (column === undefined) return model.name
      const field = model.fields.find(({ name, attributes }) => {
        const map = attributes.find((attribute) => attribute.name === 'map')?.args[0]?.value
        return (map?.kind === 'string' ? map.value : name) === column
      })
      if (field !== undefined) return `${model.name}.${field.name}`
    }
    return column === undefined ? table : `${table}.${column}`
  }
}

function compareTables(before: Table, after: Table, names: NameOf): SchemaChange[] {
  const nameOf = (column: string) => names(after.name, column)
  const list = (columns: readonly { readonly name: string }[]) => columns.map(({ name }) => nameOf(name)).join(', ')
  const dropped = before.columns.filter(({ name }) => !after.columns.some((column) => column.name === name))
  const uniques = after.indexes.filter(({ kind, columns }) => kind === 'unique' && !hasUnique(before, columns))
  const [oldKey, newKey] = [before, after].map(({ primaryKey }) => primaryKey.columns.map(({ name }) => name))
  return [
    ...dropped.map(({ name }) => answer(nameOf(name), 'is dropped, with all its values')),
    ...after.columns.flatMap((column) => {
      const former = before.columns.find(({ name }) => name === column.name)
      return former === undefined ? compareNew(column, nameOf(column.name)) : compareColumns(former, column, nameOf(column.name))
    }),
    ...(oldKey?.join() === newKey?.join() ? [] : [answer(names(after.name), 'gets another primary key')]),
    ...uniques.map(({ columns }) => answer(list(columns), 'becomes unique: this fails where two rows are alike')),
  ]
}

function hasUnique({ indexes, primaryKey }: Table, columns: readonly { readonly name: string }[]): boolean {
  const wanted = columns.map(({ name }) => name).join()
  const is = (key: { readonly columns: readonly { readonly name: string }[] }) => key.columns.map(({ name }) => name).join() === wanted
  return is(primaryKey) || indexes.some((index) => index.kind === 'unique' && is(index))
}

function compareNew(column: Column, subject: string): SchemaChange[] {
  if (!column.required || column.autoincrement || column.default !== null) return []
  return [{ subject, needs: 'fill', message: 'is required and has no default: the rows that are there need a value' }]
}

function compareColumns(before: Column, after: Column, subject: string): SchemaChange[] {
  const required = after.required && !before.required && after.default === null
  return [
    ...compareStorage(before.storage, after.storage, subject),
    ...(required ? [answer(subject, 'becomes required: this fails where a row has no value')] : []),
  ]
}

/** Types whose values every engine makes the same of the other's. */
const CASTS: Readonly<Partial<Record<Storage['kind'], readonly Storage['kind'][]>>> = {
  smallint: ['int', 'bigint', 'decimal', 'float', 'text'],
  int: ['smallint', 'bigint', 'decimal', 'float', 'text'],
  bigint: ['smallint', 'int', 'decimal', 'text'],
  text: ['enum'],
  enum: ['text'],
  uuid: ['text'],
  timestamp: ['timestamptz'],
  timestamptz: ['timestamp'],
}
const SIZES: readonly Storage['kind'][] = ['smallint', 'int', 'bigint']

function compareStorage(before: Storage, after: Storage, subject: string): SchemaChange[] {
  if (before.kind !== after.kind) {
    if (CASTS[before.kind]?.includes(after.kind) !== true) {
      const message = `changes its type from ${before.kind} to ${after.kind}, which no two engines do alike: add a field, fill it, drop the old one`
      return [{ subject, needs: 'never', message }]
    }
    const widens = before.kind.startsWith('timestamp') || growsTo(before, after)
    return widens ? [] : [answer(subject, `changes its type from ${before.kind} to ${after.kind}: this fails where a value does not fit`)]
  }
  if (before.kind === 'list' && after.kind === 'list') {
    const { of } = after
    const keeps =
      JSON.stringify(before.of) === JSON.stringify(of) ||
      (['enum', 'text'].includes(of.kind) && compareStorage(before.of, of, subject).length === 0)
    if (keeps) return []
    const message = 'gets another type of elements, which no two engines do alike: add a field, fill it, drop the old one'
    return [{ subject, needs: 'never', message }]
  }
  if (before.kind === 'enum' && after.kind === 'enum') {
    const removed = before.values.filter((value) => !after.values.includes(value))
    return removed.length === 0 ? [] : [answer(subject, `loses the values ${removed.join(', ')}: this fails where a row has one`)]
  }
  if (before.kind === 'text' && after.kind === 'text') {
    const shortens = (before.length ?? Number.POSITIVE_INFINITY) > (after.length ?? Number.POSITIVE_INFINITY)
    return shortens ? [answer(subject, `is at most ${after.length} long: this fails where a text is longer`)] : []
  }
  if (before.kind === 'decimal' && after.kind === 'decimal') {
    const loses = after.scale < before.scale || after.precision - after.scale < before.precision - before.scale
    return loses ? [answer(subject, 'keeps fewer digits: values are rounded, and this fails where one does not fit')] : []
  }
  return []
}

function growsTo(before: Storage, after: Storage): boolean {
  if (after.kind === 'text') return after.length === null || after.length >= 20
  return SIZES.includes(after.kind) && SIZES.indexOf(after.kind) > SIZES.indexOf(before.kind)
}

function answer(subject: string, message: string): SchemaChange {
  return { subject, message, needs: 'answer' }
}
