import type { Position } from '../contract/position.js'
import type { Attribute, Block, BlockEntry, Directive } from './ast.js'
import { applyDirectives } from './directives.js'
import { findField, isRelationField, type Model, type Models, type Refusal, readBlockKey, readModels } from './models.js'
import { describeAttribute } from './render.js'
import { keyName } from './table-keys.js'

/** Settings that say what is the same for all, or what Refract itself says. */
const SHARED_SETTINGS = ['provider', 'output', 'url', 'directUrl', 'shadowDatabaseUrl', 'relationMode', 'referentialIntegrity', 'schemas']

/** What one engine may have alone: nothing that changes which rows there can be, or what is found. */
export function checkDirectives(models: Models, providers: readonly string[]): Refusal[] {
  const blocks = models.schema.entries.filter((entry): entry is Block => 'entries' in entry)
  const refusals = blocks.flatMap((block) =>
    block.entries
      .filter(isDirective)
      .flatMap((directive) => [
        ...checkProviders(block, directive, providers),
        ...checkPart(models, block, directive).map((refusal) => ({ ...refusal, providers: knownOf(directive, providers) })),
      ]),
  )
  return [...refusals, ...providers.flatMap((provider) => checkNamesOn(models, provider))]
}

function isDirective(entry: BlockEntry): entry is Directive {
  return entry.kind === 'directive'
}

function knownOf({ providers }: Directive, known: readonly string[]): string[] {
  return known.filter((provider) => providers.some(({ name }) => name === provider))
}

function subjectOf({ kind, name }: Block): string {
  return kind === 'model' ? name : `${kind} ${name}`
}

function checkProviders(block: Block, { providers }: Directive, known: readonly string[]): Refusal[] {
  const unknown = providers.filter(({ name }) => !known.includes(name))
  return unknown.map(({ name, position }) => ({
    position,
    subject: subjectOf(block),
    reason: `@refract names ${name}, which is no provider`,
    remedy: `Write one or several of ${known.join(', ')}`,
  }))
}

function checkPart(models: Models, block: Block, { entry }: Directive): Refusal[] {
  const place = { position: entry.position, subject: subjectOf(block) }
  if (entry.kind === 'setting') {
    if (!SHARED_SETTINGS.includes(entry.name)) return []
    return [{ ...place, reason: `${entry.name} of one engine alone`, remedy: 'Remove it: Refract writes what each engine needs' }]
  }
  if (entry.kind === 'field') {
    const reason = `the field ${entry.name} of one engine alone, which the portable client could not have`
    return [{ ...place, reason, remedy: 'Write it for all engines' }]
  }
  const { attribute } = entry
  const written = describeAttribute(attribute, '@@')
  if (attribute.name !== 'index' && attribute.name !== 'fulltext') {
    const reason = `${written} of one engine alone changes which rows there can be, or their names`
    return [{ ...place, reason, remedy: 'Write it for all engines; an @@index or @@fulltext may be of one' }]
  }
  const model = models.models.find((candidate) => candidate.block === block)
  return model === undefined ? [] : checkFields(models, model, attribute, place)
}

function checkFields(models: Models, model: Model, attribute: Attribute, place: { position: Position; subject: string }): Refusal[] {
  const fields = readBlockKey(attribute).flatMap((key) => key.fields)
  if (fields.length === 0) return [{ ...place, reason: `${describeAttribute(attribute, '@@')} names no field`, remedy: 'Name one' }]
  const unknown = fields.filter(({ name }) => {
    const field = findField(model, name)
    return field === undefined || isRelationField(models, field)
  })
  return unknown.map(({ name }) => ({
    ...place,
    reason: `${model.name} has no field ${name} to index`,
    remedy: 'Name a field that holds values',
  }))
}

/** The name of an index is the only one of its kind, whoever has it. */
function checkNamesOn(models: Models, provider: string): Refusal[] {
  const { models: applied } = readModels(applyDirectives(models.schema, provider))
  const seen = new Map<string, string>()
  const own = models.models.flatMap((model) => [
    [model.table, `the table ${model.table}`] as const,
    ...model.keys.map((key) => [keyName(model, key), `the table ${model.table}`] as const),
  ])
  for (const [name, owner] of own) seen.set(name, owner)
  return applied.flatMap((model) =>
    model.keys.flatMap((key): Refusal[] => {
      const isShared = models.models.some(({ keys }) => keys.some(({ attribute }) => attribute === key.attribute))
      if (isShared) return []
      const name = keyName(model, key)
      const other = seen.get(name)
      seen.set(name, `the table ${model.table}`)
      if (other === undefined) return []
      const { position } = key.attribute
      const reason = `the index name ${name} is used by ${other} too`
      return [{ position, subject: model.name, providers: [provider], reason, remedy: 'Give it another name with map' }]
    }),
  )
}
