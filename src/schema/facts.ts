import type { ConstraintFacts, Facts, FieldFacts, ModelFacts, RelationFacts } from '../contract/facts.js'
import type { Field } from './ast.js'
import { columnName, isRelationField, type Model, type Models, readRelations } from './models.js'
import { findStorage } from './storage.js'
import { foreignKeyName, keyName } from './tables.js'

/** The facts of every model, by name. */
export function readFacts(models: Models): Facts {
  return Object.fromEntries(models.models.map((model) => [model.name, readModelFacts(models, model)]))
}

function readModelFacts(models: Models, model: Model): ModelFacts {
  const keys = (kind: 'id' | 'unique'): ConstraintFacts[] =>
    model.keys.filter((key) => key.kind === kind).map((key) => ({ name: keyName(model, key), fields: key.fields.map(({ name }) => name) }))
  const relations = model.fields.filter((field) => isRelationField(models, field))
  return {
    table: model.table,
    fields: Object.fromEntries(model.fields.flatMap((field) => readFieldFacts(models, model, field))),
    relations: Object.fromEntries(relations.map((field) => [field.name, readRelationFacts(model, field)])),
    id: keys('id')[0]?.fields ?? [],
    uniques: keys('unique'),
  }
}

function readFieldFacts(models: Models, model: Model, { name, modifier }: Field): [string, FieldFacts][] {
  const storage = findStorage(models, model, name)
  return storage === null ? [] : [[name, { column: columnName(model, name), storage, required: modifier === '' }]]
}

function readRelationFacts(model: Model, { name, type, modifier }: Field): RelationFacts {
  const relation = readRelations(model).find(({ field }) => field.name === name)
  const facts = { model: type, list: modifier === '[]' }
  return relation === undefined ? facts : { ...facts, foreignKey: { name: foreignKeyName(model, relation), fields: relation.fields } }
}
