import type { Storage } from '../contract/storage.js'
import type { Column, Table, WrittenType } from '../contract/tables.js'
import { blocksOf, type Field, findArgument, findAttribute } from './ast.js'
import { readDefault } from './column-defaults.js'
import { readJoinTables } from './join-tables.js'
import { columnName, isRelationField, type Model, type ModelKey, type Models, readRelations, stringOf } from './models.js'
import { findStorage } from './storage.js'
import { foreignKeyOf, indexOf, keyOf, primaryKeyName } from './table-keys.js'
import type { TableReading } from './table-reading.js'
import { findWrittenType } from './written-types.js'

/**
 * The tables that a canonical schema asks for, in the names Prisma Migrate gives. The join tables of implicit
 * many-to-many relations come last. A field that is refused has no column here.
 */
export function readTables(models: Models): Table[] {
  return readTablesAs<Storage>(models, { typeOf: findStorage, nameLimit: null })
}

/** The tables that the schema of one engine asks for, whether it was rendered or written by hand. */
export function readWrittenTables(models: Models, nameLimit: number | null): Table<WrittenType>[] {
  return readTablesAs<WrittenType>(models, { typeOf: findWrittenType, nameLimit })
}

function readTablesAs<T>(models: Models, reading: TableReading<T>): Table<T>[] {
  const tables = [...models.models.map((model) => readTable(models, model, reading)), ...readJoinTables(models, reading)]
  return hasForeignKeys(models) ? tables : tables.map((table) => ({ ...table, foreignKeys: [] }))
}

/** `relationMode = "prisma"`, which was called `referentialIntegrity` once, keeps relations out of the database. */
function hasForeignKeys({ schema }: Models): boolean {
  const settings = blocksOf(schema, 'datasource').flatMap(({ entries }) => entries)
  return !settings.some(
    (entry) =>
      entry.kind === 'setting' &&
      (entry.name === 'relationMode' || entry.name === 'referentialIntegrity') &&
      stringOf(entry.value) === 'prisma',
  )
}

function readTable<T>(models: Models, model: Model, reading: TableReading<T>): Table<T> {
  const keys = (kind: ModelKey['kind']) => model.keys.filter((key) => key.kind === kind)
  const isOnField = ({ attribute }: ModelKey) => model.fields.some(({ attributes }) => attributes.includes(attribute))
  const uniques = keys('unique')
  // Prisma's order, whatever the order of the lines.
  const indexes = [...uniques.filter(isOnField), ...keys('index'), ...uniques.filter((key) => !isOnField(key)), ...keys('fulltext')]
  const id = keys('id')[0]
  return {
    name: model.table,
    columns: model.fields.flatMap((field) => readColumn(models, model, field, reading)),
    primaryKey: id === undefined ? { name: primaryKeyName(model, null), columns: [] } : keyOf(model, id, reading.nameLimit),
    indexes: indexes.map((key) => indexOf(model, key, reading.nameLimit)),
    foreignKeys: readRelations(model)
      // A view has no keys.
      .filter(({ target }) => models.models.some(({ name }) => name === target))
      .map((relation) => foreignKeyOf(models, relation, reading.nameLimit)),
    join: false,
  }
}

function readColumn<T>(models: Models, model: Model, field: Field, reading: TableReading<T>): Column<T>[] {
  if (isRelationField(models, field)) return []
  const storage = reading.typeOf(models, model, field.name)
  if (storage === null) return []
  const attribute = findAttribute(field.attributes, 'default')
  const value = attribute && findArgument(attribute, 'value', 0)
  const call = value?.kind === 'call' ? value.name : null
  return [
    {
      name: columnName(model, field.name),
      storage,
      required: field.modifier === '',
      autoincrement: call === 'autoincrement',
      default: value === undefined ? null : readDefault(models, field, value),
      clientDefault: call !== null && !['autoincrement', 'now', 'dbgenerated'].includes(call),
    },
  ]
}
