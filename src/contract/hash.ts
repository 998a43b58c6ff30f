/*
 * The hash of PostgreSQL's `hashtextextended`, so that such a server can make the sums of a digest itself: Bob Jenkins' lookup3
 * (https://burtleburtle.net/bob/c/lookup3.c), as in https://github.com/postgres/postgres/blob/REL_17_STABLE/src/common/hashfn.c.
 * It stands against mistakes, not against somebody who looks for a collision.
 */

/**
 * A hash of 64 bits, in two halves, each a whole number of 32 bits with a sign: a call for each value of millions of rows makes no object,
 * and neither does such a number.
 */
export const hash = { low: 0, high: 0 }

const START = (0x9e3779b9 + 3923095) | 0
const ASCII = 0x7f

/** Characters up to which a loop is faster than calls of the buffer. */
const SHORT = 200

/** Bytes of three words, which are hashed at once. */
const BLOCK = 12

/** The bytes that are hashed, and the same as words. */
let bytes = new Uint8Array(0)
let words = new Int32Array(0)
let buffer = Buffer.alloc(0)
makeRoom(2 ** 12)

function makeRoom(length: number): void {
  if (bytes.length >= length + BLOCK) return
  bytes = new Uint8Array((Math.ceil(length / BLOCK) + 1) * BLOCK)
  words = new Int32Array(bytes.buffer)
  buffer = Buffer.from(bytes.buffer)
}

/** Leaves the hash of a text's UTF-8, or of bytes, in {@link hash}; the seed is another one. */
export function hashValue(value: string | Uint8Array, seedLow: number, seedHigh: number): void {
  const isShort = typeof value === 'string' && value.length <= SHORT && putAscii(value, value.length)
  hashWords(isShort ? value.length : putAny(value), seedLow, seedHigh)
}

const INSTANT = 'YYYY-MM-DDThh:mm:ss.sssZ'
const [ZERO, POINT] = [0x30, 0x2e]
/** What makes a space of the T, and the word that it is in. */
const SPACED = (0x54 ^ 0x20) << ((INSTANT.indexOf('T') % 4) * 8)
const SPACED_WORD = Math.floor(INSTANT.indexOf('T') / 4)

/** The hash of an instant as PostgreSQL writes it, `2024-02-29 12:34:56.78` for `2024-02-29T12:34:56.780Z`; of other texts their own. */
export function hashInstant(text: string, seedLow: number, seedHigh: number): void {
  const end = endOfSeconds(text, INSTANT.length - 1)
  if (text.length !== INSTANT.length || !putAscii(text, end)) {
    hashValue(text, seedLow, seedHigh)
    return
  }
  // A text of its own would be made for each.
  words[SPACED_WORD] = (words[SPACED_WORD] as number) ^ SPACED
  hashWords(end, seedLow, seedHigh)
}

const [QUOTE, BACKSLASH, COMMA, COLON, SPACE] = [0x22, 0x5c, 0x2c, 0x3a, 0x20]

/** Leaves the hash of canonical Json as PostgreSQL writes it in {@link hash}: with a space behind each comma and colon. */
export function hashJson(json: string, seedLow: number, seedHigh: number): void {
  hashWords(putSpaced(json), seedLow, seedHigh)
}

/** A text of its own would be made of all its parts. */
function putSpaced(json: string): number {
  // There is always room for a short one.
  if (json.length > SHORT) makeRoom(Buffer.byteLength(json) * 2)
  const room = bytes
  // Written into the second half, and read from there into the first: the spaces never reach what has not been read.
  const start = buffer.length >> 1
  const stop = start + buffer.write(json, start)
  let end = 0
  let isText = false
  for (let at = start; at < stop; at += 1) {
    const code = room[at] as number
    room[end] = code
    end += 1
    if (code === QUOTE) isText = !isText
    else if (code === BACKSLASH) {
      at += 1
      room[end] = room[at] as number
      end += 1
    } else if (!isText && (code === COMMA || code === COLON)) {
      room[end] = SPACE
      end += 1
    }
  }
  room.fill(0, end, end + BLOCK)
  return end
}

/** Where seconds end that reach up to a place: before the zeros of their fraction, and before the point where nothing else is behind it. */
export function endOfSeconds(text: string, length: number): number {
  let end = length
  while (text.charCodeAt(end - 1) === ZERO) end -= 1
  return text.charCodeAt(end - 1) === POINT ? end - 1 : end
}

/** Puts a short text word by word, which takes three quarters of the time; false where it holds other characters. */
function putAscii(text: string, length: number): boolean {
  // A name of this function's own: one of the whole file is looked up for every word.
  const room = words
  let all = 0
  let word = 0
  let at = 0
  for (; at + 4 <= length; at += 4) {
    const first = text.charCodeAt(at)
    const second = text.charCodeAt(at + 1)
    const third = text.charCodeAt(at + 2)
    const fourth = text.charCodeAt(at + 3)
    all |= first | second | third | fourth
    room[word] = first | (second << 8) | (third << 16) | (fourth << 24)
    word += 1
  }
  let rest = 0
  for (let shift = 0; at < length; at += 1, shift += 8) {
    const code = text.charCodeAt(at)
    all |= code
    rest |= code << shift
  }
  room[word] = rest
  // The last block is filled up.
  room[word + 1] = 0
  room[word + 2] = 0
  return all <= ASCII
}

function putAny(value: string | Uint8Array): number {
  // There is always room for a short one.
  if (value.length > SHORT) makeRoom(Buffer.byteLength(value))
  const length = typeof value === 'string' ? buffer.write(value) : value.length
  if (typeof value !== 'string') bytes.set(value)
  bytes.fill(0, length, length + BLOCK)
  return length
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
  hash.low = c
  hash.high = b
}
