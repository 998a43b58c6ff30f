import type { Column, ColumnDefault, ForeignKey, ReferentialAction, Table, TableKey } from '../contract/tables.js'
import { type Field, findArgument, findAttribute } from './ast.js'
import {
  columnName,
  findField,
  isRelationField,
  type Model,
  type ModelKey,
  type Models,
  mappedName,
  type Relation,
  readRelations,
  stringOf,
  wordOf,
} from './models.js'
import { renderExpression } from './render.js'
import { findStorage } from './storage.js'

/**
 * The tables that a schema asks for, in the names Prisma Migrate gives. The join tables of implicit
 * many-to-many relations come last. A field that is refused has no column here.
 */
export function readTables(models: Models): Table[] {
  return [...models.models.map((model) => readTable(models, model)), ...readJoinTables(models)]
}

function readTable(models: Models, model: Model): Table {
  const key = (kind: ModelKey['kind']) =>
    model.keys.filter((candidate) => candidate.kind === kind).map((candidate) => readKey(model, candidate))
  return {
    name: model.table,
    columns: model.fields.flatMap((field) => readColumn(models, model, field)),
    primaryKey: key('id')[0] ?? { name: `${model.table}_pkey`, columns: [] },
    uniques: key('unique'),
    indexes: key('index'),
    foreignKeys: readRelations(model).map((relation) => readForeignKey(models, relation)),
    join: false,
  }
}

function readColumn(models: Models, model: Model, field: Field): Column[] {
  const storage = findStorage(models, model, field.name)
  if (storage === null) return []
  const attribute = findAttribute(field.attributes, 'default')
  const value = attribute && findArgument(attribute, 'value', 0)
  return [
    {
      name: columnName(model, field.name),
      storage,
      required: field.modifier === '',
      autoincrement: value?.kind === 'call' && value.name === 'autoincrement',
      default: value === undefined ? null : readDefault(models, field, storage.kind, value),
    },
  ]
}

function readDefault(
  models: Models,
  field: Field,
  kind: Column['storage']['kind'],
  value: NonNullable<ReturnType<typeof findArgument>>,
): ColumnDefault | null {
  if (value.kind === 'call') return value.name === 'now' ? { kind: 'now' } : null
  if (kind === 'enum') {
    const members = models.enums.get(field.type)?.entries.filter((entry) => entry.kind === 'member') ?? []
    const member = members.find(({ name }) => name === wordOf(value))
    return member === undefined ? null : { kind: 'enum', value: mappedName(member.attributes, member.name) }
  }
  if (value.kind === 'string') return { kind: kind === 'json' ? 'json' : 'string', value: value.value }
  return { kind: kind === 'boolean' ? 'boolean' : 'number', value: renderExpression(value) }
}

function readKey(model: Model, key: ModelKey): TableKey {
  return {
    name: keyName(model, key),
    columns: key.fields.map(({ name, descending }) => ({ name: columnName(model, name), descending })),
  }
}

/** The name of a key in the database, as Prisma Migrate makes it. */
export function keyName(model: Model, { kind, fields, map }: ModelKey): string {
  if (map !== null) return map
  const body = [model.table, ...fields.map(({ name }) => columnName(model, name))].join('_')
  return { id: `${model.table}_pkey`, unique: `${body}_key`, index: `${body}_idx` }[kind]
}

/** The name of a relation's foreign key in the database, as Prisma Migrate makes it. */
export function foreignKeyName(model: Model, { fields }: Relation): string {
  return `${[model.table, ...fields.map((name) => columnName(model, name))].join('_')}_fkey`
}

function readForeignKey(models: Models, relation: Relation): ForeignKey {
  const { model } = relation
  const target = models.models.find(({ name }) => name === relation.target)
  const columns = relation.fields.map((name) => columnName(model, name))
  const optional = relation.fields.every((name) => findField(model, name)?.modifier === '?')
  return {
    name: foreignKeyName(model, relation),
    columns,
    table: target?.table ?? relation.target,
    references: relation.references.map((name) => (target === undefined ? name : columnName(target, name))),
    // Prisma's defaults, the same on every engine.
    onDelete: actionOf(relation.onDelete) ?? (optional ? 'SetNull' : 'Restrict'),
    onUpdate: onUpdate(relation),
  }
}

export function onUpdate(relation: Relation): ReferentialAction {
  return actionOf(relation.onUpdate) ?? 'Cascade'
}

function actionOf(expression: Relation['onDelete']): ReferentialAction | null {
  return expression === null ? null : (wordOf(expression) as ReferentialAction | null)
}

/** Two lists of each other's model, with no foreign key between, make a table `_AToB`. */
function readJoinTables(models: Models): Table[] {
  const sides = models.models.flatMap((model) =>
    model.fields
      .filter((field) => field.modifier === '[]' && isRelationField(models, field))
      .map((field) => ({ model, field, name: relationName(model, field) })),
  )
  const joins = new Map<string, typeof sides>()
  for (const side of sides) {
    const opposite = models.models.find(({ name }) => name === side.field.type)
    const singular = opposite?.fields.some(
      (field) => field.type === side.model.name && field.modifier !== '[]' && relationName(opposite, field) === side.name,
    )
    if (!singular) joins.set(side.name, [...(joins.get(side.name) ?? []), side])
  }
  return [...joins].map(([name, [first]]) => readJoinTable(models, name, first?.model.name ?? '', first?.field.type ?? ''))
}

function relationName(model: Model, field: Field): string {
  const attribute = findAttribute(field.attributes, 'relation')
  const name = attribute && stringOf(findArgument(attribute, 'name', 0))
  return name ?? [model.name, field.type].sort().join('To')
}

function readJoinTable(models: Models, relation: string, one: string, other: string): Table {
  const table = `_${relation}`
  const ends = [one, other]
    .sort()
    .map((name, index) => ({ name: ['A', 'B'][index] ?? '', model: models.models.find((model) => model.name === name) }))
  const keys = ends.map(({ model }) => model?.keys.find(({ kind }) => kind === 'id')?.fields[0]?.name ?? 'id')
  return {
    name: table,
    columns: ends.map(({ name, model }, index) => ({
      name,
      storage: (model && findStorage(models, model, keys[index] ?? '')) ?? { kind: 'int' },
      required: true,
      autoincrement: false,
      default: null,
    })),
    primaryKey: { name: `${table}_AB_pkey`, columns: ends.map(({ name }) => ({ name, descending: false })) },
    uniques: [],
    indexes: [{ name: `${table}_B_index`, columns: [{ name: 'B', descending: false }] }],
    foreignKeys: ends.map(({ name, model }, index) => ({
      name: `${table}_${name}_fkey`,
      columns: [name],
      table: model?.table ?? '',
      references: [model === undefined ? 'id' : columnName(model, keys[index] ?? '')],
      onDelete: 'Cascade',
      onUpdate: 'Cascade',
    })),
    join: true,
  }
}
