import type { Lowering, Note } from '../contract/lowering.js'
import type { Attribute, Expression } from './ast.js'
import { findArgument } from './ast.js'
import { LIKE_BTREE, wordOf } from './models.js'
import { describeAttribute } from './render.js'

type Told = Omit<Note, 'provider' | 'subject'>

/**
 * A key or an index as an engine has it; null for an index that it does not have, without which it is slower.
 *
 * @param sign how the attribute is written: on a field, or on the block
 */
export function lowerKey(
  attribute: Attribute,
  sign: '@' | '@@',
  { namesPrimaryKeys, namesForeignKeys, indexTypes, fulltextIndexes }: Lowering,
): { readonly attribute: Attribute | null; readonly told: Told | null } {
  if (attribute.name === 'id' && !namesPrimaryKeys)
    return keep(attribute, withoutArgument(attribute, 'map'), sign, 'Prisma gives its primary keys no names')
  if (attribute.name === 'relation' && !namesForeignKeys) {
    return keep(attribute, withoutArgument(attribute, 'map'), sign, 'Prisma takes no such name; the migrations do')
  }
  if (attribute.name === 'fulltext' && !fulltextIndexes) {
    const because = 'MySQL alone has such an index; search is not on the portable client'
    return { attribute: null, told: { from: describeAttribute(attribute, sign), to: 'no index', because } }
  }
  if (attribute.name !== 'index' || indexTypes) return { attribute, told: null }
  const type = wordOf(findArgument(attribute, 'type')) ?? 'BTree'
  const because = 'PostgreSQL alone has such an index'
  if (!LIKE_BTREE.has(type)) return { attribute: null, told: { from: describeAttribute(attribute, sign), to: 'no index', because } }
  const bare = withoutArgument(attribute, 'type')
  return keep(
    attribute,
    { ...bare, args: bare.args.map((argument) => ({ ...argument, value: withoutClasses(argument.value) })) },
    sign,
    because,
  )
}

function keep(before: Attribute, after: Attribute, sign: '@' | '@@', because: string) {
  const [from, to] = [describeAttribute(before, sign), describeAttribute(after, sign)]
  return { attribute: after, told: from === to ? null : { from, to, because } }
}

function withoutArgument(attribute: Attribute, name: string): Attribute {
  return { ...attribute, args: attribute.args.filter((argument) => argument.name !== name) }
}

/** `[email(ops: raw("text_pattern_ops"))]` without what stands in `ops`. */
function withoutClasses(value: Expression): Expression {
  if (value.kind === 'array') return { ...value, items: value.items.map(withoutClasses) }
  if (value.kind !== 'call') return value
  const args = value.args.filter(({ name }) => name !== 'ops')
  return args.length === 0 ? { kind: 'word', text: value.name, position: value.position } : { ...value, args }
}
