import type { RandomModel, RandomSchema } from './random-schema.js'

/** The schema as a user would write it. */
export function printSchema(schema: RandomSchema): string {
  const mode = schema.foreignKeys ? '' : '  relationMode = "prisma"\n'
  const blocks = [
    `datasource db {\n  provider = "mysql"\n${mode}}`,
    `enum Size {\n${schema.sizes.map((size) => `  ${size}`).join('\n')}\n}`,
    ...schema.models.map((model) => printModel(schema, model)),
  ]
  return `${blocks.join('\n\n')}\n`
}

function printModel(schema: RandomSchema, model: RandomModel): string {
  const relations = model.relations.filter(({ target }) => schema.models.some(({ name }) => name === target))
  const lines = [
    ...printId(model),
    ...model.fields.map(({ name, type, optional, default: value }) => {
      const [scalar = '', ...native] = type.split(' @')
      return [
        `${name} ${scalar}${optional ? '?' : ''}`,
        ...native.map((text) => `@${text}`),
        ...(value === null ? [] : [`@default${value}`]),
      ].join(' ')
    }),
    ...relations.flatMap((relation) => printRelation(schema, model, relation)),
    ...schema.models.flatMap((other) =>
      other.relations
        .filter(({ target }) => target === model.name)
        .map(({ index }) => `from${other.name} ${other.name}${index === 'unique' ? '?' : '[]'} @relation("${other.name}_${model.name}")`),
    ),
    ...schema.joins.flatMap((join) => printJoin(model, join)),
    ...model.keys,
    ...(model.map === null ? [] : [`@@map("${model.map}")`]),
  ]
  return `model ${model.name} {\n${lines.map((line) => `  ${line}`).join('\n')}\n}`
}

function printId({ id: { type, form } }: RandomModel): string[] {
  if (form === 'id') return [`id ${type} @id`]
  if (form === 'unique') return [`id ${type} @unique`, 'part Int', '@@id([part])']
  return [`id ${type.replace(' @default(autoincrement())', '')}`, 'part Int', '@@id([id, part])']
}

function printRelation(schema: RandomSchema, model: RandomModel, relation: RandomModel['relations'][number]): string[] {
  const target = schema.models.find(({ name }) => name === relation.target)
  if (target === undefined) return []
  const mark = relation.optional ? '?' : ''
  const key = `ref${target.name}`
  const [scalar = '', native] = target.id.type.replace(' @default(autoincrement())', '').split(' ')
  const composite = target.id.form === 'composite'
  const fields = composite ? [`${key}Id`, `${key}Part`] : [`${key}Id`]
  const wide = model.fields.find(({ type }) => /^(Int|BigInt)/.test(type))?.name ?? 'id'
  const indexes = {
    none: [],
    exact: [`@@index([${fields}])`],
    wide: [`@@index([${fields}, ${wide}])`],
    unique: [`@@unique([${fields}])`],
    descending: [`@@index([${fields.map((field) => `${field}(sort: Desc)`)}])`],
  }
  return [
    `${fields[0]} ${scalar}${mark}${native === undefined ? '' : ` ${native}`}`,
    ...(composite ? [`${fields[1]} Int${mark}`] : []),
    `to${target.name} ${target.name}${mark} @relation("${model.name}_${target.name}", fields: [${fields}], references: [${composite ? 'id, part' : 'id'}]${relation.actions}${relation.map})`,
    ...indexes[relation.index],
  ]
}

function printJoin(model: RandomModel, [one, other]: readonly [string, string]): string[] {
  const relation = `@relation("${one}With${other}")`
  if (one === other) return model.name === one ? [`those ${one}[] ${relation}`, `these ${one}[] ${relation}`] : []
  return model.name === one ? [`with${other} ${other}[] ${relation}`] : model.name === other ? [`with${one} ${one}[] ${relation}`] : []
}
