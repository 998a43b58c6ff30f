import type { ConstraintFacts, DefaultFacts, Facts, FieldFacts, ModelFacts, RelationFacts } from '../contract/facts.js'
import { type Expression, type Field, findArgument, findAttribute } from './ast.js'
import { columnName, isRelationField, type Model, type Models, readRelations, wordOf } from './models.js'
import { findStorage } from './storage.js'
import { foreignKeyName, keyName, onUpdate } from './table-keys.js'

/** The facts of every model, by name. */
export function readFacts(models: Models): Facts {
  return Object.fromEntries(models.models.map((model) => [model.name, readModelFacts(models, model)]))
}

function readModelFacts(models: Models, model: Model): ModelFacts {
  const keys = (kind: 'id' | 'unique'): ConstraintFacts[] =>
    model.keys.filter((key) => key.kind === kind).map((key) => ({ name: keyName(model, key), fields: key.fields.map(({ name }) => name) }))
  const id = keys('id')[0]?.fields ?? []
  const relations = model.fields.filter((field) => isRelationField(models, field))
  const facts = {
    table: model.table,
    fields: Object.fromEntries(model.fields.flatMap((field) => readFieldFacts(models, model, field, id))),
    relations: Object.fromEntries(relations.map((field) => [field.name, readRelationFacts(model, field)])),
    id,
    uniques: keys('unique'),
  }
  return findTaken(models, model).has(model.name) ? { ...facts, cascadesToItself: true } : facts
}

/** The models whose rows a delete of a row takes along. */
function findTaken(models: Models, { name }: Pick<Model, 'name'>, found = new Set<string>()): Set<string> {
  const takes = models.models
    .flatMap(readRelations)
    .filter(({ target, onDelete }) => target === name && wordOf(onDelete ?? undefined) === 'Cascade')
  for (const { model } of takes) if (!found.has(model.name)) findTaken(models, model, found.add(model.name))
  return found
}

function readFieldFacts(models: Models, model: Model, field: Field, id: readonly string[]): [string, FieldFacts][] {
  const { name, modifier } = field
  const storage = findStorage(models, model, name)
  if (storage === null) return []
  const facts = { column: columnName(model, name), storage, required: modifier === '' }
  const value = id.includes(name) ? readDefault(field) : undefined
  return [[name, value === undefined ? facts : { ...facts, default: value }]]
}

/** The version that Prisma takes where the schema names none. */
const VERSIONS: Readonly<Record<string, readonly number[]>> = { uuid: [4], cuid: [1] }

function readDefault({ attributes, type }: Field): DefaultFacts | undefined {
  const attribute = findAttribute(attributes, 'default')
  const value = attribute && findArgument(attribute, 'value', 0)
  switch (value?.kind) {
    case 'call':
      if (value.name === 'autoincrement') return { kind: 'autoincrement' }
      return { kind: 'generator', name: value.name, args: readNumbers(value.args) }
    case 'string':
      return { kind: 'value', value: value.value }
    case 'word':
      return { kind: 'value', value: type === 'Int' || type === 'BigInt' ? Number(value.text) : value.text }
  }
  return undefined

  function readNumbers(args: readonly { readonly value: Expression }[]): readonly number[] {
    const numbers = args.flatMap(({ value: given }) => (given.kind === 'word' ? [Number(given.text)] : []))
    return numbers.length > 0 || value?.kind !== 'call' ? numbers : (VERSIONS[value.name] ?? [])
  }
}

function readRelationFacts(model: Model, { name, type, modifier }: Field): RelationFacts {
  const relation = readRelations(model).find(({ field }) => field.name === name)
  const facts = { model: type, list: modifier === '[]' }
  if (relation === undefined) return facts
  const follows = relation.target === model.name && onUpdate(relation) !== 'Restrict'
  const foreignKey = { name: foreignKeyName(model, relation), fields: relation.fields }
  return { ...facts, foreignKey: follows ? { ...foreignKey, follows: relation.references } : foreignKey }
}
