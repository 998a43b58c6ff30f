import type { CopyTable, SavedDigest } from '../../contract/copy.js'
import { hash, hashValue } from '../../contract/hash.js'
import type { Storage } from '../../contract/storage.js'
import type { Client } from './connect.js'
import { tableName } from './copy-read.js'
import { quote, quoteText } from './quote.js'

/** What is hashed for a try: characters of one to four bytes, in more than one portion of the hash. */
const SAMPLE = 'Refract – größer, 山田 太郎 🦉'
const SEED = 42

/**
 * Whether the server hashes a text as Refract does: it does so in UTF-8, on machines whose bytes are in the order of nearly all.
 * Older servers than 13 lack what is asked.
 */
export async function hashesAlike(client: Client): Promise<boolean> {
  hashValue(SAMPLE, SEED, 0)
  const wanted = BigInt.asIntN(64, (BigInt(hash.high) << 32n) | BigInt(hash.low))
  const { rows } = await client.query<{ version: number; encoding: string }>(
    `SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding`,
  )
  if (rows[0] === undefined || rows[0].version < 130_000 || rows[0].encoding !== 'UTF8') return false
  const { rows: hashes } = await client.query<{ hash: string }>(`SELECT hashtextextended(${quoteText(SAMPLE)}, ${SEED})::text AS hash`)
  return hashes[0]?.hash === String(wanted)
}

/** What makes a table's digest; null where a column has a form that the server cannot write. */
export function selectDigest(schema: string, table: CopyTable): string | null {
  const texts = table.columns.map(({ name, storage }) => canonicalText(quote(name), storage))
  if (texts.includes(null)) return null
  const hashText = (text: string | null, seed: string) => `hashtextextended((${text}) COLLATE "C", ${seed})`
  // The hash of null is null, and a row with such a key would not be in the sums.
  const key = table.key.reduce((seed, at) => hashText(`coalesce(${texts[at]}, '')`, seed), '0')
  const sums = texts.map((text) => `sum(${hashText(text, KEY)})`)
  const inexact = table.columns.flatMap(({ name, storage }) => isInexact(quote(name), storage) ?? [])
  const rows = `SELECT *, ${key} AS ${KEY} FROM ${tableName(schema, table)} OFFSET 0`
  return `SELECT count(*), bool_or(${inexact.length === 0 ? 'false' : inexact.join(' OR ')}), ${sums.join(', ')} FROM (${rows}) AS rows`
}

/** A name that no column has. */
const KEY = '"_refract key"'

/** The values of such a row as a digest; null where a value has more than the canonical form says. */
export function toDigest([count, inexact, ...sums]: readonly (string | null)[]): SavedDigest | null {
  if (inexact === 't') return null
  const halves = sums.map((sum) => BigInt.asUintN(64, BigInt(sum ?? 0)))
  return { rows: Number(count), sums: halves.flatMap((sum) => [Number(sum & 0xffff_ffffn), Number(sum >> 32n)]) }
}

/** SQL of a value's canonical form, but for rare values: of far years, of floats with an exponent. */
function canonicalText(column: string, { kind }: Storage): string | null {
  switch (kind) {
    case 'decimal':
      return `trim_scale(${column})::text`
    case 'timestamp':
      return `to_char(${column}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
    case 'timestamptz':
      return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
    case 'time':
      return `to_char(${column}::interval, 'HH24:MI:SS.MS')`
    case 'bytes':
    case 'list':
      return null
    default:
      return `${column}::text`
  }
}

/** SQL that is true of what the canonical form would cut. */
function isInexact(column: string, { kind }: Storage): string | null {
  // What has no year of four digits has no text of its own in this form.
  if (kind === 'timestamp' || kind === 'timestamptz') {
    const own = `isfinite(${column}) AND ${column} >= '0001-01-01' AND ${column} < '10000-01-01'`
    return `(CASE WHEN ${own} THEN date_trunc('milliseconds', ${column}) <> ${column} ELSE ${column} IS NOT NULL END)`
  }
  return kind === 'time' ? `date_trunc('milliseconds', ${column}::interval) <> ${column}::interval` : null
}
