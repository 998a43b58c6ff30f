import type { Position } from '../contract/position.js'
import type { Table } from '../contract/tables.js'
import { columnName, isRelationField, type Models, type Refusal } from './models.js'
import { enumStorage } from './storage.js'

/** PostgreSQL cuts longer names in silence; MySQL ends at 64. */
export const LONGEST_NAME = 63

/** Names that an engine would cut, or take for one another (table B.9). */
export function checkNames(models: Models, tables: readonly Table[]): Refusal[] {
  return [
    ...checkLengths(models, tables),
    ...checkEnumLengths(models),
    ...checkFolding(models),
    ...checkIndexNames(models, tables),
    ...checkForeignKeyNames(models, tables),
  ]
}

function checkLengths(models: Models, tables: readonly Table[]): Refusal[] {
  return tables.flatMap((table) => {
    const keys = [table.primaryKey, ...table.indexes, ...table.foreignKeys]
    // On MySQL a join table has a unique index instead of a primary key.
    const join = table.join ? [`${table.name}_AB_unique`] : []
    const names = [table.name, ...table.columns.map(({ name }) => name), ...keys.map(({ name }) => name), ...join]
    const long = [...new Set(names)].filter((name) => Buffer.byteLength(name) > LONGEST_NAME)
    return long.map((name) => ({
      ...placeOf(models, table),
      providers: ['postgresql', 'mysql'],
      reason: `the name ${name} is longer than ${LONGEST_NAME} bytes, and PostgreSQL would cut it`,
      remedy: 'Give a shorter one with map, or shorten the names of the table and its columns with @@map and @map',
    }))
  })
}

/** An enum's name and its values are names to PostgreSQL. */
function checkEnumLengths(models: Models): Refusal[] {
  return [...models.enums.values()].flatMap((block) => {
    const { type, values } = enumStorage(block)
    const { position, name: subject } = block
    const long = [type, ...values].filter((name) => Buffer.byteLength(name) > LONGEST_NAME)
    return long.map((name) => {
      const reason = `the name ${name} is longer than ${LONGEST_NAME} bytes, where PostgreSQL ends`
      return { position, subject, providers: ['postgresql'], reason, remedy: 'Give a shorter one with map' }
    })
  })
}

/** SQLite tells tables and columns apart without case, MySQL columns. */
function checkFolding(models: Models): Refusal[] {
  const tables = findTwins(models.models.map((model) => ({ name: model.table, subject: model.name, position: model.block.position })))
  const columns = models.models.flatMap((model) =>
    findTwins(
      // A relation has no column.
      model.fields
        .filter((field) => !isRelationField(models, field))
        .map((field) => ({ name: columnName(model, field.name), subject: `${model.name}.${field.name}`, position: field.position })),
    ),
  )
  return [...tables, ...columns]
}

interface Named {
  readonly name: string
  readonly subject: string
  readonly position: Position
}

function findTwins(names: readonly Named[]): Refusal[] {
  const seen = new Map<string, Named>()
  return names.flatMap((named) => {
    const twin = seen.get(named.name.toLowerCase())
    seen.set(named.name.toLowerCase(), named)
    if (twin === undefined) return []
    const { subject, position } = named
    const reason = `its name ${named.name} is that of ${twin.subject} (${twin.name}) when case does not count`
    return [{ subject, position, providers: ['mysql', 'sqlite'], reason, remedy: 'Give it another name with map' }]
  })
}

/** Index names are unique in a table on MySQL, in a schema on PostgreSQL and SQLite, where tables have names among them. */
function checkIndexNames(models: Models, tables: readonly Table[]): Refusal[] {
  const seen = new Map(tables.map(({ name }) => [name, `the table ${name}`]))
  return tables.flatMap((table) =>
    [table.primaryKey, ...table.indexes].flatMap(({ name }) => {
      const other = seen.get(name)
      seen.set(name, `the table ${table.name}`)
      if (other === undefined) return []
      return [
        {
          ...placeOf(models, table),
          providers: ['postgresql', 'sqlite'],
          reason: `the index name ${name} is used by ${other} too`,
          remedy: 'Give one of them another name with map',
        },
      ]
    }),
  )
}

/**
 * MySQL has one of a name in a database, whatever its case. It makes an index of the same name, unless there is one that begins with
 * the columns of the key.
 */
function checkForeignKeyNames(models: Models, tables: readonly Table[]): Refusal[] {
  const seen = new Map<string, string>()
  return tables.flatMap((table) =>
    table.foreignKeys.flatMap(({ name, columns }) => {
      const other = seen.get(name.toLowerCase())
      seen.set(name.toLowerCase(), `the table ${table.name}`)
      const index = table.indexes.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase())
      const taken = index !== undefined && !columns.every((column, at) => index.columns[at]?.name === column)
      const user = other ?? (taken || table.primaryKey.name === name ? `another key of the table ${table.name}` : undefined)
      if (user === undefined) return []
      const reason = `the foreign key name ${name} is used by ${user} too`
      return [{ ...placeOf(models, table), providers: ['mysql'], reason, remedy: 'Give one of them another name with map' }]
    }),
  )
}

function placeOf(models: Models, table: Table): { subject: string; position: Position } {
  // A join table has no model: it is told at the first it joins.
  const owner = table.join ? table.foreignKeys[0]?.table : table.name
  const model = models.models.find((candidate) => candidate.table === owner)
  return { subject: model?.name ?? table.name, position: model?.block.position ?? { line: 1, column: 1 } }
}
