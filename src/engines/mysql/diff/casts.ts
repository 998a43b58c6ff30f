import type { MySqlType } from './types.js'

/** What becomes of the values when a column changes its type. */
export type Cast = 'safe' | 'risky' | 'impossible'

type Native = MySqlType & { kind: 'native' }

/** Names that share a rule, so that the tables below can be read. */
const GROUPS: Readonly<Record<string, string>> = {
  texts: 'TinyText Text MediumText LongText',
  strings: 'Char VarChar texts',
  blobs: 'TinyBlob Blob MediumBlob LongBlob',
  binaries: 'Binary VarBinary blobs',
  signed: 'TinyInt SmallInt MediumInt Int BigInt',
  unsigned: 'UnsignedTinyInt UnsignedSmallInt UnsignedMediumInt UnsignedInt UnsignedBigInt',
  floats: 'Float Double',
  instants: 'Date DateTime Timestamp',
}

/** By the old type: the new types to which Prisma takes a cast for safe, and for impossible; every other is risky. */
const RULES: Readonly<Record<string, { readonly safe: string; readonly impossible: string }>> = {
  BigInt: { safe: 'strings binaries Bit floats Time', impossible: 'Decimal instants Json' },
  Binary: { safe: 'blobs strings Decimal floats MediumInt VarBinary', impossible: 'instants Json' },
  Bit: {
    safe: 'blobs VarBinary strings TinyInt SmallInt MediumInt Int Year UnsignedTinyInt UnsignedSmallInt UnsignedMediumInt UnsignedInt',
    impossible: 'Binary instants Time Json',
  },
  Char: { safe: 'blobs texts', impossible: '' },
  Date: {
    safe: 'DateTime Int BigInt UnsignedInt UnsignedBigInt Decimal floats Bit strings binaries',
    impossible: 'TinyInt SmallInt MediumInt UnsignedTinyInt UnsignedSmallInt UnsignedMediumInt Year Time Timestamp Json',
  },
  DateTime: {
    safe: 'strings binaries BigInt UnsignedBigInt Timestamp Time Date',
    impossible:
      'Bit floats Decimal TinyInt SmallInt MediumInt Int UnsignedTinyInt UnsignedSmallInt UnsignedMediumInt UnsignedInt Year Json',
  },
  Decimal: { safe: 'strings binaries', impossible: 'instants' },
  Double: { safe: 'Float signed unsigned Decimal Json Year texts blobs Time', impossible: 'Bit instants' },
  Float: { safe: 'Double signed unsigned Decimal Json Year texts blobs Time', impossible: 'Bit instants' },
  Int: { safe: 'BigInt strings binaries', impossible: 'instants Time Json' },
  MediumInt: { safe: 'BigInt strings binaries', impossible: 'instants Time Json' },
  Json: { safe: 'strings binaries', impossible: 'instants Time Year Bit Decimal signed unsigned floats' },
  LongText: { safe: 'Binary VarBinary Bit strings Blob MediumBlob LongBlob', impossible: '' },
  SmallInt: { safe: 'MediumInt Int BigInt Time', impossible: 'Decimal instants Json' },
  TinyInt: { safe: 'SmallInt MediumInt Int BigInt Time', impossible: 'Decimal instants Json' },
  TinyText: { safe: 'Binary VarBinary Bit strings Blob MediumBlob LongBlob', impossible: '' },
  Time: { safe: 'Time strings binaries Decimal signed unsigned Bit floats', impossible: 'Json Year' },
  UnsignedBigInt: { safe: '', impossible: 'Decimal instants Json' },
  UnsignedSmallInt: { safe: 'UnsignedMediumInt UnsignedInt UnsignedBigInt', impossible: 'Decimal instants Json' },
  UnsignedTinyInt: { safe: 'UnsignedSmallInt UnsignedMediumInt UnsignedInt UnsignedBigInt', impossible: 'Decimal instants Json' },
  VarBinary: {
    safe: 'Blob MediumBlob LongBlob',
    impossible: 'signed unsigned floats Decimal instants Time Year Json',
  },
  LongBlob: { safe: 'blobs', impossible: 'signed unsigned floats Decimal instants Time Year Json' },
  Year: {
    safe: 'strings binaries SmallInt MediumInt Int BigInt Bit UnsignedSmallInt UnsignedMediumInt UnsignedInt UnsignedBigInt floats',
    impossible: 'instants Time TinyInt UnsignedTinyInt',
  },
}

/** Types that follow the rule of another. */
const SAME_AS: Readonly<Record<string, string>> = {
  VarChar: 'Char',
  Timestamp: 'DateTime',
  Text: 'LongText',
  MediumText: 'LongText',
  TinyBlob: 'LongBlob',
  Blob: 'LongBlob',
  MediumBlob: 'LongBlob',
  UnsignedInt: 'UnsignedBigInt',
  UnsignedMediumInt: 'UnsignedBigInt',
}

/** How Prisma judges a change from one native type to another; null where the two are one. */
export function castNative(before: Native, after: Native): Cast | null {
  const sized = castBySize(before, after)
  if (sized !== undefined) return sized
  if (before.name === after.name) return null
  const rule = RULES[SAME_AS[before.name] ?? before.name]
  if (rule === undefined) throw new Error(`@db.${before.name} is not a type of MySQL.`)
  // A longer text cannot become the shortest of its family for sure.
  if (['TinyText', 'TinyBlob'].includes(after.name) && /Text$/.test(before.name)) return 'risky'
  if (before.name === 'Timestamp' && after.name === 'DateTime') return 'safe'
  if (expand(rule.safe).has(after.name)) return 'safe'
  return expand(rule.impossible).has(after.name) ? 'impossible' : 'risky'
}

/** The rules that look at lengths, widths and digits; undefined where none does. */
function castBySize(before: Native, after: Native): Cast | null | undefined {
  const [from = -1, to = -1] = [before.args[0], after.args[0]]
  const pair = (name: string) => before.name === name && after.name === name
  if (pair('DateTime') || pair('Timestamp') || pair('VarBinary') || pair('Binary') || pair('Bit')) {
    return from === to ? null : from < to ? 'safe' : 'risky'
  }
  if (pair('Decimal')) return before.args.join() === after.args.join() ? null : 'risky'
  if (pair('Time')) return from === to || (to === -1 && from === 0) ? null : 'safe'
  if (['Char', 'VarChar'].includes(before.name) && ['Char', 'VarChar', 'Binary', 'VarBinary'].includes(after.name)) {
    if (before.name === after.name && from === to) return null
    return to >= from ? 'safe' : 'risky'
  }
  return castToWidth(before, after, from, to)
}

function castToWidth(before: Native, after: Native, from: number, to: number): Cast | undefined {
  switch (`${before.name} ${after.name}`) {
    case 'BigInt Decimal':
      return to - (after.args[1] ?? 0) >= 20 ? 'safe' : 'impossible'
    case 'Binary Bit':
      return to >= from * 8 ? 'safe' : 'risky'
    case 'Bit Binary':
      return from >= to * 8 ? 'safe' : 'impossible'
    case 'Bit BigInt':
    case 'Bit UnsignedBigInt':
      return from === 64 ? 'safe' : 'risky'
    case 'VarBinary Binary':
      return to > from ? 'safe' : 'risky'
    case 'DateTime Bit':
    case 'Timestamp Bit':
    case 'Double Bit':
      return to === 64 ? 'safe' : 'impossible'
    case 'Float Bit':
      return to >= 32 ? 'safe' : 'impossible'
    case 'Int Bit':
    case 'MediumInt Bit':
      return to >= 32 ? 'safe' : 'risky'
  }
  const sized = ['Char', 'VarChar', 'Binary', 'VarBinary'].includes(after.name)
  return sized && ['Float', 'Double'].includes(before.name) ? (to >= 32 ? 'risky' : 'impossible') : undefined
}

const expanded = new Map<string, Set<string>>()

function expand(names: string): Set<string> {
  const known = expanded.get(names)
  if (known !== undefined) return known
  const list = names.split(' ').flatMap((name) => (GROUPS[name] === undefined ? [name] : [...expand(GROUPS[name])]))
  const result = new Set(list)
  expanded.set(names, result)
  return result
}
