import type { Attribute, Field } from './ast.js'
import { charactersOf, LONGEST_KEY } from './check-keys.js'
import type { CommonNote, NormalizedSchema } from './common-note.js'
import { type Model, type ModelKey, type Models, readRelations } from './models.js'
import { describeAttribute } from './render.js'
import { replaceInSchema } from './rewrite.js'
import { findStorage, INDEXED_TEXT_LENGTH } from './storage.js'

/** A text that is shorter holds no identifier for certain: the key is refused. */
const LEAST_LENGTH = 64

/** A text whose length nobody has written, and how long it may be. */
interface Text {
  readonly model: Model
  readonly field: Field
  length: number
  /** The key that narrows it most. */
  key: string | null
}

/**
 * Gives the texts of a key that is too long for PostgreSQL and MySQL equal shares of the room that there is: those whose length is
 * not written. What refers to such a text gets the same length.
 */
export function narrowKeys(models: Models): NormalizedSchema {
  const texts = findTexts(models)
  for (const model of models.models) for (const key of model.keys) narrowKey(models, model, key, texts)
  follow(models, texts)
  const narrowed = [...texts.values()].filter(({ key }) => key !== null)
  const fields = new Map(narrowed.map((text) => [text.field, withLength(text)]))
  return { schema: replaceInSchema(models.schema, { fields, attributes: new Map() }), notes: narrowed.map(noteOf) }
}

function findTexts({ models }: Models): Map<string, Text> {
  const fields = models.flatMap((model) => model.fields.map((field) => ({ model, field })))
  return new Map(
    fields
      .filter(({ field }) => field.type === 'String' && field.modifier !== '[]' && isOpen(nativeOf(field)))
      .map((place) => [nameOf(place.model, place.field.name), { ...place, length: INDEXED_TEXT_LENGTH, key: null }]),
  )
}

function isOpen(native: Attribute | undefined): boolean {
  return native === undefined || ((native.name === 'db.Text' || native.name === 'db.VarChar') && native.args.length === 0)
}

function nativeOf({ attributes }: Field): Attribute | undefined {
  return attributes.find(({ name }) => name.startsWith('db.'))
}

function nameOf(model: Model, field: string): string {
  return `${model.name}.${field}`
}

function narrowKey(models: Models, model: Model, { common, fields }: ModelKey, texts: ReadonlyMap<string, Text>): void {
  if (!common) return
  const parts = fields.map(({ name }) => texts.get(nameOf(model, name)) ?? charactersOf(findStorage(models, model, name)))
  const open = parts.filter((part) => typeof part !== 'number')
  const room = LONGEST_KEY - parts.reduce<number>((sum, part) => sum + (typeof part === 'number' ? part : 0), 0)
  const share = Math.floor(room / open.length)
  if (share < LEAST_LENGTH || share >= INDEXED_TEXT_LENGTH) return
  const key = nameOf(model, fields.map(({ name }) => name).join('+'))
  for (const text of open) shorten(text, share, key)
}

function shorten(text: Text, length: number, key: string | null): boolean {
  if (length >= text.length) return false
  text.length = length
  text.key = key
  return true
}

/** Both sides of a foreign key hold the same values. */
function follow({ models }: Models, texts: ReadonlyMap<string, Text>): void {
  const pairs = models.flatMap(readRelations).flatMap(({ model, target, fields, references }) =>
    fields.flatMap((field, at) => {
      const [own, other] = [texts.get(nameOf(model, field)), texts.get(`${target}.${references[at]}`)]
      return own === undefined || other === undefined ? [] : [[own, other] as const]
    }),
  )
  // Once more until nothing changes: a chain of foreign keys has one length.
  while (pairs.some(([one, other]) => shorten(one, other.length, other.key) || shorten(other, one.length, one.key)));
}

function withLength({ field, length }: Text): Field {
  const { position } = field
  const value = { kind: 'word', text: String(length), position } as const
  const others = field.attributes.filter((attribute) => attribute !== nativeOf(field))
  return { ...field, attributes: [...others, { name: 'db.VarChar', args: [{ name: null, value }], position }] }
}

function noteOf({ model, field, length, key }: Text): CommonNote {
  const native = nativeOf(field)
  const from = native === undefined ? `${field.type}${field.modifier}` : describeAttribute(native)
  const because = `PostgreSQL and MySQL end a key at ${LONGEST_KEY} characters, here ${key}`
  return { subject: nameOf(model, field.name), from, to: `@db.VarChar(${length})`, because }
}
