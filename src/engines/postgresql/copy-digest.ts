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
  const wanted = BigInt.asIntN(64, (BigInt(hash.high) << 32n) | BigInt(hash.low >>> 0))
  const { rows } = await client.query<{ version: number; encoding: string }>(
    `SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding`,
  )
  if (rows[0] === undefined || rows[0].version < 130_000 || rows[0].encoding !== 'UTF8') return false
  const { rows: hashes } = await client.query<{ hash: string }>(`SELECT hashtextextended(${quoteText(SAMPLE)}, ${SEED})::text AS hash`)
  return hashes[0]?.hash === String(wanted)
}

/** What makes a table's digest; null where a column has a form that the server cannot write. */
export function selectDigest(schema: string, table: CopyTable): string | null {
  const texts = table.columns.map(({ name, storage }) => serverText(quote(name), storage))
  if (texts.includes(null)) return null
  const hashText = (text: string | null, seed: string) => `hashtextextended((${text}) COLLATE "C", ${seed})`
  // The hash of null is null, and a row with such a key would not be in the sums.
  const key = table.key.reduce((seed, at) => hashText(`coalesce(${texts[at]}, '')`, seed), '0')
  const sums = texts.map((text, at) => `sum(${table.key.includes(at) ? KEY : hashText(text, KEY)})`)
  const rows = `SELECT *, ${key} AS ${KEY} FROM ${tableName(schema, table)} OFFSET 0`
  return `SELECT count(*), ${sums.join(', ')} FROM (${rows}) AS rows`
}

/** A name that no column has. */
const KEY = '"_refract key"'

export function toDigest([count, ...sums]: readonly (string | null)[]): SavedDigest {
  const halves = sums.map((sum) => BigInt.asUintN(64, BigInt(sum ?? 0)))
  return { rows: Number(count), sums: halves.flatMap((sum) => [Number(sum & 0xffff_ffffn), Number(sum >> 32n)]) }
}

/**
 * SQL of the text that stands for a value in a digest (copy/digest.ts): the canonical one, or what the server writes in less time. It may
 * be another one of rare values: of far years, of floats with an exponent, of what is more precise than a millisecond.
 */
function serverText(column: string, { kind }: Storage): string | null {
  switch (kind) {
    case 'decimal':
      return `trim_scale(${column})::text`
    case 'timestamptz':
      return `(${column} AT TIME ZONE 'UTC')::text`
    case 'bytes':
    case 'list':
      return null
    default:
      return `${column}::text`
  }
}
