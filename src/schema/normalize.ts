import type { Argument, Attribute, Block, BlockEntry, EnumMember, Expression, Field, Schema } from './ast.js'
import { findArgument } from './ast.js'
import type { CommonNote, NormalizedSchema, Tell } from './common-note.js'
import { mappedName, stringOf, wordOf } from './models.js'
import { changeNative } from './normalize-natives.js'
import { dropIdleSetting, readOnlySchema } from './normalize-settings.js'
import { describeAttribute } from './render.js'

/**
 * Replaces what only PostgreSQL has by what every engine has, PostgreSQL included, where it means the same or as good as that
 * (table C of the reference). What is left to an engine is lowered for it.
 */
export function normalizeSchema(schema: Schema): NormalizedSchema {
  const notes: CommonNote[] = []
  const namespace = readOnlySchema(schema)
  const entries = schema.entries.map((entry) => {
    if (entry.kind === 'comment' || entry.kind === 'blank') return entry
    const block = namespace === null ? entry : withoutSchema(entry, namespace)
    return normalizeBlock(block, (subject, from, to, because) => notes.push({ subject, from, to, because }))
  })
  return { schema: { ...schema, entries }, notes }
}

/** Attributes that begin with a list of fields. */
const KEYS = new Set(['id', 'unique', 'index', 'fulltext'])
const LISTS = new Set(['fields', 'references'])

function normalizeBlock(block: Block, tell: Tell): Block {
  switch (block.kind) {
    case 'enum':
      return sortMembers(block, tell)
    case 'model':
      return { ...block, entries: block.entries.map((entry) => normalizeEntry(block, entry, tell)) }
    case 'datasource':
    case 'generator':
      return { ...block, entries: block.entries.flatMap((entry) => dropIdleSetting(block, entry, tell)) }
    default:
      return block
  }
}

/** The note about the setting that names it speaks for each of them. */
function withoutSchema(block: Block, namespace: string): Block {
  const isIt = (entry: BlockEntry) =>
    entry.kind === 'attribute' && entry.attribute.name === 'schema' && stringOf(findArgument(entry.attribute, 'map', 0)) === namespace
  return { ...block, entries: block.entries.filter((entry) => !isIt(entry)) }
}

/** PostgreSQL and MySQL sort an enum as declared, SQLite by its text: declared in the order of its bytes it is one order. */
function sortMembers(block: Block, tell: Tell): Block {
  const bytesOf = ({ name, attributes }: EnumMember) => Buffer.from(mappedName(attributes, name))
  // A comment goes with the member below it.
  const groups: { readonly before: BlockEntry[]; readonly member: EnumMember }[] = []
  let before: BlockEntry[] = []
  for (const entry of block.entries) {
    if (entry.kind === 'member') {
      groups.push({ before, member: entry })
      before = []
    } else before.push(entry)
  }
  const sorted = [...groups].sort((one, other) => Buffer.compare(bytesOf(one.member), bytesOf(other.member)))
  if (sorted.every((group, at) => group === groups[at])) return block
  const order = (list: typeof groups) => list.map(({ member }) => member.name).join(', ')
  tell(block.name, order(groups), order(sorted), 'SQLite sorts an enum by its text, so every engine gets that order')
  return { ...block, entries: [...sorted.flatMap((group) => [...group.before, group.member]), ...before] }
}

function normalizeEntry(block: Block, entry: BlockEntry, tell: Tell): BlockEntry {
  if (entry.kind === 'attribute') return { ...entry, attribute: listFields(renameIndexName(entry.attribute)) }
  if (entry.kind === 'directive' && entry.entry.kind === 'attribute') {
    return { ...entry, entry: { ...entry.entry, attribute: listFields(renameIndexName(entry.entry.attribute)) } }
  }
  if (entry.kind !== 'field') return entry
  const attributes = entry.attributes.map((attribute) => normalizeAttribute(block, entry, attribute, tell))
  return attributes.every((attribute, at) => attribute === entry.attributes[at]) ? entry : { ...entry, attributes }
}

/** `@@index(userId)` as `@@index([userId])`, which Prisma takes for the same. */
function listFields(attribute: Attribute): Attribute {
  const isList = (argument: Argument, at: number) => LISTS.has(argument.name ?? (at === 0 && KEYS.has(attribute.name) ? 'fields' : ''))
  const args = attribute.args.map((argument, at): Argument => {
    const { value } = argument
    return value.kind === 'array' || !isList(argument, at) ? argument : { ...argument, value: { ...value, kind: 'array', items: [value] } }
  })
  return args.every((argument, at) => argument === attribute.args[at]) ? attribute : { ...attribute, args }
}

/** Before `map` there was `name`, which an index has no other use for. */
function renameIndexName(attribute: Attribute): Attribute {
  if (attribute.name !== 'index') return attribute
  return { ...attribute, args: attribute.args.map((argument) => (argument.name === 'name' ? { ...argument, name: 'map' } : argument)) }
}

function normalizeAttribute(block: Block, field: Field, written: Attribute, tell: Tell): Attribute {
  const attribute = written.name === 'relation' ? listFields(written) : written
  const changed = changeAttribute(block, field, attribute)
  if (changed === null) return attribute
  tell(`${block.name}.${field.name}`, describeAttribute(attribute), describeAttribute(changed.attribute), changed.because)
  return changed.attribute
}

interface Change {
  readonly attribute: Attribute
  readonly because: string
}

function changeAttribute(block: Block, field: Field, attribute: Attribute): Change | null {
  const { name, position } = attribute
  if (name === 'db.Timestamp' || name === 'db.Timestamptz') {
    const [digits] = attribute.args
    if (wordOf(digits?.value) === '3') return null
    const value = { kind: 'word', text: '3', position } as const
    return { attribute: { ...attribute, args: [{ name: null, value }] }, because: 'a JavaScript Date holds milliseconds' }
  }
  const native = changeNative(field, attribute)
  if (native !== null) return native
  if (name === 'relation') return restrict(block, field, attribute)
  return name === 'default' ? (cutInstant(field, attribute) ?? makeInClient(field, attribute)) : null
}

/** On a relation of a model to itself `onDelete: Restrict` would keep a tree from being deleted, which `NoAction` does not. */
function restrict(block: Block, field: Field, attribute: Attribute): Change | null {
  const args = attribute.args.map((argument) => {
    const acts = argument.name === 'onUpdate' || (argument.name === 'onDelete' && field.type !== block.name)
    if (!acts || wordOf(argument.value) !== 'NoAction') return argument
    return { ...argument, value: { ...argument.value, kind: 'word', text: 'Restrict' } as Expression }
  })
  if (args.every((argument, at) => argument === attribute.args[at])) return null
  return { attribute: { ...attribute, args }, because: 'NoAction is checked at another moment on each engine' }
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/

/** An instant as every engine keeps it: of another zone Prisma writes the time for that zone into a column without zones. */
function cutInstant({ type }: Field, attribute: Attribute): Change | null {
  const value = findArgument(attribute, 'value', 0)
  if (type !== 'DateTime' || value?.kind !== 'string' || INSTANT.test(value.value)) return null
  const time = Date.parse(value.value)
  if (Number.isNaN(time)) return null
  const instant: Expression = { ...value, value: new Date(time).toISOString() }
  return { attribute: { ...attribute, args: [{ name: null, value: instant }] }, because: 'every engine keeps milliseconds in UTC' }
}

/** What PostgreSQL is asked for that Prisma's client makes by itself. */
const GENERATED: readonly (readonly [form: RegExp, type: string, made: string])[] = [
  [/^(?:"?\w+"?\.)?(?:gen_random_uuid|uuid_generate_v4)\(\)(?:::[\w ]+)?$/i, 'String', 'uuid'],
  [/^(?:now\(\)|current_timestamp(?:\(\d?\))?|timezone\('utc'(?:::text)?, *now\(\)\))(?:::\w+)?$/i, 'DateTime', 'now'],
]

function makeInClient({ type }: Field, attribute: Attribute): Change | null {
  const value = findArgument(attribute, 'value', 0)
  if (value?.kind !== 'call' || value.name !== 'dbgenerated') return null
  const sql =
    stringOf(value.args[0]?.value)
      ?.trim()
      // Brackets around it, whole or up to a cast.
      .replace(/^\((.*?)\)((?:::[\w ]+)?)$/, '$1$2') ?? ''
  const name = GENERATED.find(([form, own]) => own === type && form.test(sql))?.[2]
  if (name === undefined) return null
  const call: Expression = { kind: 'call', name, args: [], position: value.position }
  return { attribute: { ...attribute, args: [{ name: null, value: call }] }, because: 'it is the same on every engine' }
}
