import type { Note } from '../contract/lowering.js'
import type { Attribute, Block, BlockEntry, EnumMember, Expression, Field, Schema, Setting } from './ast.js'
import { findArgument } from './ast.js'
import { mappedName, stringOf, wordOf } from './models.js'
import { DROPPED_FEATURES } from './preview-features.js'
import { describeAttribute, renderExpression } from './render.js'

/** A change that every engine's schema gets. */
export type CommonNote = Omit<Note, 'provider'>

export interface NormalizedSchema {
  readonly schema: Schema
  readonly notes: readonly CommonNote[]
}

/**
 * Replaces what only PostgreSQL has by what every engine has, PostgreSQL included, where it means the same or as good as that
 * (table C of the reference). What is left to an engine is lowered for it.
 */
export function normalizeSchema(schema: Schema): NormalizedSchema {
  const notes: CommonNote[] = []
  const entries = schema.entries.map((entry) => {
    if (entry.kind === 'comment' || entry.kind === 'blank') return entry
    return normalizeBlock(entry, (subject, from, to, because) => notes.push({ subject, from, to, because }))
  })
  return { schema: { ...schema, entries }, notes }
}

type Tell = (subject: string, from: string, to: string, because: string) => void

function normalizeBlock(block: Block, tell: Tell): Block {
  switch (block.kind) {
    case 'enum':
      return sortMembers(block, tell)
    case 'model':
      return { ...block, entries: block.entries.map((entry) => normalizeEntry(block, entry, tell)) }
    case 'datasource':
    case 'generator':
      return { ...block, entries: block.entries.flatMap((entry) => dropIdle(block, entry, tell)) }
    default:
      return block
  }
}

/** Settings of a generator that say nothing any more, and why. */
const IDLE_SETTINGS: Readonly<Record<string, string>> = {
  binaryTargets: 'Prisma 7 has no engine binaries',
  engineType: 'Prisma 7 has one kind of engine',
}

/** Leaves out what a rendered schema does without; what is left of a list of features is refused by name. */
function dropIdle(block: Block, entry: BlockEntry, tell: Tell): BlockEntry[] {
  if (entry.kind !== 'setting') return [entry]
  const drop = (value: string, because: string) => tell(`${block.kind} ${block.name}`, `${entry.name} = ${value}`, 'nothing', because)
  if (block.kind === 'generator' && entry.name === 'previewFeatures') return dropFeatures(entry, drop)
  const isRelationMode = block.kind === 'datasource' && (entry.name === 'relationMode' || entry.name === 'referentialIntegrity')
  const because =
    isRelationMode && stringOf(entry.value) === 'foreignKeys'
      ? "it is Prisma's default"
      : block.kind === 'generator'
        ? IDLE_SETTINGS[entry.name]
        : undefined
  if (because === undefined) return [entry]
  drop(renderExpression(entry.value), because)
  return []
}

function dropFeatures(entry: Setting, drop: (value: string, because: string) => void): Setting[] {
  if (entry.value.kind !== 'array') return [entry]
  const items = entry.value.items.filter((item) => {
    const because = DROPPED_FEATURES[stringOf(item) ?? '']
    if (because !== undefined) drop(`[${renderExpression(item)}]`, because)
    return because === undefined
  })
  return items.length === 0 ? [] : [{ ...entry, value: { ...entry.value, items } }]
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
  if (entry.kind === 'attribute') return { ...entry, attribute: renameIndexName(entry.attribute) }
  if (entry.kind !== 'field') return entry
  const attributes = entry.attributes.map((attribute) => normalizeAttribute(block, entry, attribute, tell))
  return attributes.every((attribute, at) => attribute === entry.attributes[at]) ? entry : { ...entry, attributes }
}

/** Before `map` there was `name`, which an index has no other use for. */
function renameIndexName(attribute: Attribute): Attribute {
  if (attribute.name !== 'index') return attribute
  return { ...attribute, args: attribute.args.map((argument) => (argument.name === 'name' ? { ...argument, name: 'map' } : argument)) }
}

function normalizeAttribute(block: Block, field: Field, attribute: Attribute, tell: Tell): Attribute {
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
  if (name === 'db.Json') return { attribute: { ...attribute, name: 'db.JsonB' }, because: 'PostgreSQL alone would keep the order of keys' }
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
