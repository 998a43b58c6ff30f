import type { Storage } from '../contract/storage.js'
import type { Model, ModelKey, Models, Refusal } from './models.js'
import { enumStorage, findStorage } from './storage.js'

/** 2,704 bytes, PostgreSQL's limit for a row of a B-tree, at four bytes a character. MySQL's is 3,072. */
export const LONGEST_KEY = 676
/** MySQL's 65,535 bytes a row at four bytes a character. */
const LONGEST_ROW = 16_383

/** MySQL's limit; PostgreSQL's is 32. */
const MOST_KEY_FIELDS = 16

/** Keys, indexes and rows that an engine would refuse only when the tables are made, or later. */
export function checkKeys(models: Models, model: Model): Refusal[] {
  return [
    ...model.keys.filter(({ common }) => common).flatMap((key) => checkKey(models, model, key)),
    ...model.keys.filter(({ kind }) => kind === 'fulltext').flatMap((key) => checkFulltext(models, model, key)),
    ...checkRow(models, model),
  ]
}

function checkFulltext(models: Models, model: Model, { fields, attribute: { position } }: ModelKey): Refusal[] {
  const others = fields.filter(({ name }) => findStorage(models, model, name)?.kind !== 'text')
  return others.map(({ name }) => {
    const reason = 'a full-text index on what is no text, which MySQL cannot have'
    return { position, subject: `${model.name}.${name}`, providers: ['mysql'], reason, remedy: 'Leave it out of the index' }
  })
}

function checkKey(models: Models, model: Model, key: ModelKey): Refusal[] {
  const { position } = key.attribute
  const subject = `${model.name}.${key.fields.map(({ name }) => name).join('+')}`
  const parts = key.fields.map(({ name }) => findStorage(models, model, name))
  const kind = parts.find((part) => part?.kind === 'json' || part?.kind === 'bytes')?.kind
  if (kind !== undefined) {
    const reason = `a key or an index on ${kind === 'json' ? 'Json' : 'Bytes'}, which MySQL cannot have`
    return [
      {
        position,
        subject,
        providers: ['mysql'],
        reason,
        remedy:
          kind === 'json' && key.kind === 'index'
            ? 'Index another field, or write type: Gin, which PostgreSQL alone gets'
            : 'Index another field',
      },
    ]
  }
  if (parts.length > MOST_KEY_FIELDS) {
    const reason = `a key or an index of ${parts.length} fields: MySQL ends at ${MOST_KEY_FIELDS}`
    return [{ position, subject, providers: ['mysql'], reason, remedy: 'Leave the last of them out' }]
  }
  const length = parts.reduce((sum, part) => sum + charactersOf(part), 0)
  if (length <= LONGEST_KEY) return []
  const reason = `a key or an index of up to ${length} characters: PostgreSQL and MySQL end at ${LONGEST_KEY}`
  return [{ position, subject, providers: ['postgresql', 'mysql'], reason, remedy: 'Shorten its fields with @db.VarChar(n)' }]
}

function checkRow(models: Models, model: Model): Refusal[] {
  const columns = model.fields.flatMap(({ name }) => findStorage(models, model, name) ?? [])
  // The length of each is kept beside it; of unbounded text the row holds a pointer.
  const length = columns.reduce((sum, column) => sum + (charactersOf(column) || 4) + 1, 0)
  if (length <= LONGEST_ROW) return []
  const reason = `its columns take the room of ${length} characters, and a row of MySQL ends at ${LONGEST_ROW}`
  const { position } = model.block
  return [{ position, subject: model.name, providers: ['mysql'], reason, remedy: 'Use @db.Text for the longest' }]
}

/** What counts toward the limits of a key and a row; unbounded text is kept outside the row. */
export function charactersOf(storage: Storage | null): number {
  if (storage?.kind === 'text') return storage.length ?? 0
  return storage?.kind === 'uuid' ? 36 : 4
}

/** A value that two members share: which of them a row has, nobody can say. */
export function checkEnums(models: Models): Refusal[] {
  return [...models.enums.values()].flatMap((block) => {
    const { values } = enumStorage(block)
    const index = values.findIndex((value, at) => values.indexOf(value) < at)
    if (index < 0) return []
    const member = block.entries.filter((entry) => entry.kind === 'member')[index]
    const position = member?.position ?? block.position
    const reason = `its stored value "${values[index]}" is another member's as well`
    return [{ position, subject: `${block.name}.${member?.name}`, reason, remedy: 'Give each member a value of its own with @map' }]
  })
}
