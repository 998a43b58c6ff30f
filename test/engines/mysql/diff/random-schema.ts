import type { Random } from './random.js'
import { FIELDS, keyPart, makeField, type RandomField } from './random-fields.js'

/** A model in pieces, so that a schema can take some from another. */
export interface RandomModel {
  readonly name: string
  readonly id: { readonly type: string; readonly form: 'id' | 'composite' | 'unique' }
  readonly fields: readonly RandomField[]
  readonly keys: readonly string[]
  readonly relations: readonly RandomRelation[]
  readonly map: string | null
}

interface RandomRelation {
  readonly target: string
  readonly optional: boolean
  readonly actions: string
  readonly map: string
  /** How the foreign key is indexed. */
  readonly index: 'none' | 'exact' | 'wide' | 'unique' | 'descending'
}

export interface RandomSchema {
  readonly models: readonly RandomModel[]
  readonly sizes: readonly string[]
  /** Pairs of models with an implicit many-to-many relation. */
  readonly joins: readonly (readonly [string, string])[]
  readonly foreignKeys: boolean
}

const MODELS = ['Author', 'Book', 'Club', 'Deed'] as const

/** A schema from the same few names each time, so that two of them share tables and columns. */
export function makeSchema(random: Random): RandomSchema {
  const names = MODELS.filter((_, at) => at === 0 || random.chance(0.75))
  const models = names.map((name) => makeModel(random, name, names))
  const whole = models.filter(({ id }) => id.form === 'id').map(({ name }) => name)
  const joins = whole.flatMap((one, at) => whole.slice(at).map((other) => [one, other] as const)).filter(() => random.chance(0.15))
  return { models, sizes: makeSizes(random), joins, foreignKeys: random.chance(0.95) }
}

/** A schema near another: some models as they are, some made anew. */
export function changeSchema(random: Random, schema: RandomSchema): RandomSchema {
  const next = makeSchema(random)
  const names = new Set(next.models.map(({ name }) => name))
  const models = next.models.map((model) => {
    const old = schema.models.find(({ name }) => name === model.name)
    return old !== undefined && random.chance(0.5) && old.relations.every(({ target }) => names.has(target))
      ? nudge(random, old, model)
      : model
  })
  const isWhole = (name: string) => models.some((model) => model.name === name && model.id.form === 'id')
  return { ...next, models, joins: next.joins.filter((join) => join.every(isWhole)) }
}

/** One thing of a model is made anew. */
function nudge(random: Random, old: RandomModel, next: RandomModel): RandomModel {
  const part = random.pick(['keys', 'relations', 'id'] as const)
  return part === 'keys' ? { ...old, keys: makeKeys(random, old.fields) } : { ...old, [part]: next[part] }
}

function makeModel(random: Random, name: string, names: readonly string[]): RandomModel {
  const fields = random
    .shuffle(Object.keys(FIELDS))
    .slice(0, 2 + Math.floor(random.next() * 5))
    .map((field) => makeField(random, field))
  const type = random.pick([
    'Int @default(autoincrement())',
    'Int',
    'String @db.VarChar(36)',
    'BigInt @default(autoincrement())',
    'Int @db.UnsignedInt',
  ])
  const form = random.pick(['id', 'id', 'id', 'composite', 'unique'] as const)
  const targets = names.filter(() => random.chance(0.4))
  return {
    name,
    id: { type, form },
    fields,
    keys: makeKeys(random, fields),
    relations: targets.map((target) => makeRelation(random, name, target)),
    map: name === 'Deed' ? 'deeds' : null,
  }
}

function makeKeys(random: Random, fields: readonly RandomField[]): string[] {
  const keys = Array.from({ length: Math.floor(random.next() * 4) }, () => makeKey(random, fields))
  // Two of one name cannot be in a table.
  return [...new Map(keys.filter((key) => key !== null).map((key) => [nameOf(key), key])).values()]
}

function nameOf(key: string): string {
  return /map: "(\w+)"/.exec(key)?.[1] ?? key.replace(/\(\w+: \w+\)/g, '').replace('@@fulltext', '@@index')
}

function makeKey(random: Random, fields: readonly RandomField[]): string | null {
  const fulltext = fields.find(({ type }) => /@db\.(Text|VarChar|LongText)/.test(type))
  if (fulltext !== undefined && random.chance(0.1)) return `@@fulltext([${fulltext.name}])`
  const parts = random
    .shuffle(fields)
    .slice(0, 1 + Math.floor(random.next() * 2))
    .map((field) => keyPart(random, field))
  if (parts.includes(null)) return null
  // A default is the same in all rows, and so is a flag in most.
  const isDistinct = (part: string | null) =>
    fields.some((field) => field.name !== 'on' && part?.startsWith(field.name) && field.default === null)
  const unique = random.chance(0.35) && parts.every(isDistinct)
  const map = random.chance(0.15) ? `, map: "${random.pick(['first', 'second'])}_of_${parts.join('').replace(/\W.*/, '')}"` : ''
  return `@@${unique ? 'unique' : 'index'}([${parts.join(', ')}]${map})`
}

function makeRelation(random: Random, name: string, target: string): RandomRelation {
  const optional = name === target || random.chance(0.5)
  const deletes = optional
    ? ['', ', onDelete: SetNull', ', onDelete: Cascade', ', onDelete: NoAction']
    : ['', ', onDelete: Cascade', ', onDelete: Restrict']
  return {
    target,
    optional,
    // A table cannot update itself.
    actions: random.pick(name === target ? ['', ', onDelete: SetNull'] : deletes) + (name === target ? ', onUpdate: Restrict' : ''),
    map: random.chance(0.15) ? `, map: "key_${name}_${random.pick(['a', 'b'])}_${target}"` : '',
    index: random.pick(['none', 'none', 'exact', 'wide', 'unique', 'descending'] as const),
  }
}

function makeSizes(random: Random): string[] {
  const extra = ['big', 'small', 'odd'].filter(() => random.chance(0.5))
  return ['one @map("1")', 'two @map("2")', 'three @map("3")', ...random.shuffle(extra)]
}
