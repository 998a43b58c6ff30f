import type { Attribute } from './ast.js'
import { LONGEST_NAME } from './check-names.js'
import type { CommonNote, NormalizedSchema } from './common-note.js'
import { type Model, type Models, readRelations } from './models.js'
import { describeAttribute } from './render.js'
import { replaceInSchema } from './rewrite.js'
import { foreignKeyName, keyName } from './table-keys.js'

interface Named {
  readonly model: Model
  readonly attribute: Attribute
  readonly sign: '@' | '@@'
  /** As Prisma makes it: whole, and as PostgreSQL can have it. */
  readonly name: string
  readonly cut: string
}

/**
 * Names the keys whose name would be too long for PostgreSQL as Prisma does there. Without that each engine cuts at another place,
 * or not at all.
 */
export function nameKeys(models: Models): NormalizedSchema {
  const long = models.models.flatMap(readNames).filter(({ name, cut }) => name !== cut)
  const attributes = new Map(long.map((named) => [named.attribute, withName(named)]))
  return { schema: replaceInSchema(models.schema, { fields: new Map(), attributes }), notes: long.map(noteOf) }
}

function readNames(model: Model): Named[] {
  const isOnField = (attribute: Attribute) => model.fields.some(({ attributes }) => attributes.includes(attribute))
  return [
    ...model.keys
      .filter(({ map }) => map === null)
      .map((key) => {
        const { attribute } = key
        const sign = isOnField(attribute) ? ('@' as const) : ('@@' as const)
        return { model, attribute, sign, name: keyName(model, key), cut: keyName(model, key, LONGEST_NAME) }
      }),
    ...readRelations(model)
      .filter(({ map }) => map === null)
      .map((relation) => {
        const name = foreignKeyName(model, relation)
        return { model, attribute: relation.attribute, sign: '@' as const, name, cut: foreignKeyName(model, relation, LONGEST_NAME) }
      }),
  ]
}

function withName({ attribute, cut }: Named): Attribute {
  const value = { kind: 'string', value: cut, position: attribute.position } as const
  return { ...attribute, args: [...attribute.args, { name: 'map', value }] }
}

function noteOf(named: Named): CommonNote {
  const { model, attribute, sign } = named
  const because = `PostgreSQL ends a name at ${LONGEST_NAME} bytes`
  return { subject: model.name, from: describeAttribute(attribute, sign), to: describeAttribute(withName(named), sign), because }
}
