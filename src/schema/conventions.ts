import { SchemaRefusedError } from '../contract/errors.js'
import { type Block, blocksOf } from './ast.js'
import { columnName, isRelationField, type Model, type Models, mappedName, type Refusal, readRelations } from './models.js'
import { RESERVED_WORDS } from './reserved-words.js'

/*
 * How the core model is written, for a schema that wants the same. A schema that is not so works, too.
 */

const PASCAL_CASE = /^(?:[A-Z][a-z0-9]*)+$/
const CAMEL_CASE = /^[a-z][a-z0-9]*(?:[A-Z][a-z0-9]*)*$/
const SNAKE_CASE = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/

/** @throws {SchemaRefusedError} with all that is against the conventions */
export function assertConventions(models: Models): void {
  const refusals = [
    ...models.models.flatMap((model) => [
      ...checkModel(model),
      ...checkColumns(models, model),
      ...checkTimes(model),
      ...checkModelRelations(model),
    ]),
    ...blocksOf(models.schema, 'enum').flatMap(checkEnum),
  ]
  const { file } = models.schema
  if (refusals.length > 0) throw new SchemaRefusedError(refusals.map((refusal) => ({ ...refusal, file, providers: [] })))
}

function checkModel({ name, table, block: { position } }: Model): Refusal[] {
  return [...checkName(name, position), ...checkDatabaseName('table', table, snakeCase(name), { subject: name, position })]
}

function checkEnum({ name, entries, position }: Block): Refusal[] {
  const attributes = entries.flatMap((entry) => (entry.kind === 'attribute' ? [entry.attribute] : []))
  return [
    ...checkName(name, position),
    ...checkDatabaseName('type', mappedName(attributes, name), snakeCase(name), { subject: name, position }),
  ]
}

function checkName(name: string, position: Refusal['position']): Refusal[] {
  if (PASCAL_CASE.test(name)) return []
  return [{ position, subject: name, reason: 'its name is not in PascalCase', remedy: 'Rename it, and keep its table with @@map' }]
}

function checkColumns(models: Models, model: Model): Refusal[] {
  return model.fields.flatMap((field): Refusal[] => {
    const { position } = field
    const subject = `${model.name}.${field.name}`
    if (!CAMEL_CASE.test(field.name))
      return [{ position, subject, reason: 'its name is not in camelCase', remedy: 'Rename it, and keep its column with @map' }]
    if (isRelationField(models, field)) return []
    return checkDatabaseName('column', columnName(model, field.name), snakeCase(field.name), { position, subject })
  })
}

type Place = Pick<Refusal, 'position' | 'subject'>

function checkDatabaseName(kind: 'table' | 'type' | 'column', name: string, wanted: string, place: Place): Refusal[] {
  const map = kind === 'column' ? '@map' : '@@map'
  const isRight = kind === 'column' ? name === wanted : SNAKE_CASE.test(name)
  if (!isRight) return [{ ...place, reason: `its ${kind} is called ${name}`, remedy: `Write ${map}("${wanted}")` }]
  if (!RESERVED_WORDS.has(name)) return []
  const reason = `its ${kind} is called ${name}, a reserved word, which every query by hand must quote`
  return [{ ...place, reason, remedy: `Choose another with ${map}` }]
}

function checkTimes({ name, fields, block: { position } }: Model): Refusal[] {
  const wanted = [
    ['createdAt', 'default', 'createdAt DateTime @default(now()) @map("created_at")'],
    ['updatedAt', 'updatedAt', 'updatedAt DateTime @updatedAt @map("updated_at")'],
  ] as const
  return wanted.flatMap(([text, attribute, remedy]) => {
    const field = fields.find((candidate) => candidate.name === text && candidate.type === 'DateTime')
    if (field?.attributes.some((candidate) => candidate.name === attribute)) return []
    return [{ position, subject: name, reason: `it has no ${text}`, remedy: `Add ${remedy}` }]
  })
}

function checkModelRelations(model: Model): Refusal[] {
  return readRelations(model).flatMap(({ field, fields, onDelete }) => {
    const place = { position: field.position, subject: `${model.name}.${field.name}` }
    const isCovered = model.keys.some((key) => fields.every((text, index) => key.fields[index]?.name === text))
    return [
      ...(onDelete === null
        ? [{ ...place, reason: 'it does not say what a delete does', remedy: 'Add onDelete: Cascade, Restrict or SetNull' }]
        : []),
      ...(isCovered ? [] : [{ ...place, reason: 'its foreign key has no index', remedy: `Add @@index([${fields.join(', ')}])` }]),
    ]
  })
}

function snakeCase(text: string): string {
  return text.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter}`).toLowerCase()
}
