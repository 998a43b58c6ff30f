import { expect, it } from 'vitest'
import { hash, hashInstant, hashJson, hashValue } from '../../../src/contract/hash.js'

/** `SELECT hashtextextended($1, $2)` of PostgreSQL 17. */
it.each([
  ['', 0n, -6939563903564495251n],
  ['Refract', 0n, 8372693000414008291n],
  ['exactly12byt', 42n, 1353178826417390879n],
  ['Größer, 山田 太郎 🦉', 42n, 1378704744099669592n],
  ['x'.repeat(1_000), 8589934593n, -3882825886122511204n],
])('hashes %s as PostgreSQL does', (text, seed, wanted) => {
  const [low, high] = [Number(BigInt.asUintN(32, seed)), Number(seed >> 32n)]
  for (const value of [text, Buffer.from(text)]) {
    // What was hashed before leaves nothing behind.
    hashValue('ÿ'.repeat(200), 1, 1)
    hashValue(value, low, high)
    expect(BigInt.asIntN(64, (BigInt(hash.high) << 32n) | BigInt(hash.low >>> 0))).toBe(wanted)
  }
})

it.each([
  ['2024-02-29T12:34:56.789Z', '2024-02-29 12:34:56.789'],
  ['2024-02-29T12:34:56.780Z', '2024-02-29 12:34:56.78'],
  ['2024-02-29T12:34:50.000Z', '2024-02-29 12:34:50'],
  ['2000-10-10T00:00:00.000Z', '2000-10-10 00:00:00'],
  ['+010000-01-01T00:00:00.000Z', '+010000-01-01T00:00:00.000Z'],
  ['infinity', 'infinity'],
])('hashes %s as %s', (text, written) => {
  hashInstant(text, 1, 2)
  const found = { ...hash }
  hashValue(written, 1, 2)
  expect(found).toEqual(hash)
})

it.each([
  ['{}', '{}'],
  ['[1,2.5,null]', '[1, 2.5, null]'],
  ['{"a":1,"b,:":["x","y:z"]}', '{"a": 1, "b,:": ["x", "y:z"]}'],
  [String.raw`{"\"a,":"\\","b":","}`, String.raw`{"\"a,": "\\", "b": ","}`],
  ['{"ß,":"山田 太郎","🦉":[]}', '{"ß,": "山田 太郎", "🦉": []}'],
  [`[${'0,'.repeat(5_000)}"é"]`, `[${'0, '.repeat(5_000)}"é"]`],
])('hashes Json %.40s as %.40s', (json, written) => {
  hashValue('ÿ'.repeat(200), 1, 1)
  hashJson(json, 1, 2)
  const found = { ...hash }
  hashValue(written, 1, 2)
  expect(found).toEqual(hash)
})
