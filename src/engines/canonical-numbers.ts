import { trimDecimal } from '../contract/lists.js'

export function canonicalFloat(value: number): string {
  return value === 0 ? '0' : String(value)
}

const ZERO = 0x30

/** A decimal as a server writes it, without the zeros at its end. */
export function trimZeros(text: string): string {
  if (!text.includes('.')) return text
  let end = text.length
  while (text.charCodeAt(end - 1) === ZERO) end -= 1
  const trimmed = text.slice(0, text[end - 1] === '.' ? end - 1 : end)
  return trimmed === '-0' ? '0' : trimmed
}

/** Digits that a number within Json may have: PostgreSQL takes more, and nothing writes them by accident. */
const MOST_DIGITS = 1_000

/** `1.50e3` as `1500`. */
export function expandNumber(text: string): string {
  const [digits = '', exponent = '0'] = text.toLowerCase().split('e')
  const [whole = '', fraction = ''] = digits.replace('-', '').split('.')
  const shift = Number(exponent)
  if (Math.abs(shift) > MOST_DIGITS) throw new Error(`holds the number ${text}, which no engine keeps as it is`)
  const all = whole + fraction
  const point = whole.length + shift
  const padded = point < 0 ? '0'.repeat(-point) + all : all.padEnd(point, '0')
  const at = Math.max(point, 0)
  return trimDecimal(`${text.startsWith('-') ? '-' : ''}${padded.slice(0, at)}.${padded.slice(at)}`)
}

/** A number of so many characters is the same as a double. */
const SURELY_EXACT = 15

/** Whether a number without exponent is a whole number of 64 bits, signed or not, or a double. */
export function isExact(text: string): boolean {
  if (text.length <= SURELY_EXACT || isInteger64(text)) return true
  const double = Number(text)
  return Number.isFinite(double) && expandNumber(String(double)) === text
}

function isInteger64(text: string): boolean {
  if (text.includes('.')) return false
  const value = BigInt(text)
  return value >= -(2n ** 63n) && value < 2n ** 64n
}
