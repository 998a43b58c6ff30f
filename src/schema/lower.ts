import { SchemaRefusedError } from '../contract/errors.js'
import type { Finding } from '../contract/finding.js'
import type { LoweredColumn, Lowering, Note } from '../contract/lowering.js'
import type { Storage } from '../contract/storage.js'
import { type Attribute, type Block, type BlockEntry, type Expression, type Field, findArgument, type Schema } from './ast.js'
import { checkBlocks, checkFieldAttributes } from './check-attributes.js'
import { checkDirectives } from './check-directives.js'
import { checkEnums, checkKeys } from './check-keys.js'
import { checkNames } from './check-names.js'
import { checkRelations } from './check-relations.js'
import { checkSettings } from './check-settings.js'
import { applyDirectives } from './directives.js'
import { listDefault } from './list-defaults.js'
import { lowerKey } from './lower-keys.js'
import { findField, isRelationField, type Model, type Models, type Refusal, readRelations } from './models.js'
import { describeAttribute } from './render.js'
import { readStorage } from './storage.js'
import { readTables } from './tables.js'

export interface LoweredSchema {
  readonly schema: Schema
  readonly notes: readonly Note[]
}

/**
 * Checks that a canonical schema can mean the same on every engine.
 *
 * @param providers every provider the schema is rendered for; a finding names those it is about
 * @param known every provider that there is, whether in use or not
 * @throws {SchemaRefusedError} with all findings, in the order of the file
 */
export function assertPortable(models: Models, providers: readonly string[], known: readonly string[] = providers): void {
  const findings = [...checkSchema(models), ...checkDirectives(models, known)].map(
    ({ position, subject, reason, remedy, providers: own }): Finding => {
      const about = own === undefined || own.length === 0 ? providers : own
      return { file: models.schema.file, position, subject, reason, remedy, providers: about }
    },
  )
  findings.sort((a, b) => a.position.line - b.position.line || a.position.column - b.position.column)
  if (findings.length > 0) throw new SchemaRefusedError(findings)
}

function checkSchema(models: Models): Refusal[] {
  const fields = models.models.flatMap((model) =>
    model.fields.flatMap((field) => {
      const attributes = checkFieldAttributes(models, model, field)
      if (isRelationField(models, field)) return attributes
      const storage = readStorage(models, model, field)
      return 'kind' in storage ? attributes : [...attributes, storage]
    }),
  )
  return [
    ...checkSettings(models),
    ...checkBlocks(models),
    ...fields,
    ...models.models.flatMap((model) => [...checkRelations(models, model), ...checkKeys(models, model)]),
    ...checkEnums(models),
    ...checkNames(models, readTables(models)),
  ]
}

/** Replaces what an engine lacks. `models` has passed {@link assertPortable}. */
export function lowerSchema(models: Models, provider: string, lowering: Lowering): LoweredSchema {
  const notes: Note[] = []
  const entries = models.schema.entries.map(lowerEntry)
  return { schema: applyDirectives({ ...models.schema, entries }, provider), notes }

  function lowerEntry(entry: Schema['entries'][number]): Schema['entries'][number] {
    switch (entry.kind) {
      case 'datasource':
        return replaceSetting(entry, 'provider', () => lowering.datasource)
      case 'generator':
        // One client for each engine, in a folder of its own.
        return replaceSetting(entry, 'output', (output) => `${output}/${provider}`)
      case 'model':
        return lowerModel(models, entry, { provider, lowering, notes })
      default:
        return entry
    }
  }
}

function replaceSetting(block: Block, name: string, replace: (value: string) => string): Block {
  const entries = block.entries.map((entry): BlockEntry => {
    if (entry.kind !== 'setting' || entry.name !== name || entry.value.kind !== 'string') return entry
    return { ...entry, value: { ...entry.value, value: replace(entry.value.value) } }
  })
  return { ...block, entries }
}

/** One engine's part of the work. */
interface Context {
  readonly provider: string
  readonly lowering: Lowering
  readonly notes: Note[]
}

function lowerModel(models: Models, block: Block, context: Context): Block {
  const model = models.models.find((candidate) => candidate.block === block)
  if (model === undefined) return block
  const entries = block.entries.flatMap((entry): BlockEntry[] => {
    if (entry.kind === 'field') return [lowerField(models, model, entry, context)]
    if (entry.kind !== 'attribute') return [entry]
    const attribute = tellKey(entry.attribute, '@@', model.name, context)
    return attribute === null ? [] : [{ ...entry, attribute }]
  })
  const added = context.lowering.indexesForeignKeys ? [] : indexForeignKeys(model, context)
  return { ...block, entries: insertAttributes(entries, added) }
}

function tellKey(attribute: Attribute, sign: '@' | '@@', subject: string, { provider, lowering, notes }: Context): Attribute | null {
  const { attribute: lowered, told } = lowerKey(attribute, sign, lowering)
  if (told !== null) notes.push({ provider, subject, ...told })
  return lowered
}

function lowerField(models: Models, model: Model, field: Field, context: Context): Field {
  const { provider, lowering, notes } = context
  const subject = `${model.name}.${field.name}`
  const entry = { ...field, attributes: field.attributes.map((attribute) => tellKey(attribute, '@', subject, context) ?? attribute) }
  if (isRelationField(models, entry)) return entry
  const storage = readStorage(models, model, field)
  if (!('kind' in storage)) return entry
  const written = entry.attributes.find(({ name }) => name.startsWith('db.'))
  const column = lowerColumn(storage, written === undefined ? null : describeAttribute(written).slice('@db.'.length), lowering)
  const lowered = replaceType(replaceNative(entry, column.native), column, models)
  const from = written === undefined ? `${entry.type}${entry.modifier}` : describeAttribute(written)
  const to = column.field ? `${column.field.type}${column.field.modifier}` : column.native === null ? column.sql : `@db.${column.native}`
  // A length that nobody wrote is a change even where the engine has no type for it.
  const limited = storage.kind === 'text' && storage.length !== null
  const unchanged = column.field === undefined && (written === undefined ? column.native === null && !limited : from === to)
  if (!unchanged) notes.push({ provider, subject, from, to, because: column.because })
  return lowered
}

function lowerColumn(storage: Storage, written: string | null, lowering: Lowering): LoweredColumn {
  // Each function takes its own kind of storage, which TypeScript cannot follow through the look-up.
  const lower = lowering.columns[storage.kind] as (storage: Storage, written: string | null) => LoweredColumn
  return lower(storage, written)
}

/** With its default as the other type has it. */
function replaceType(field: Field, { field: type }: LoweredColumn, models: Models): Field {
  if (type === undefined) return field
  const attributes = field.attributes.map((attribute) => {
    const value = attribute.name === 'default' ? findArgument(attribute, 'value', 0) : undefined
    if (value === undefined) return attribute
    const text: Expression = { kind: 'string', value: listDefault(models, field, value), position: value.position }
    return { ...attribute, args: [{ name: null, value: text }] }
  })
  return { ...field, ...type, attributes }
}

function replaceNative(field: Field, native: string | null): Field {
  const others = field.attributes.filter(({ name }) => !name.startsWith('db.'))
  return { ...field, attributes: native === null ? others : [...others, nativeAttribute(native, field)] }
}

/** `Decimal(12, 2)` as an attribute. */
function nativeAttribute(native: string, { position }: Field): Attribute {
  const [, name = native, list] = /^(\w+)\((.*)\)$/.exec(native) ?? []
  const args = list === undefined ? [] : list.split(',')
  return { name: `db.${name}`, args: args.map((arg) => ({ name: null, value: { kind: 'word', text: arg.trim(), position } })), position }
}

/** MySQL indexes every foreign key; the others scan the whole table on each delete of a parent (row W16). */
function indexForeignKeys(model: Model, { provider, notes }: Context): BlockEntry[] {
  const bare = readRelations(model).filter(({ fields }) => {
    const covered = model.keys.some(({ common, fields: key }) => common && fields.every((name, index) => key[index]?.name === name))
    return !covered && fields.every((name) => findField(model, name) !== undefined)
  })
  return bare.map(({ field, fields, attribute: { position } }) => {
    const items = fields.map((text) => ({ kind: 'word' as const, text, position }))
    const attribute: Attribute = { name: 'index', args: [{ name: null, value: { kind: 'array', items, position } }], position }
    const to = describeAttribute(attribute, '@@')
    const because = 'a foreign key without an index makes deletes slow'
    notes.push({ provider, subject: `${model.name}.${field.name}`, from: 'a bare foreign key', to: `one with ${to}`, because })
    return { kind: 'attribute', attribute, comment: null, position }
  })
}

/** Puts block attributes before the `@@map`, or at the end. */
function insertAttributes(entries: readonly BlockEntry[], added: readonly BlockEntry[]): BlockEntry[] {
  if (added.length === 0) return [...entries]
  const map = entries.findIndex((entry) => entry.kind === 'attribute' && entry.attribute.name === 'map')
  const at = map < 0 ? entries.length : map
  const first = entries.some((entry) => entry.kind === 'attribute') ? [] : [{ kind: 'blank' as const }]
  return [...entries.slice(0, at), ...first, ...added, ...entries.slice(at)]
}
