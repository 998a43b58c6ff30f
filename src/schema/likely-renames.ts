import { isRelationField, type Model, type Models } from './models.js'
import type { SchemaRename } from './rename.js'

/** What may be a rename: something is gone, and something like it has come. Of a model first, then of fields. */
export function findLikelyRenames(before: Models, after: Models): SchemaRename[] {
  const has = ({ models }: Models, name: string) => models.some((model) => model.name === name)
  const gone = before.models.filter(({ name }) => !has(after, name))
  const come = after.models.filter(({ name }) => !has(before, name))
  const models = gone.flatMap((model) =>
    come.filter((other) => isAlike(model, other)).map((other): SchemaRename => ({ model: model.name, field: null, to: other.name })),
  )
  const fields = before.models.flatMap((model) => {
    const next = after.models.find(({ name }) => name === model.name)
    return next === undefined ? [] : compareFields(before, model, next)
  })
  return [...models, ...fields]
}

/** Most of the fields have the same names. */
function isAlike({ fields }: Model, { fields: others }: Model): boolean {
  const same = fields.filter(({ name }) => others.some((field) => field.name === name)).length
  return same * 2 > Math.max(fields.length, others.length)
}

function compareFields(models: Models, { name: model, fields }: Model, { fields: next }: Model): SchemaRename[] {
  const gone = fields.filter((field) => !isRelationField(models, field) && !next.some(({ name }) => name === field.name))
  const come = next.filter((field) => !fields.some(({ name }) => name === field.name))
  return gone.flatMap((field) =>
    come
      .filter(({ type, modifier }) => type === field.type && modifier === field.modifier)
      .map(({ name }) => ({ model, field: field.name, to: name })),
  )
}
