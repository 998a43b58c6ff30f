import type { Random } from '../../mysql/diff/random.js'
import type { RandomEnum, RandomField, RandomIndex, RandomKey, RandomModel, RandomRelation, RandomSchema } from './schema.js'

const COLUMNS = [
  'back\\slash',
  '`tick`',
  'order',
  'group by',
  "o'clock",
  'a.b',
  'semi;colon',
  'per%cent',
  '%s',
  'Größe',
  '--dash',
  '$1',
  '$do$',
  'select',
  'x-y',
  '(',
  ',',
]
const TABLES = [
  'back\\slash',
  '`tick`',
  'user',
  'table of',
  "it's",
  'x.y',
  'end;',
  '100%',
  '%I',
  'Maße',
  '-- no',
  '$$',
  'index',
  '(a)',
  ', b',
]
const TEXTS = [
  '',
  'plain',
  "it's",
  'a\\b',
  'two\nlines',
  '-- no',
  'one; two',
  '$$',
  '$do$',
  '"quoted"',
  "')",
  '\n\n-- CreateTable\n',
  ' DEFAULT 1',
  '%s',
  'NOT NULL',
  'ends\\',
  '`',
]

/** Types whose values become one another's, mostly. */
const FAMILIES: readonly (readonly string[])[] = [
  ['String', 'String @db.Text', 'String @db.VarChar(30)', 'String @db.VarChar(60)', 'enum'],
  ['Int', 'Int @db.SmallInt', 'BigInt', 'Decimal @db.Decimal(10, 2)', 'Decimal @db.Decimal(12, 1)', 'Float', 'String @db.VarChar(40)'],
  ['DateTime', 'DateTime @db.Timestamptz(3)'],
  ['Boolean'],
  ['Json'],
  ['Bytes'],
  ['String @db.Uuid', 'String @db.VarChar(50)'],
]

let counter = 0
const next = () => ++counter

/** A schema of a few models. */
export function makeSchema(random: Random): RandomSchema {
  counter = 0
  let schema: RandomSchema = { enums: [], models: [], relations: [], joins: [] }
  for (let at = 0; at < 2; at++) schema = { ...schema, enums: [...schema.enums, makeEnum(random)] }
  const count = 2 + Math.floor(random.next() * 3)
  for (let at = 0; at < count; at++) schema = addModel(random, schema)
  for (let at = 0; at < count; at++) schema = addRelation(random, schema)
  return random.chance(0.7) ? addJoin(random, schema) : schema
}

/** The same schema after one to four changes. */
export function changeSchema(random: Random, schema: RandomSchema): RandomSchema {
  const times = 1 + Math.floor(random.next() * 4)
  let changed = schema
  for (let at = 0; at < times; at++) changed = random.pick(CHANGES)(random, changed)
  return tidy(changed)
}

type Change = (random: Random, schema: RandomSchema) => RandomSchema

const CHANGES: readonly Change[] = [
  addModel,
  addRelation,
  addJoin,
  (random, schema) => ({ ...schema, enums: [...schema.enums, makeEnum(random)] }),
  (random, schema) => dropModel(schema, random.pick(schema.models).id),
  (random, schema) => ({ ...schema, relations: without(random, schema.relations) }),
  (random, schema) => ({ ...schema, joins: without(random, schema.joins) }),
  (random, schema) => ({ ...schema, models: random.shuffle(schema.models), enums: random.shuffle(schema.enums) }),
  ofModel((random, model) => ({ ...model, name: `${random.pick(['A', 'N', 'Z'])}${next()}` })),
  ofModel((random, model) => ({ ...model, name: `${random.pick(['A', 'N', 'Z'])}${next()}`, map: tableName(random) })),
  ofModel((random, model) => ({ ...model, map: model.map === null ? tableName(random) : model.map })),
  ofModel((random, model) => ({ ...model, key: random.pick(['counted', 'int', 'text', 'counted', 'pair'] as const) })),
  ofModel((random, model, schema) => ({ ...model, fields: [...model.fields, makeField(random, schema)] })),
  ofModel((random, model, schema) => ({ ...model, fields: [makeField(random, schema), ...model.fields] })),
  ofModel((random, model) => ({ ...model, fields: without(random, model.fields) })),
  ofModel((random, model) => ({ ...model, fields: random.shuffle(model.fields) })),
  ofModel((random, model) => ({ ...model, indexes: [...model.indexes, ...makeIndex(random, model)] })),
  ofModel((random, model) => ({ ...model, indexes: without(random, model.indexes) })),
  ofModel((_, model) => ({ ...model, indexes: model.indexes.map((index) => ({ ...index, unique: !index.unique })) })),
  ofField((random, field) => ({ ...field, name: `n${next()}`, map: columnName(random) })),
  ofField((_, field) => ({ ...field, name: `n${next()}` })),
  ofField((random, field) => ({ ...field, map: field.map === null ? columnName(random) : null })),
  ofField((_, field) => ({ ...field, optional: !field.optional })),
  ofField((random, field, schema) => withDefault(random, field, schema)),
  ofField((random, field, schema) => retype(random, field, schema)),
  ofField((random, field, schema) => retype(random, { ...field, name: `n${next()}` }, schema)),
  ofRelation((random, relation) => ({ ...relation, ...makeActions(random, relation) })),
  ofRelation((random, relation) => withActions(random, { ...relation, optional: relation.from === relation.to || !relation.optional })),
  ofRelation((_, relation) => ({ ...relation, unique: !relation.unique })),
  ofRelation((_, relation) => ({ ...relation, name: `f${next()}` })),
  ofEnum((random, one) => ({ ...one, members: sorted([...one.members, `m${Math.floor(random.next() * 100)}`]) })),
  ofEnum((random, one) => (one.members.length < 2 ? one : { ...one, members: without(random, one.members) })),
  ofEnum((_, one) => ({ ...one, name: `E${next()}` })),
  ofEnum((random, one) => ({ ...one, map: one.map === null ? `${random.pick(TABLES)} ${next()}` : null })),
]

function ofModel(change: (random: Random, model: RandomModel, schema: RandomSchema) => RandomModel): Change {
  return (random, schema) => {
    const chosen = random.pick(schema.models)
    return { ...schema, models: schema.models.map((model) => (model === chosen ? change(random, model, schema) : model)) }
  }
}

function ofField(change: (random: Random, field: RandomField, schema: RandomSchema) => RandomField): Change {
  return ofModel((random, model, schema) => {
    const chosen = random.pick(model.fields)
    return { ...model, fields: model.fields.map((field) => (field === chosen ? change(random, field, schema) : field)) }
  })
}

function ofRelation(change: (random: Random, relation: RandomRelation) => RandomRelation): Change {
  return (random, schema) => {
    const chosen = random.pick(schema.relations)
    return { ...schema, relations: schema.relations.map((relation) => (relation === chosen ? change(random, relation) : relation)) }
  }
}

function ofEnum(change: (random: Random, one: RandomEnum) => RandomEnum): Change {
  return (random, schema) => {
    const chosen = random.pick(schema.enums)
    return { ...schema, enums: schema.enums.map((one) => (one === chosen ? change(random, one) : one)) }
  }
}

function without<T>(random: Random, list: readonly T[]): T[] {
  const chosen = random.pick(list)
  return list.filter((one) => one !== chosen)
}

function makeEnum(random: Random): RandomEnum {
  const id = next()
  const map = random.chance(0.3) ? `${random.pick(TABLES)} ${id}` : null
  return { id, name: `E${id}`, map, members: sorted(['large', 'medium', 'small', 'Tiny'].filter(() => random.chance(0.7)).concat('zero')) }
}

function sorted(members: readonly string[]): string[] {
  return [...new Set(members)].sort()
}

function tableName(random: Random): string | null {
  return random.chance(0.4) ? `${random.pick(TABLES)}${next()}` : null
}

function columnName(random: Random): string | null {
  return random.chance(0.5) ? `${random.pick(COLUMNS)}${random.chance(0.5) ? next() : ''}` : null
}

function addModel(random: Random, schema: RandomSchema): RandomSchema {
  const id = next()
  const key: RandomKey = random.pick(['counted', 'counted', 'int', 'text', 'uuid', 'pair'])
  const fields = Array.from({ length: 2 + Math.floor(random.next() * 5) }, () => makeField(random, schema))
  const model: RandomModel = { id, name: `${random.pick(['M', 'Order', 'select'])}${id}`, map: tableName(random), key, fields, indexes: [] }
  const indexes = random.chance(0.6) ? [...makeIndex(random, model), ...makeIndex(random, model)] : []
  return { ...schema, models: [...schema.models, { ...model, indexes }] }
}

function dropModel(schema: RandomSchema, id: number): RandomSchema {
  if (schema.models.length < 2) return schema
  return {
    ...schema,
    models: schema.models.filter((model) => model.id !== id),
    relations: schema.relations.filter(({ from, to }) => from !== id && to !== id),
    joins: schema.joins.filter(({ ends }) => !ends.includes(id)),
  }
}

function makeField(random: Random, schema: RandomSchema): RandomField {
  const id = next()
  const field: RandomField = {
    id,
    name: `f${id}`,
    map: columnName(random),
    type: 'Int',
    enum: null,
    optional: random.chance(0.5),
    default: null,
  }
  return ofType(random, field, random.pick(random.pick(FAMILIES)), schema)
}

function ofType(random: Random, field: RandomField, type: string, schema: RandomSchema): RandomField {
  const typed = type === 'enum' ? { type: null, enum: random.pick(schema.enums).id } : { type, enum: null }
  const made = { ...field, ...typed, default: null }
  return random.chance(0.5) ? withDefault(random, made, schema) : made
}

function retype(random: Random, field: RandomField, schema: RandomSchema): RandomField {
  const family = FAMILIES.filter((types) => types.includes(field.type ?? 'enum'))
  return ofType(random, field, random.pick(random.pick(family)), schema)
}

function withDefault(random: Random, field: RandomField, schema: RandomSchema): RandomField {
  const members = schema.enums.find(({ id }) => id === field.enum)?.members
  const options: readonly (string | null)[] = members ??
    {
      String: TEXTS.map((text) => printText(text)),
      Int: ['0', '-7', '42'],
      BigInt: ['0', '-70000'],
      Decimal: ['1.5', '0', '-2.25'],
      Float: ['1.5', '-0.25'],
      Boolean: ['true', 'false'],
      DateTime: ['now()'],
      Json: TEXTS.map((text) => printText(JSON.stringify({ text }))),
    }[/^\w+/.exec(field.type ?? '')?.[0] ?? ''] ?? [null]
  if (field.type?.includes('Uuid') === true) return { ...field, default: null }
  return { ...field, default: field.default === null || random.chance(0.5) ? random.pick(options) : null }
}

/** As a Prisma schema writes it. */
function printText(text: string): string {
  return JSON.stringify(text)
}

function makeIndex(random: Random, model: RandomModel): RandomIndex[] {
  const fit = model.fields.filter(({ type }) => type === null || !/Json|Bytes|Text$/.test(type))
  const fields = random.shuffle(fit).slice(0, 1 + Math.floor(random.next() * 3))
  if (fields.length === 0) return []
  const map = random.chance(0.3) ? `${random.pick(TABLES)} index ${next()}` : null
  const unique = random.chance(0.4) && fields.some(({ type }) => type !== null && type !== 'Boolean')
  return [{ fields: fields.map(({ id }) => ({ id, descending: random.chance(0.4) })), unique, map }]
}

function addRelation(random: Random, schema: RandomSchema): RandomSchema {
  const id = next()
  const [one, other] = [random.pick(schema.models).id, random.pick(schema.models).id]
  const [to, from] = [Math.min(one, other), Math.max(one, other)]
  const optional = to === from || random.chance(0.5)
  const map = random.chance(0.3) ? `${random.pick(COLUMNS)}${id}` : null
  const relation: RandomRelation = {
    id,
    name: `f${id}`,
    map,
    from,
    to,
    optional,
    unique: random.chance(0.2),
    onDelete: 'Restrict',
    onUpdate: 'Restrict',
  }
  return { ...schema, relations: [...schema.relations, withActions(random, relation)] }
}

function withActions(random: Random, relation: RandomRelation): RandomRelation {
  return { ...relation, ...makeActions(random, relation) }
}

function makeActions(random: Random, { from, to, optional }: RandomRelation): Pick<RandomRelation, 'onDelete' | 'onUpdate'> {
  const nullable = optional ? ['SetNull'] : []
  const onDelete = random.pick(['Restrict', ...(from === to ? [] : ['Cascade']), ...nullable])
  return { onDelete, onUpdate: from === to ? 'Restrict' : random.pick(['Restrict', 'Cascade', ...nullable]) }
}

function addJoin(random: Random, schema: RandomSchema): RandomSchema {
  const fit = schema.models.filter(({ key }) => key !== 'pair')
  if (fit.length === 0) return schema
  const id = next()
  const ends: [number, number] = [random.pick(fit).id, random.pick(fit).id]
  const taken = schema.joins.some((join) => join.name === null && ends.every((end) => join.ends.includes(end)))
  return { ...schema, joins: [...schema.joins, { id, ends, name: ends[0] === ends[1] || taken || random.chance(0.4) ? `J${id}` : null }] }
}

/** Without what no longer fits together. */
function tidy(schema: RandomSchema): RandomSchema {
  const models = schema.models.map((model): RandomModel => {
    const fields = model.fields.filter((field) => field.enum === null || schema.enums.some(({ id }) => id === field.enum))
    const kept = fields.map((field) => {
      const members = schema.enums.find(({ id }) => id === field.enum)?.members
      return members === undefined || field.default === null || members.includes(field.default) ? field : { ...field, default: null }
    })
    const indexes = model.indexes.filter(({ fields: parts }) =>
      parts.every((part) => kept.some(({ id, type }) => id === part.id && (type === null || !/Json|Bytes|Text$/.test(type)))),
    )
    return { ...model, fields: kept, indexes }
  })
  const joins = schema.joins.filter(({ ends }) => ends.every((end) => models.find(({ id }) => id === end)?.key !== 'pair'))
  return { ...schema, models, joins }
}
