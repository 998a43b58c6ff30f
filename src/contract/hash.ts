/*
 * The hash of PostgreSQL's `hashtextextended`, so that such a server can make the sums of a digest itself: Bob Jenkins' lookup3
 * (https://burtleburtle.net/bob/c/lookup3.c), as in https://github.com/postgres/postgres/blob/REL_17_STABLE/src/common/hashfn.c.
 * It stands against mistakes, not against somebody who looks for a collision.
 */

/** A hash of 64 bits, in two halves: a call for each value of millions of rows makes no object. */
export const hash = { low: 0, high: 0 }

const START = (0x9e3779b9 + 3923095) | 0
const ASCII = 0x7f

/** Characters up to which a loop is faster than a call of the buffer. */
const SHORT = 200

/** Bytes of three words, which are hashed at once. */
const BLOCK = 12

/** The bytes that are hashed, and the same as words. */
let bytes = new Uint8Array(0)
let words = new Int32Array(0)
let buffer = Buffer.alloc(0)
makeRoom(2 ** 12)

function makeRoom(length: number): void {
  bytes = new Uint8Array((Math.ceil(length / BLOCK) + 1) * BLOCK)
  words = new Int32Array(bytes.buffer)
  buffer = Buffer.from(bytes.buffer)
}

/** Leaves the hash of a text's UTF-8, or of bytes, in {@link hash}; the seed is another one. */
export function hashValue(value: string | Uint8Array, seedLow: number, seedHigh: number): void {
  const length = typeof value === 'string' ? putText(value) : putBytes(value)
  // The last block is filled up.
  for (let at = length; at < length + BLOCK; at += 1) bytes[at] = 0
  hashWords(length, seedLow, seedHigh)
}

function putBytes(value: Uint8Array): number {
  if (bytes.length < value.length + BLOCK) makeRoom(value.length)
  bytes.set(value)
  return value.length
}

function putText(text: string): number {
  const { length } = text
  if (length > SHORT) {
    const needed = Buffer.byteLength(text)
    if (bytes.length < needed + BLOCK) makeRoom(needed)
    return buffer.write(text)
  }
  let all = 0
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at)
    all |= code
    bytes[at] = code
  }
  return all > ASCII ? buffer.write(text) : length
}

/** The steps are written out, and twice: a call, or names of the whole file for what changes, take three times as long. */
function hashWords(length: number, seedLow: number, seedHigh: number): void {
  let a = (START + length) | 0
  let b = a
  let c = a
  if (seedLow !== 0 || seedHigh !== 0) {
    a = (a + seedHigh) | 0
    b = (b + seedLow) | 0
    a = (a - c) ^ ((c << 4) | (c >>> 28))
    c = (c + b) | 0
    b = (b - a) ^ ((a << 6) | (a >>> 26))
    a = (a + c) | 0
    c = (c - b) ^ ((b << 8) | (b >>> 24))
    b = (b + a) | 0
    a = (a - c) ^ ((c << 16) | (c >>> 16))
    c = (c + b) | 0
    b = (b - a) ^ ((a << 19) | (a >>> 13))
    a = (a + c) | 0
    c = (c - b) ^ ((b << 4) | (b >>> 28))
    b = (b + a) | 0
  }
  let at = 0
  for (let left = length; left >= BLOCK; left -= BLOCK) {
    a = (a + (words[at] as number)) | 0
    b = (b + (words[at + 1] as number)) | 0
    c = (c + (words[at + 2] as number)) | 0
    at += 3
    a = (a - c) ^ ((c << 4) | (c >>> 28))
    c = (c + b) | 0
    b = (b - a) ^ ((a << 6) | (a >>> 26))
    a = (a + c) | 0
    c = (c - b) ^ ((b << 8) | (b >>> 24))
    b = (b + a) | 0
    a = (a - c) ^ ((c << 16) | (c >>> 16))
    c = (c + b) | 0
    b = (b - a) ^ ((a << 19) | (a >>> 13))
    a = (a + c) | 0
    c = (c - b) ^ ((b << 4) | (b >>> 28))
    b = (b + a) | 0
  }
  a = (a + (words[at] as number)) | 0
  b = (b + (words[at + 1] as number)) | 0
  // The lowest byte is the length's.
  c = (c + ((words[at + 2] as number) << 8)) | 0
  c ^= b
  c = (c - ((b << 14) | (b >>> 18))) | 0
  a ^= c
  a = (a - ((c << 11) | (c >>> 21))) | 0
  b ^= a
  b = (b - ((a << 25) | (a >>> 7))) | 0
  c ^= b
  c = (c - ((b << 16) | (b >>> 16))) | 0
  a ^= c
  a = (a - ((c << 4) | (c >>> 28))) | 0
  b ^= a
  b = (b - ((a << 14) | (a >>> 18))) | 0
  c ^= b
  c = (c - ((b << 24) | (b >>> 8))) | 0
  hash.low = c >>> 0
  hash.high = b >>> 0
}
