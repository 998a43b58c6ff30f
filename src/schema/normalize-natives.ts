import type { Attribute, Field } from './ast.js'

/** What is written in place of a native type, with the arguments that it had or others, and why. */
interface Replacement {
  readonly name: string
  /** The argument where it has none; null to have none. */
  readonly length: number | null
  readonly because: string
}

/** Types that PostgreSQL alone has, by the type of the field: every engine gets another one, PostgreSQL included. */
const REPLACEMENTS: Readonly<Record<string, Readonly<Record<string, Replacement>>>> = {
  String: {
    'db.Char': { name: 'db.VarChar', length: 1, because: 'PostgreSQL would pad it with spaces on reading, and MySQL cut them off' },
    'db.Inet': {
      name: 'db.VarChar',
      length: 49,
      because: 'PostgreSQL alone has addresses; they are kept as they are given, and not checked',
    },
    'db.Cidr': {
      name: 'db.VarChar',
      length: 49,
      because: 'PostgreSQL alone has networks; they are kept as they are given, and not checked',
    },
    'db.Xml': { name: 'db.Text', length: null, because: 'PostgreSQL alone has XML; it is kept as it is given, and not checked' },
  },
  Float: {
    'db.Real': { name: 'db.DoublePrecision', length: null, because: 'of a shorter number MySQL reads 0.1 back as another one' },
  },
  Json: {
    'db.Json': { name: 'db.JsonB', length: null, because: 'PostgreSQL alone would keep the order of keys' },
  },
}

/** A native type that every engine has in place of one that PostgreSQL alone has; null where it may stay. */
export function changeNative({ type }: Field, attribute: Attribute): { readonly attribute: Attribute; readonly because: string } | null {
  const replacement = REPLACEMENTS[type]?.[attribute.name]
  if (replacement === undefined) return null
  const { name, length, because } = replacement
  const value = { kind: 'word', text: String(length), position: attribute.position } as const
  const args = attribute.args.length === 0 && length !== null ? [{ name: null, value }] : attribute.args
  return { attribute: { ...attribute, name, args }, because }
}
