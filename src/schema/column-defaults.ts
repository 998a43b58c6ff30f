import type { ColumnDefault } from '../contract/tables.js'
import type { Expression, Field } from './ast.js'
import { listDefault } from './list-defaults.js'
import { type Models, mappedName, stringOf, wordOf } from './models.js'
import { renderExpression } from './render.js'

/** What the database fills in for `@default(…)`; null where it is the client that does, or a counter. */
export function readDefault(models: Models, field: Field, value: Expression): ColumnDefault | null {
  if (value.kind === 'call') {
    if (value.name === 'dbgenerated') return { kind: 'sql', value: stringOf(value.args[0]?.value) }
    return value.name === 'now' ? { kind: 'now' } : null
  }
  if (field.modifier === '[]') return { kind: 'json', value: listDefault(models, field, value) }
  const enumeration = models.enums.get(field.type)
  if (enumeration !== undefined) {
    const members = enumeration.entries.filter((entry) => entry.kind === 'member')
    const member = members.find(({ name }) => name === wordOf(value))
    return member === undefined ? null : { kind: 'enum', value: mappedName(member.attributes, member.name) }
  }
  if (value.kind === 'string') return readStringDefault(field.type, value.value)
  return { kind: field.type === 'Boolean' ? 'boolean' : 'number', value: renderExpression(value) }
}

function readStringDefault(type: string, value: string): ColumnDefault {
  switch (type) {
    case 'Json':
      return { kind: 'json', value }
    case 'Bytes':
      return { kind: 'bytes', value }
    case 'DateTime':
      return { kind: 'instant', value }
    case 'Decimal':
      return { kind: 'number', value }
    default:
      return { kind: 'string', value }
  }
}
