import type { Table } from '../../../src/contract/tables.js'
import type { Provider } from '../../../src/engines/index.js'
import type { Random } from '../mysql/diff/random.js'

const SIZES = ['large', 'medium', 'small', 'tiny']
const TEXT = String.raw`it's; -- \\ $$ "x"`

interface RandomType {
  readonly type: string
  readonly native: readonly string[]
  readonly defaults: readonly string[]
}

const TYPES: readonly RandomType[] = [
  { type: 'String', native: ['', '@db.VarChar(20)', '@db.VarChar(60)'], defaults: ['"plain"', JSON.stringify(TEXT.slice(0, 15))] },
  { type: 'Int', native: ['', '@db.SmallInt'], defaults: ['0', '-7'] },
  { type: 'BigInt', native: [''], defaults: ['9007199254740993'] },
  { type: 'Float', native: [''], defaults: ['1.5'] },
  { type: 'Decimal', native: ['@db.Decimal(10, 2)', '@db.Decimal(12, 4)'], defaults: ['2.5'] },
  { type: 'Boolean', native: [''], defaults: ['true', 'false'] },
  { type: 'DateTime', native: ['', '@db.Timestamptz(3)'], defaults: ['now()'] },
  { type: 'Json', native: [''], defaults: ['"{\\"a\\": 1}"'] },
  { type: 'Bytes', native: [''], defaults: [] },
  { type: 'Size', native: [''], defaults: ['small', 'medium'] },
]
const KEYABLE = ['String', 'Int', 'BigInt', 'Decimal', 'DateTime', 'Size']

interface RandomField {
  readonly name: string
  readonly type: RandomType
  readonly native: string
  readonly optional: boolean
  readonly value: string
  readonly map: string
  readonly unique: boolean
}

interface RandomModel {
  readonly name: string
  readonly id: string
  readonly fields: readonly RandomField[]
  readonly relation: { readonly target: string; readonly onDelete: string } | null
  readonly keys: readonly string[]
}

export interface RandomModels {
  readonly models: readonly RandomModel[]
  readonly sizes: readonly string[]
  readonly joins: boolean
}

const NAMES = ['Author', 'Book', 'Club']
const FIELDS = ['one', 'two', 'three', 'four', 'five', 'six']

/** A canonical schema of a few models; with a former one, a change of it that keeps the types. */
export function makeModels(random: Random, former?: RandomModels): RandomModels {
  const names = NAMES.filter((name, at) => at === 0 || (has(former, name) ? random.chance(0.9) : random.chance(0.7)))
  return {
    sizes: SIZES.filter((size) => size === 'medium' || size === 'small' || random.chance(0.6)),
    joins: names.length > 1 && random.chance(0.4),
    models: names.map((name) => {
      const old = former?.models.find((model) => model.name === name)
      if (old !== undefined && random.chance(0.2))
        return { ...old, relation: names.includes(old.relation?.target ?? name) ? old.relation : null }
      const fields = FIELDS.flatMap((field) => {
        const before = old?.fields.find((candidate) => candidate.name === field)
        if (before !== undefined) return random.chance(0.85) ? [random.chance(0.6) ? before : makeField(random, field, before.type)] : []
        return random.chance(0.5) ? [makeField(random, field, random.pick(TYPES))] : []
      })
      const target = random.pick(names)
      const onDelete = random.pick(['SetNull', 'Restrict', target === name ? 'SetNull' : 'Cascade'])
      const id = old?.id ?? (random.chance(0.7) ? 'id Int @id @default(autoincrement())' : 'id Int @id')
      return { name, id, fields, relation: random.chance(0.6) ? { target, onDelete } : null, keys: makeKeys(random, fields) }
    }),
  }
}

function has(models: RandomModels | undefined, name: string): boolean {
  return models?.models.some((model) => model.name === name) ?? false
}

function makeKeys(random: Random, fields: readonly RandomField[]): string[] {
  const keyed = fields.filter(isKeyable).map(({ name }) => name)
  return [
    ...(keyed.length > 0 && random.chance(0.5) ? [`@@index([${random.pick(keyed)}${random.chance(0.3) ? '(sort: Desc)' : ''}])`] : []),
    ...(keyed.length > 1 && random.chance(0.3) ? [`@@unique([${keyed.slice(0, 2).join(', ')}])`] : []),
  ]
}

function isKeyable({ type, native }: Pick<RandomField, 'type' | 'native'>): boolean {
  return KEYABLE.includes(type.type) && (type.type !== 'String' || native !== '')
}

function makeField(random: Random, name: string, type: RandomType): RandomField {
  const native = random.pick(type.native)
  return {
    name,
    type,
    native,
    optional: random.chance(0.5),
    value: type.defaults.length > 0 && random.chance(0.4) ? ` @default(${random.pick(type.defaults)})` : '',
    map: random.chance(0.1) ? ` @map("the ${name}")` : '',
    unique: type.type !== 'Size' && isKeyable({ type, native }) && random.chance(0.1),
  }
}

export function printModels({ models, sizes, joins }: RandomModels): string {
  const blocks = models.map(({ name, id, fields, relation, keys }, at) => {
    const written = fields.map(
      (field) =>
        `${field.name} ${field.type.type}${field.optional ? '?' : ''} ${field.native}${field.value}${field.map}${field.unique ? ' @unique' : ''}`,
    )
    const other =
      relation === null
        ? []
        : [
            `otherId Int?`,
            `other ${relation.target}? @relation("${name}Target", fields: [otherId], references: [id], onDelete: ${relation.onDelete})`,
          ]
    const lists = models
      .filter((model) => model.relation?.target === name)
      .map((model) => `from${model.name} ${model.name}[] @relation("${model.name}Target")`)
    const many = joins && at < 2 ? [`many ${models[1 - at]?.name}[]`] : []
    return `model ${name} {\n${[id, ...written, ...other, ...lists, ...many, ...keys].map((line) => `  ${line}\n`).join('')}}\n\n`
  })
  return `enum Size {\n${sizes.map((size) => `  ${size}\n`).join('')}}\n\n${blocks.join('')}`
}

/** A row for a table, as SQL; `number` makes it differ from the others. */
export function makeRow(provider: Provider, table: Table, number: number): string {
  const quote = (name: string) => (provider === 'mysql' ? `\`${name}\`` : `"${name}"`)
  const columns = table.columns.filter(({ name }) => name !== 'otherId')
  const values = columns.map(({ storage, name }) => (name === 'id' ? String(number) : literal(provider, storage, number)))
  return `INSERT INTO ${quote(table.name)} (${columns.map(({ name }) => quote(name)).join(', ')}) VALUES (${values.join(', ')})`
}

function literal(provider: Provider, storage: Table['columns'][number]['storage'], number: number): string {
  switch (storage.kind) {
    case 'text':
    case 'uuid':
      return `'t${number}'`
    case 'boolean':
      return number % 2 === 0 ? 'TRUE' : 'FALSE'
    case 'int':
    case 'smallint':
    case 'bigint':
      return String(number)
    case 'float':
      return `${number}.5`
    case 'decimal':
      return `${number}.25`
    case 'timestamp':
    case 'timestamptz':
      return provider === 'sqlite' ? `'2024-01-0${number}T10:00:00.123+00:00'` : `'2024-01-0${number} 10:00:00.123'`
    case 'json':
      return `'{"n": ${number}}'`
    case 'bytes':
      return provider === 'postgresql' ? `'\\x0${number}'` : `X'0${number}'`
    case 'enum':
      return "'small'"
  }
}
