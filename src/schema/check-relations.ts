import { findField, type Model, type Models, type Refusal, type Relation, readRelations, wordOf } from './models.js'
import { findStorage } from './storage.js'

const ACTIONS = new Set(['Cascade', 'Restrict', 'SetNull'])

/** What a relation may do on every engine (rows of table C.2). */
export function checkRelations(models: Models, model: Model): Refusal[] {
  return readRelations(model).flatMap((relation) => checkRelation(models, relation))
}

function checkRelation(models: Models, relation: Relation): Refusal[] {
  const { model, field, attribute } = relation
  const subject = `${model.name}.${field.name}`
  const refusals: Refusal[] = []
  const refuse = (providers: readonly string[], reason: string, remedy: string) =>
    refusals.push({ position: attribute.position, subject, providers, reason, remedy })
  // The database sets all columns of the key to null, or none.
  const required = relation.fields.some((name) => findField(model, name)?.modifier === '')

  for (const [argument, value] of [
    ['onDelete', relation.onDelete],
    ['onUpdate', relation.onUpdate],
  ] as const) {
    const action = value === null ? null : wordOf(value)
    if (action === null) continue
    if (action === 'SetDefault') refuse(['mysql'], `${argument}: SetDefault does nothing on MySQL`, 'Use SetNull, Restrict or Cascade')
    else if (action === 'NoAction') {
      // Every other one is Restrict by now.
      refuse(['mysql', 'sqlite'], `${argument}: NoAction of a model to itself is checked at another moment on each engine`, 'Use SetNull')
    } else if (!ACTIONS.has(action)) refuse([], `${argument}: ${action} is not known`, 'Use Cascade, Restrict or SetNull')
    else if (action === 'SetNull' && required) {
      refuse(['mysql', 'sqlite'], `${argument}: SetNull on required fields`, 'Make the foreign key optional, or use another action')
    }
  }
  const target = models.models.find(({ name }) => name === relation.target)
  relation.fields.forEach((name, index) => {
    const own = findStorage(models, model, name)
    const other = target && findStorage(models, target, relation.references[index] ?? '')
    if (own === null || !other || own.kind === other.kind) return
    const reason = `${name} is stored as ${own.kind} and ${relation.target}.${relation.references[index]} as ${other.kind}`
    refuse(['postgresql', 'mysql'], reason, 'Give both fields the same type')
  })
  return refusals
}
