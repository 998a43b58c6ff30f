import { type Attribute, type Block, type BlockEntry, type Expression, type Field, findArgument, findAttribute } from './ast.js'
import { hasListDefault } from './list-defaults.js'
import { isRelationField, type Model, type Models, type Refusal, wordOf } from './models.js'
import { describeAttribute, renderExpression } from './render.js'

/*
 * What may be written in a canonical schema: a list of what is known to be the same on every engine
 * (table C.2 of the reference). Everything else is refused, never passed through.
 */

const FIELD_ATTRIBUTES = new Set(['id', 'unique', 'default', 'updatedAt', 'map', 'relation'])
const BLOCK_ATTRIBUTES = new Set(['id', 'unique', 'index', 'fulltext', 'map'])

/** Arguments that mean the same on every engine, by attribute. */
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  id: ['map'],
  unique: ['map', 'sort'],
  default: ['value'],
  updatedAt: [],
  map: ['name'],
  relation: ['name', 'fields', 'references', 'onDelete', 'onUpdate', 'map'],
  '@id': ['fields', 'name', 'map'],
  '@unique': ['fields', 'name', 'map'],
  '@index': ['fields', 'map', 'type'],
  '@fulltext': ['fields', 'map'],
  '@map': ['name'],
}

/** Why an argument is refused, where there is more to say than that engines differ. */
const ARGUMENT_REFUSALS: Readonly<Record<string, readonly [reason: string, remedy: string]>> = {
  where: [
    'MySQL has no keys and indexes of a part of the rows',
    'Remove where; an index of one engine alone may have it: // @refract postgresql: @@index(…)',
  ],
  length: [
    'MySQL alone has keys of the first characters of a text',
    'Remove length; an index of MySQL alone may have it: // @refract mysql: @@index(…)',
  ],
  clustered: ['clustered belongs to SQL Server', 'Remove clustered'],
}

const INDEX_TYPES: readonly string[] = ['BTree', 'Hash', 'Gin', 'Gist', 'SpGist', 'Brin']

/** Block attributes that are refused, and why. */
const ATTRIBUTE_REFUSALS: Readonly<Record<string, readonly [reason: string, remedy: string]>> = {
  schema: ['MySQL and SQLite have no schemas within a database', 'Remove it, and tell tables of one name apart with @@map'],
  ignore: [
    'what is left out of the client is still made in the database, by rules that nobody checks',
    'Remove it, or remove what it stands on',
  ],
}

/** Functions that Prisma's client runs itself, so that no engine is asked. */
const CLIENT_DEFAULTS = new Set(['uuid', 'cuid', 'ulid', 'nanoid'])

/** Why a block of this kind is refused. */
const BLOCK_REFUSALS = {
  view: ['Prisma creates no view on any engine, and their SQL differs', 'Use a query, or a view made in a migration and read with raw SQL'],
  type: ['composite types belong to MongoDB', 'Use a related model, or Json'],
} as const

export function checkBlocks(models: Models): Refusal[] {
  return models.schema.entries.flatMap((entry) => {
    if (entry.kind === 'view' || entry.kind === 'type') {
      const [reason, remedy] = BLOCK_REFUSALS[entry.kind]
      return [{ position: entry.position, subject: `${entry.kind} ${entry.name}`, reason, remedy }]
    }
    if (entry.kind !== 'model' && entry.kind !== 'enum') return []
    return [...checkBlockAttributes(entry), ...checkMembers(entry)]
  })
}

/** The attributes of an enum's members. */
function checkMembers(block: Block): Refusal[] {
  return block.entries.flatMap((entry): Refusal[] => {
    if (entry.kind !== 'member') return []
    const subject = `${block.name}.${entry.name}`
    const foreign = entry.attributes.filter(({ name }) => name !== 'map')
    return [
      ...foreign.flatMap((attribute) =>
        refuseAttribute(attribute, '@').map((problem) => ({ ...problem, position: attribute.position, subject })),
      ),
      ...checkTwice(entry.attributes, subject),
    ]
  })
}

function checkBlockAttributes(block: Block): Refusal[] {
  return block.entries.flatMap((entry: BlockEntry): Refusal[] => {
    if (entry.kind !== 'attribute') return []
    const { attribute } = entry
    const known = block.kind === 'enum' ? attribute.name === 'map' : BLOCK_ATTRIBUTES.has(attribute.name)
    const problem = known ? checkArguments(attribute, '@@') : refuseAttribute(attribute, '@@')
    return problem.map((refusal) => ({ ...refusal, position: entry.position, subject: block.name }))
  })
}

/** The attributes of one field, relations included. */
export function checkFieldAttributes(models: Models, model: Model, field: Field): Refusal[] {
  const subject = `${model.name}.${field.name}`
  const refusals = field.attributes.flatMap((attribute) => {
    if (attribute.name.startsWith('db.')) return []
    const problems = FIELD_ATTRIBUTES.has(attribute.name)
      ? [...checkArguments(attribute, '@'), ...(attribute.name === 'default' ? checkDefault(models, field, attribute) : [])]
      : refuseAttribute(attribute, '@')
    return problems.map((refusal) => ({ ...refusal, position: attribute.position, subject }))
  })
  return [...refusals, ...checkTwice(field.attributes, subject)]
}

/** Of two native types the second would be lost in silence; of others Prisma takes one alone. */
function checkTwice(attributes: readonly Attribute[], subject: string): Refusal[] {
  const kindOf = ({ name }: Attribute) => (name.startsWith('db.') ? 'db' : name)
  return attributes.flatMap((attribute, index) => {
    const first = attributes.slice(0, index).find((other) => kindOf(other) === kindOf(attribute))
    if (first === undefined) return []
    const reason = `${describeAttribute(attribute)} beside ${describeAttribute(first)}`
    return [{ position: attribute.position, subject, reason, remedy: 'Keep one of them' }]
  })
}

type Problem = Omit<Refusal, 'position' | 'subject'>

function refuseAttribute(attribute: Attribute, sign: '@' | '@@'): Problem[] {
  const written = describeAttribute(attribute, sign)
  const known = ATTRIBUTE_REFUSALS[attribute.name]
  if (known !== undefined) return [{ reason: `${written}: ${known[0]}`, remedy: known[1] }]
  return [{ reason: `${written} has no meaning that every engine shares`, remedy: 'Remove it' }]
}

function checkArguments(attribute: Attribute, sign: '@' | '@@'): Problem[] {
  const known = ARGUMENTS[sign === '@@' ? `@${attribute.name}` : attribute.name]
  if (known === undefined) return []
  const written = describeAttribute(attribute, sign)
  const unknown = attribute.args.flatMap(({ name }) => (name === null || known.includes(name) ? [] : [name]))
  const problems = unknown.map((name): Problem => {
    const known = ARGUMENT_REFUSALS[name]
    if (known !== undefined) return { reason: `${written}: ${known[0]}`, remedy: known[1] }
    const reason = `the argument ${name} of ${written} is not the same on every engine`
    return { reason, remedy: `Remove ${name}` }
  })
  return [...problems, ...(sign === '@@' ? [...checkType(attribute, written), ...checkParts(attribute, written)] : [])]
}

function checkType(attribute: Attribute, written: string): Problem[] {
  const type = attribute.name === 'index' ? findArgument(attribute, 'type') : undefined
  if (type === undefined || INDEX_TYPES.includes(wordOf(type) ?? '')) return []
  const reason = `${written}: ${renderExpression(type)} is no type of an index`
  return [{ reason, remedy: `Write one of ${INDEX_TYPES.join(', ')}` }]
}

/** The fields of a key, and what is said of each. */
function checkParts(attribute: Attribute, written: string): Problem[] {
  const fields = findArgument(attribute, 'fields', 0)
  const parts = fields?.kind === 'array' ? fields.items : []
  const sortable = attribute.name === 'index' || attribute.name === 'unique'
  // An index may have classes of operators, which engines do without; a unique key means what they say.
  const partial = attribute.name === 'index' ? ['sort', 'ops'] : sortable ? ['sort'] : []
  const foreign = parts.filter((part) => part.kind === 'call' && part.args.some(({ name }) => name === null || !partial.includes(name)))
  return foreign.map((part) => ({
    reason: sortable
      ? `${renderExpression(part)} in ${written}: operator classes and lengths belong to one engine`
      : `${renderExpression(part)} in ${written}: ${attribute.name === 'id' ? 'a primary key' : 'a full-text index'} has no order of its own on these engines`,
    remedy: sortable ? 'Name the field alone, or with sort' : 'Name the field alone',
  }))
}

function checkDefault(models: Models, field: Field, attribute: Attribute): Problem[] {
  const value = findArgument(attribute, 'value', 0)
  const written = describeAttribute(attribute)
  if (value === undefined) return [{ reason: `${written} has no value`, remedy: 'Give one' }]
  if (field.modifier === '[]') {
    if (hasListDefault(models, field, value)) return []
    return [{ reason: `${written} is not a list that every engine has`, remedy: 'Write @default([]), or set the value in the application' }]
  }
  if (value.kind === 'call') return checkDefaultFunction(field, value, written)
  if (value.kind === 'array') {
    return [{ reason: `${written} is a list, and the field is none`, remedy: 'Give one value' }]
  }
  if (field.type === 'DateTime' && !isInstant(value)) {
    return [{ reason: `${written} is no instant`, remedy: 'Write it as in "2024-01-31T12:00:00Z", or use now()' }]
  }
  if (value.kind === 'string' && ['db.Date', 'db.Time'].some((name) => findAttribute(field.attributes, name) !== undefined)) {
    return [{ reason: `${written} on a day or a time of day alone`, remedy: 'Set the value in the application' }]
  }
  if (isRelationField(models, field)) return [{ reason: `${written} on a relation`, remedy: 'Put it on the foreign key field' }]
  return isUuid(field) ? [refuseUuidDefault(written)] : []
}

function isInstant(value: Expression): boolean {
  return value.kind === 'string' && !Number.isNaN(Date.parse(value.value))
}

function isUuid(field: Field): boolean {
  return findAttribute(field.attributes, 'db.Uuid') !== undefined
}

function refuseUuidDefault(written: string): Problem {
  return { providers: ['postgresql'], reason: `${written} is not a UUID for certain, and PostgreSQL refuses others`, remedy: 'Use uuid(7)' }
}

function checkDefaultFunction(field: Field, call: Expression & { kind: 'call' }, written: string): Problem[] {
  if (CLIENT_DEFAULTS.has(call.name)) return isUuid(field) && call.name !== 'uuid' ? [refuseUuidDefault(written)] : []
  if (call.name === 'now') {
    if (field.type === 'DateTime') return []
    return [{ reason: `${written} on ${field.type}`, remedy: 'Use it on a DateTime' }]
  }
  if (call.name === 'autoincrement') {
    const isId = findAttribute(field.attributes, 'id') !== undefined
    if ((field.type === 'Int' || field.type === 'BigInt') && isId) return []
    // MySQL counts up one field of a table, if it has an index.
    const reason = `${written}: SQLite counts up an @id alone`
    return [{ providers: ['mysql', 'sqlite'], reason, remedy: 'Use Int @id @default(autoincrement()), or uuid(7)' }]
  }
  if (call.name === 'dbgenerated' && call.args.length === 0) {
    const reason = `${written} does not say what the database makes`
    return [{ providers: ['mysql', 'sqlite'], reason, remedy: 'Use @default(uuid()), now(), or a literal' }]
  }
  const remedy = call.name === 'dbgenerated' ? 'Use @default(uuid()), now(), or a literal' : 'Use a literal'
  return [{ providers: ['mysql', 'sqlite'], reason: `${written} is an expression of one engine's SQL`, remedy }]
}
