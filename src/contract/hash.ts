/*
 * The hash of PostgreSQL's `hashtextextended`, so that such a server can make the sums of a digest itself: Bob Jenkins' lookup3
 * (https://burtleburtle.net/bob/c/lookup3.c), as in https://github.com/postgres/postgres/blob/REL_17_STABLE/src/common/hashfn.c.
 * It stands against mistakes, not against somebody who looks for a collision.
 */

/** A hash of 64 bits, in two halves: a call for each value of millions of rows makes no object. */
export const hash = { low: 0, high: 0 }

const START = 0x9e3779b9 + 3923095
const ASCII = 0x7f

let scratch = Buffer.alloc(2 ** 12)

/** Leaves the hash of a text's UTF-8, or of bytes, in {@link hash}; the seed is another one. */
export function hashValue(value: string | Uint8Array, seedLow: number, seedHigh: number): void {
  if (typeof value !== 'string') hashBytes(value, value.length, seedLow, seedHigh)
  else if (!hashAscii(value, seedLow, seedHigh)) {
    if (scratch.length < value.length * 3) scratch = Buffer.alloc(value.length * 3)
    hashBytes(scratch, scratch.write(value), seedLow, seedHigh)
  }
}

let [a, b, c] = [0, 0, 0]

function begin(length: number, seedLow: number, seedHigh: number): void {
  a = (START + length) | 0
  b = a
  c = a
  if (seedLow === 0 && seedHigh === 0) return
  a = (a + seedHigh) | 0
  b = (b + seedLow) | 0
  mix()
}

/** @returns false for a text with other characters */
function hashAscii(text: string, seedLow: number, seedHigh: number): boolean {
  const { length } = text
  begin(length, seedLow, seedHigh)
  let all = 0
  let at = 0
  for (; length - at >= 12; at += 12) {
    const [c0, c1, c2, c3] = [text.charCodeAt(at), text.charCodeAt(at + 1), text.charCodeAt(at + 2), text.charCodeAt(at + 3)]
    const [c4, c5, c6, c7] = [text.charCodeAt(at + 4), text.charCodeAt(at + 5), text.charCodeAt(at + 6), text.charCodeAt(at + 7)]
    const [c8, c9, c10, c11] = [text.charCodeAt(at + 8), text.charCodeAt(at + 9), text.charCodeAt(at + 10), text.charCodeAt(at + 11)]
    all |= c0 | c1 | c2 | c3 | c4 | c5 | c6 | c7 | c8 | c9 | c10 | c11
    a = (a + (c0 | (c1 << 8) | (c2 << 16) | (c3 << 24))) | 0
    b = (b + (c4 | (c5 << 8) | (c6 << 16) | (c7 << 24))) | 0
    c = (c + (c8 | (c9 << 8) | (c10 << 16) | (c11 << 24))) | 0
    mix()
  }
  for (let index = 0; at < length; at += 1, index += 1) {
    const code = text.charCodeAt(at)
    all |= code
    addLast(index, code)
  }
  if (all > ASCII) return false
  end()
  return true
}

function hashBytes(bytes: Uint8Array, length: number, seedLow: number, seedHigh: number): void {
  begin(length, seedLow, seedHigh)
  let at = 0
  const word = (from: number) =>
    (bytes[from] as number) | ((bytes[from + 1] as number) << 8) | ((bytes[from + 2] as number) << 16) | ((bytes[from + 3] as number) << 24)
  for (; length - at >= 12; at += 12) {
    a = (a + word(at)) | 0
    b = (b + word(at + 4)) | 0
    c = (c + word(at + 8)) | 0
    mix()
  }
  for (let index = 0; at < length; at += 1, index += 1) addLast(index, bytes[at] as number)
  end()
}

/** A byte of the last eleven; the lowest byte of `c` is the length's. */
function addLast(index: number, byte: number): void {
  if (index < 4) a = (a + (byte << (index * 8))) | 0
  else if (index < 8) b = (b + (byte << ((index - 4) * 8))) | 0
  else c = (c + (byte << ((index - 7) * 8))) | 0
}

const rotate = (value: number, by: number) => (value << by) | (value >>> (32 - by))

function mix(): void {
  a = ((a - c) ^ rotate(c, 4)) | 0
  c = (c + b) | 0
  b = ((b - a) ^ rotate(a, 6)) | 0
  a = (a + c) | 0
  c = ((c - b) ^ rotate(b, 8)) | 0
  b = (b + a) | 0
  a = ((a - c) ^ rotate(c, 16)) | 0
  c = (c + b) | 0
  b = ((b - a) ^ rotate(a, 19)) | 0
  a = (a + c) | 0
  c = ((c - b) ^ rotate(b, 4)) | 0
  b = (b + a) | 0
}

function end(): void {
  c = ((c ^ b) - rotate(b, 14)) | 0
  a = ((a ^ c) - rotate(c, 11)) | 0
  b = ((b ^ a) - rotate(a, 25)) | 0
  c = ((c ^ b) - rotate(b, 16)) | 0
  a = ((a ^ c) - rotate(c, 4)) | 0
  b = ((b ^ a) - rotate(a, 14)) | 0
  c = ((c ^ b) - rotate(b, 24)) | 0
  hash.low = c >>> 0
  hash.high = b >>> 0
}
