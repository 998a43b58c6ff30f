import type { Column, ForeignKey, Table } from '../contract/tables.js'
import { type Field, findArgument, findAttribute } from './ast.js'
import { columnName, isRelationField, type Model, type Models, stringOf } from './models.js'
import { cutName } from './table-keys.js'
import type { TableReading } from './table-reading.js'

/** A list of another model, which a relation may have on either side. */
interface Side {
  readonly model: Model
  readonly field: Field
  readonly relation: string
}

/** Two lists of each other's model, with no foreign key between, make a table `_AToB`. */
export function readJoinTables<T>(models: Models, reading: TableReading<T>): Table<T>[] {
  const sides = models.models.flatMap((model) =>
    model.fields
      .filter((field) => field.modifier === '[]' && isRelationField(models, field))
      .map((field): Side => ({ model, field, relation: relationName(model, field) })),
  )
  // The side called A registers the relation with Prisma, which decides the order of the tables.
  const seen = new Set<string>()
  return sides.flatMap((side) => {
    const { model, field, relation } = side
    if (model.name > field.type || seen.has(relation) || !isManyToMany(models, side)) return []
    seen.add(relation)
    return [readJoinTable(models, side, reading)]
  })
}

function isManyToMany(models: Models, { model, field, relation }: Side): boolean {
  const opposite = models.models.find(({ name }) => name === field.type)
  return !opposite?.fields.some(
    (candidate) => candidate.type === model.name && candidate.modifier !== '[]' && relationName(opposite, candidate) === relation,
  )
}

function relationName(model: Model, field: Field): string {
  const attribute = findAttribute(field.attributes, 'relation')
  const name = attribute && stringOf(findArgument(attribute, 'name', 0))
  return name ?? [model.name, field.type].sort().join('To')
}

function readJoinTable<T>(models: Models, side: Side, reading: TableReading<T>): Table<T> {
  const table = cutName(`_${side.relation}`, '', reading.nameLimit)
  const named = (suffix: string) => cutName(table, suffix, reading.nameLimit)
  const ends = [
    { name: 'A', model: side.model },
    { name: 'B', model: models.models.find(({ name }) => name === side.field.type) ?? side.model },
  ]
  const whole = (name: string) => ({ name, descending: false, length: null })
  return {
    name: table,
    columns: ends.flatMap((end) => readEnd(models, end, reading)),
    primaryKey: { name: named('_AB_pkey'), columns: ends.map(({ name }) => whole(name)) },
    indexes: [{ kind: 'index', name: named('_B_index'), columns: [whole('B')] }],
    foreignKeys: ends.map(
      ({ name, model }): ForeignKey => ({
        name: named(`_${name}_fkey`),
        columns: [name],
        table: model.table,
        references: [columnName(model, idOf(model))],
        onDelete: 'Cascade',
        onUpdate: 'Cascade',
      }),
    ),
    join: true,
  }
}

function readEnd<T>(models: Models, { name, model }: { name: string; model: Model }, reading: TableReading<T>): Column<T>[] {
  const storage = reading.typeOf(models, model, idOf(model))
  return storage === null ? [] : [{ name, storage, required: true, autoincrement: false, default: null, clientDefault: false }]
}

function idOf(model: Model): string {
  return model.keys.find(({ kind }) => kind === 'id')?.fields[0]?.name ?? 'id'
}
