import type { ScalarStorage, Storage } from '../contract/storage.js'
import type { Attribute, Block, Field } from './ast.js'
import { findField, isRelationField, type Model, type Models, mappedName, type Refusal, readRelations, wordOf } from './models.js'
import { describeAttribute } from './render.js'

/** The longest text that every engine can put into an index and a `VARCHAR(191)` holds: Prisma's own default on MySQL. */
export const INDEXED_TEXT_LENGTH = 191
/** MySQL's row size limit of 65,535 bytes at four bytes a character, less room for the other columns. */
const LONGEST_VARCHAR = 16_000
/** SQLite keeps a decimal as a double, which carries 15 digits exactly. */
const MOST_DECIMAL_DIGITS = 15

/** What a scalar or enum field asks of the database, or why no engine-neutral answer exists. */
export function readStorage(models: Models, model: Model, field: Field): Storage | Refusal {
  const subject = `${model.name}.${field.name}`
  const refuse = (reason: string, remedy: string, providers?: readonly string[], position = field.position): Refusal =>
    providers === undefined ? { subject, position, reason, remedy } : { subject, position, reason, remedy, providers }

  if (field.unsupported !== null) {
    return refuse('Unsupported(…) columns have no counterpart on other engines', 'Use a type that Prisma knows')
  }
  const native = field.attributes.find((attribute) => attribute.name.startsWith('db.'))
  const list = field.modifier === '[]'
  if (list && isIndexed(models, model, field)) {
    return refuse('a list in a key or an index, which only PostgreSQL has', 'Leave it out of the key', ['mysql', 'sqlite'])
  }
  const storage = readScalar()
  return list && !('subject' in storage) ? { kind: 'list', of: storage } : storage

  function readScalar(): ScalarStorage | Refusal {
    const enumeration = models.enums.get(field.type)
    if (enumeration !== undefined) return native === undefined ? enumStorage(enumeration) : refuseNative(native)
    switch (field.type) {
      case 'String':
        return readText(native)
      case 'Boolean':
        return native === undefined || isPlain(native, 'db.Boolean') ? { kind: 'boolean' } : refuseNative(native)
      case 'Int':
        if (native === undefined || isPlain(native, 'db.Integer')) return { kind: 'int' }
        return isPlain(native, 'db.SmallInt') ? { kind: 'smallint' } : refuseNative(native)
      case 'BigInt':
        return native === undefined || isPlain(native, 'db.BigInt') ? { kind: 'bigint' } : refuseNative(native)
      case 'Float':
        if (native === undefined || isPlain(native, 'db.DoublePrecision')) return { kind: 'float' }
        return refuseNative(native)
      case 'Decimal':
        return readDecimal(native)
      case 'DateTime':
        return readDateTime(native)
      case 'Json':
        return native === undefined || isPlain(native, 'db.JsonB') ? { kind: 'json' } : refuseNative(native)
      case 'Bytes':
        return native === undefined || isPlain(native, 'db.ByteA') ? { kind: 'bytes' } : refuseNative(native)
      default:
        return refuse(`the type ${field.type} is not known`, 'Use a scalar, an enum or a model of this schema')
    }
  }

  function refuseNative(attribute: Attribute): Refusal {
    const written = describeAttribute(attribute)
    const known = NATIVE_REFUSALS[attribute.name]
    if (known === undefined)
      return refuse(`${written} on ${field.type} has no lowering`, 'Remove the attribute', undefined, attribute.position)
    const [reason, remedy] = known
    return refuse(reason.replace('%s', written), remedy, ['mysql', 'sqlite'], attribute.position)
  }

  function readText(attribute: Attribute | undefined): ScalarStorage | Refusal {
    const indexed = isIndexed(models, model, field)
    if (attribute === undefined) return { kind: 'text', length: indexed ? INDEXED_TEXT_LENGTH : null }
    if (isPlain(attribute, 'db.Uuid')) return { kind: 'uuid' }
    const length = numberArgument(attribute)
    if (attribute.name === 'db.VarChar' && length !== null && length >= 1) {
      if (length <= LONGEST_VARCHAR) return { kind: 'text', length }
      return refuse(`${describeAttribute(attribute)} does not fit into a row of MySQL`, 'Use @db.Text', ['mysql'], attribute.position)
    }
    if (!isPlain(attribute, 'db.Text') && !isPlain(attribute, 'db.VarChar')) return refuseNative(attribute)
    return { kind: 'text', length: indexed ? INDEXED_TEXT_LENGTH : null }
  }

  function readDecimal(attribute: Attribute | undefined): ScalarStorage | Refusal {
    if (attribute === undefined) {
      const reason = 'a Decimal without precision and scale differs on each engine'
      return refuse(reason, `State both: @db.Decimal(${MOST_DECIMAL_DIGITS}, 2)`, ['mysql', 'sqlite'])
    }
    if (attribute.name !== 'db.Decimal') return refuseNative(attribute)
    const precision = numberArgument(attribute, 0)
    const scale = numberArgument(attribute, 1)
    const written = describeAttribute(attribute)
    if (precision === null || scale === null || scale > precision || precision < 1) {
      return refuse(`${written} does not state precision and scale`, 'Write for instance @db.Decimal(12, 2)', undefined, attribute.position)
    }
    if (precision <= MOST_DECIMAL_DIGITS) return { kind: 'decimal', precision, scale }
    const reason = `${written}: SQLite keeps a decimal as a double and would lose digits beyond ${MOST_DECIMAL_DIGITS} in silence`
    return refuse(
      reason,
      `Use a precision of at most ${MOST_DECIMAL_DIGITS}, or a BigInt of the smallest unit`,
      ['sqlite'],
      attribute.position,
    )
  }

  function readDateTime(attribute: Attribute | undefined): ScalarStorage | Refusal {
    if (attribute === undefined) return { kind: 'timestamp' }
    if (isPlain(attribute, 'db.Date')) return { kind: 'date' }
    if (attribute.name === 'db.Time') return { kind: 'time' }
    const kind = attribute.name === 'db.Timestamp' ? 'timestamp' : attribute.name === 'db.Timestamptz' ? 'timestamptz' : null
    if (kind === null) return refuseNative(attribute)
    if (numberArgument(attribute) === 3) return { kind }
    const reason = `${describeAttribute(attribute)}: a JavaScript Date holds milliseconds, three digits`
    return refuse(reason, `Write @${attribute.name}(3)`, undefined, attribute.position)
  }
}

/** The storage of a scalar field by its name; null for relations and for what is refused. */
export function findStorage(models: Models, model: Model, name: string): Storage | null {
  const field = findField(model, name)
  if (field === undefined || isRelationField(models, field)) return null
  const storage = readStorage(models, model, field)
  return 'kind' in storage ? storage : null
}

/** Reason (with %s for the attribute) and remedy, by native type; rows of table C in the reference. */
const NATIVE_REFUSALS: Readonly<Record<string, readonly [string, string]>> = {
  'db.Citext': ['%s compares without case on PostgreSQL alone', 'Use @db.VarChar(191) and store a lower-cased copy'],
  'db.Bit': ['%s has no counterpart', 'Use Bytes, Int or Boolean'],
  'db.VarBit': ['%s has no counterpart', 'Use Bytes'],
  'db.Oid': ['%s has no counterpart', 'Use Int or BigInt'],
  'db.Money': ['%s depends on the locale of the server', 'Use @db.Decimal(12, 2)'],
  'db.Timetz': ['%s has no counterpart', 'Use DateTime'],
}

/** The stored values of an enum, in order. */
export function enumStorage(block: Block): Storage & { kind: 'enum' } {
  const attributes = block.entries.flatMap((entry) => (entry.kind === 'attribute' ? [entry.attribute] : []))
  const members = block.entries.filter((entry) => entry.kind === 'member')
  const names = members.map(({ name }) => name)
  const values = members.map((member) => mappedName(member.attributes, member.name))
  const storage = { kind: 'enum', type: mappedName(attributes, block.name), values } as const
  return values.join() === names.join() ? storage : { ...storage, names }
}

/** True where a field is part of a key or an index, or on either side of a foreign key. */
function isIndexed(models: Models, model: Model, field: Field): boolean {
  return (
    model.keys.some((key) => key.common && key.fields.some(({ name }) => name === field.name)) ||
    readRelations(model).some((relation) => relation.fields.includes(field.name)) ||
    models.models.flatMap(readRelations).some(({ target, references }) => target === model.name && references.includes(field.name))
  )
}

function isPlain(attribute: Attribute, name: string): boolean {
  return attribute.name === name && attribute.args.length === 0
}

function numberArgument(attribute: Attribute, index = 0): number | null {
  const text = wordOf(attribute.args[index]?.value)
  return text !== null && /^\d+$/.test(text) ? Number(text) : null
}
