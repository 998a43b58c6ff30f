import { trimDecimal } from '../contract/lists.js'
import type { Expression, Field } from './ast.js'
import { type Models, mappedName } from './models.js'

/** An exponent is for PostgreSQL to read. */
const PLAIN_DECIMAL = /^[-+]?(\d+\.?\d*|\.\d+)$/

/** Types of elements that may stand in a default, and what each is in Json (contract/lists.ts). */
const ELEMENTS: Readonly<Record<string, (text: string) => unknown>> = {
  String: (text) => text,
  Boolean: (text) => text === 'true',
  Int: Number,
  Float: Number,
  BigInt: String,
  // What is none is refused, and read before.
  Decimal: (text) => (PLAIN_DECIMAL.test(text) ? trimDecimal(text) : text),
}

/** True where the default of a list can be said on every engine. */
export function hasListDefault(models: Models, field: Field, value: Expression): boolean {
  if (value.kind !== 'array') return false
  if (field.type === 'Decimal' && !value.items.map(textOf).every((text) => PLAIN_DECIMAL.test(text))) return false
  return value.items.length === 0 || field.type in ELEMENTS || models.enums.has(field.type)
}

const textOf = (item: Expression) => (item.kind === 'string' ? item.value : item.kind === 'word' ? item.text : '')

/** The default of a list as Json, for engines without lists. */
export function listDefault(models: Models, field: Field, value: Expression): string {
  const items = value.kind === 'array' ? value.items : []
  const members = models.enums.get(field.type)?.entries.filter((entry) => entry.kind === 'member')
  const read = (text: string): unknown => {
    const member = members?.find(({ name }) => name === text)
    return member === undefined ? ELEMENTS[field.type]?.(text) : mappedName(member.attributes, member.name)
  }
  return JSON.stringify(items.map((item) => read(textOf(item))))
}
