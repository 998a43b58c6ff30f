import type { Cast } from './casts.js'
import type { MySqlType } from './types.js'

type Native = MySqlType & { kind: 'native' }

/** How many characters or bytes the values of a type can take. */
const ROOM: Readonly<Record<string, number>> = {
  TinyText: 255,
  TinyBlob: 255,
  Text: 65_535,
  Blob: 65_535,
  MediumText: 16_777_215,
  MediumBlob: 16_777_215,
  LongText: 4_294_967_295,
  LongBlob: 4_294_967_295,
  Json: 4_294_967_295,
  TinyInt: 4,
  SmallInt: 6,
  MediumInt: 8,
  Int: 11,
  BigInt: 20,
  Float: 24,
  Double: 24,
  Year: 4,
  Date: 10,
  Time: 17,
  DateTime: 26,
  Timestamp: 26,
}

/** Prisma calls some casts safe that round, cut or overflow; those are risky. */
export function raiseCast(before: Native, after: Native, cast: Cast): Cast {
  return cast === 'safe' && loses(before, after) ? 'risky' : cast
}

function loses(before: Native, after: Native): boolean {
  if (/Char$|Text$|Binary$|Blob$/.test(after.name)) return roomOf(before) > roomOf(after) || after.name === 'Char'
  if (['Float', 'Double'].includes(before.name)) return after.name !== 'Double'
  // A TIMESTAMP ends in 2038; a DATE has no time and a TIME no date.
  if (['DateTime', 'Timestamp'].includes(before.name)) return before.name !== after.name && after.name !== 'DateTime'
  if (before.name === 'Time' && after.name === 'Time') return (before.args[0] ?? 0) > (after.args[0] ?? 0)
  return /Text$|Char$|Json|Time$|Date|Year/.test(before.name)
}

function roomOf({ name, args }: Native): number {
  if (/Char$|Binary$/.test(name)) return args[0] ?? 1
  if (name === 'Decimal') return (args[0] ?? 10) + 2
  return ROOM[name.replace(/^Unsigned/, '')] ?? Number.POSITIVE_INFINITY
}
