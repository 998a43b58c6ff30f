import type { Random } from './random.js'

/** A scalar field as it stands in a schema. */
export interface RandomField {
  readonly name: string
  /** Type and native type: `String @db.VarChar(20)`. */
  readonly type: string
  readonly optional: boolean
  /** With its parentheses. */
  readonly default: string | null
}

/** The types that a field of a name may have; its values can be cast between them, or no cast exists. */
const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  text: [
    'String',
    'String @db.VarChar(20)',
    'String @db.VarChar(40)',
    'String @db.Char(8)',
    'String @db.Text',
    'String @db.LongText',
    'String @db.TinyText',
    'Int',
    'Size',
    'Json',
  ],
  number: [
    'Int',
    'BigInt',
    'Int @db.SmallInt',
    'Int @db.UnsignedInt',
    'BigInt @db.UnsignedBigInt',
    'Decimal @db.Decimal(10, 2)',
    'Decimal @db.Decimal(12, 4)',
    'Decimal',
    'Float',
    'Float @db.Float',
    'String @db.VarChar(60)',
  ],
  moment: ['DateTime', 'DateTime @db.DateTime(0)', 'DateTime @db.DateTime(6)', 'DateTime @db.Timestamp(3)', 'DateTime @db.Date'],
  bytes: ['Bytes', 'Bytes @db.VarBinary(16)', 'Bytes @db.Blob', 'Bytes @db.TinyBlob', 'Bytes @db.MediumBlob'],
  flag: ['Boolean', 'Int @db.TinyInt', 'Int @db.UnsignedTinyInt', 'Int @db.SmallInt'],
  mixed: ['Int', 'DateTime', 'Json', 'BigInt'],
}

export const FIELDS: Readonly<Record<string, string>> = {
  title: 'text',
  note: 'text',
  Code: 'text',
  amount: 'number',
  price: 'number',
  at: 'moment',
  until: 'moment',
  data: 'bytes',
  on: 'flag',
  odd: 'mixed',
  strange: 'mixed',
}

const DEFAULTS: Readonly<Record<string, readonly string[]>> = {
  String: ['"x"', `"it's \\\\ here"`, '""'],
  Int: ['7', '-3'],
  BigInt: ['7', '1234567'],
  Decimal: ['0.00', '1.5'],
  Float: ['1.5', '0'],
  Boolean: ['true', 'false'],
  DateTime: ['now()'],
  Json: ['"{\\"a\\": \\"it\'s\\"}"'],
  Size: ['one', 'two'],
}

export function makeField(random: Random, name: string): RandomField {
  const type = random.pick(FAMILIES[FIELDS[name] ?? ''] ?? [])
  return { name, type, optional: random.chance(0.5), default: random.chance(0.4) ? makeDefault(random, type) : null }
}

function makeDefault(random: Random, type: string): string | null {
  const [scalar = ''] = type.split(' ')
  const choice = random.pick(DEFAULTS[scalar] ?? [null])
  if (choice === null || (type.includes('Unsigned') && choice.startsWith('-'))) return null
  // A DATE has no such default, and a CHAR(8) no room.
  return type.endsWith('Date') || (type.includes('Char(8)') && choice.length > 8) ? null : `(${choice})`
}

/** How a key must name the field: text and bytes without a limit only by their beginning; null where none can have it. */
export function keyPart(random: Random, { name, type }: RandomField): string | null {
  if (/Json|Boolean|TinyInt/.test(type)) return null
  if (/Text|Blob|^Bytes$/.test(type)) return `${name}(length: 5)`
  return random.chance(0.15) ? `${name}(sort: Desc)` : name
}
