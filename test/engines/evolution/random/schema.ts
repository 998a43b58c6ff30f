/** A canonical schema whose parts keep their numbers when they are renamed. */
export interface RandomSchema {
  readonly enums: readonly RandomEnum[]
  readonly models: readonly RandomModel[]
  readonly relations: readonly RandomRelation[]
  readonly joins: readonly RandomJoin[]
}

interface Named {
  readonly id: number
  readonly name: string
  /** Its name in the database. */
  readonly map: string | null
}

export interface RandomEnum extends Named {
  /** In the order of their bytes. */
  readonly members: readonly string[]
}

export type RandomKey = 'counted' | 'int' | 'text' | 'uuid' | 'pair'

export interface RandomModel extends Named {
  readonly key: RandomKey
  readonly fields: readonly RandomField[]
  readonly indexes: readonly RandomIndex[]
}

export interface RandomField extends Named {
  /** `String @db.VarChar(20)`; null for an enum. */
  readonly type: string | null
  readonly enum: number | null
  readonly optional: boolean
  /** With what stands in its parentheses. */
  readonly default: string | null
}

export interface RandomIndex {
  readonly fields: readonly { readonly id: number; readonly descending: boolean }[]
  readonly unique: boolean
  readonly map: string | null
}

/** A foreign key. */
export interface RandomRelation extends Named {
  readonly from: number
  readonly to: number
  readonly optional: boolean
  readonly unique: boolean
  readonly onDelete: string
  readonly onUpdate: string
}

/** An implicit relation of many to many. */
export interface RandomJoin {
  readonly id: number
  readonly ends: readonly [number, number]
  readonly name: string | null
}

/** A column as a migration sees it. */
export interface RandomColumn extends Named {
  readonly text: string
}

const KEYS: Readonly<Record<RandomKey, readonly (readonly [name: string, type: string, attributes: string])[]>> = {
  counted: [['id', 'Int', ' @id @default(autoincrement())']],
  int: [['id', 'Int', ' @id']],
  text: [['id', 'String @db.VarChar(40)', ' @id']],
  uuid: [['id', 'String @db.Uuid', ' @id']],
  pair: [
    ['code', 'String @db.VarChar(30)', ''],
    ['number', 'Int', ''],
  ],
}

/** The columns of a model: its key, its fields and its foreign keys. */
export function columnsOf(schema: RandomSchema, model: RandomModel): RandomColumn[] {
  const type = (text: string, optional: boolean) => text.replace(/^\w+/, (word) => (optional ? `${word}?` : word))
  const key = KEYS[model.key].map(([name, written, attributes], at): RandomColumn => {
    return { id: -1 - at, name, map: null, text: `${written}${attributes}` }
  })
  const fields = model.fields.map((field): RandomColumn => {
    const written = field.type ?? schema.enums.find(({ id }) => id === field.enum)?.name ?? ''
    return { ...field, text: type(written, field.optional) + (field.default === null ? '' : ` @default(${field.default})`) }
  })
  const foreign = schema.relations
    .filter(({ from }) => from === model.id)
    .flatMap((relation) =>
      KEYS[findModel(schema, relation.to).key].map(([name, written], at): RandomColumn => {
        const id = relation.id * 10 + at
        const map = relation.map === null ? null : `${relation.map}${name}`
        return { id, name: `${relation.name}_${name}`, map, text: type(written, relation.optional) }
      }),
    )
  return [...key, ...fields, ...foreign]
}

export function findModel(schema: RandomSchema, id: number): RandomModel {
  return schema.models.find((model) => model.id === id) as RandomModel
}

/** The blocks of a canonical schema. */
export function printModels(schema: RandomSchema): string {
  const enums = schema.enums.map(({ name, map, members }) => printBlock('enum', name, [...members, ...printMap(map)]))
  return [...enums, ...schema.models.map((model) => printBlock('model', model.name, printModel(schema, model)))].join('\n')
}

function printBlock(kind: string, name: string, lines: readonly string[]): string {
  return `${kind} ${name} {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`
}

function printMap(map: string | null): string[] {
  return map === null ? [] : [`@@map(${JSON.stringify(map)})`]
}

function printModel(schema: RandomSchema, model: RandomModel): string[] {
  const columns = columnsOf(schema, model)
  const nameOf = (wanted: number) => columns.find(({ id }) => id === wanted)?.name
  const keyNames = (key: RandomKey) => KEYS[key].map(([name]) => name)
  const relations = schema.relations.flatMap((relation): string[] => {
    const target = findModel(schema, relation.to)
    const names = keyNames(target.key)
    const own = `fields: [${names.map((name) => `${relation.name}_${name}`).join(', ')}], references: [${names.join(', ')}]`
    const actions = `onDelete: ${relation.onDelete}, onUpdate: ${relation.onUpdate}`
    const name = `"R${relation.id}"`
    return [
      ...(relation.from === model.id
        ? [`r${relation.id} ${target.name}${relation.optional ? '?' : ''} @relation(${name}, ${own}, ${actions})`]
        : []),
      ...(relation.to === model.id
        ? [`b${relation.id} ${findModel(schema, relation.from).name}${relation.unique ? '?' : '[]'} @relation(${name})`]
        : []),
    ]
  })
  const joins = schema.joins.flatMap(({ id, ends, name }) =>
    ends.flatMap((end, at) => {
      const written = name === null ? '' : ` @relation(${JSON.stringify(name)})`
      return end === model.id ? [`j${id}_${at} ${findModel(schema, ends[1 - at] ?? 0).name}[]${written}`] : []
    }),
  )
  const indexes = model.indexes.map(({ fields, unique, map }) => {
    const parts = fields.map(({ id, descending }) => `${nameOf(id)}${descending ? '(sort: Desc)' : ''}`).join(', ')
    return `@@${unique ? 'unique' : 'index'}([${parts}]${map === null ? '' : `, map: ${JSON.stringify(map)}`})`
  })
  const uniques = schema.relations
    .filter(({ from, unique }) => from === model.id && unique)
    .map(({ name, to }) => `@@unique([${keyNames(findModel(schema, to).key).map((key) => `${name}_${key}`)}])`)
  return [
    ...columns.map(({ name, text, map }) => `${name} ${text}${map === null ? '' : ` @map(${JSON.stringify(map)})`}`),
    ...relations,
    ...joins,
    ...(model.key === 'pair' ? ['@@id([code, number])'] : []),
    ...indexes,
    ...uniques,
    ...printMap(model.map),
  ]
}
