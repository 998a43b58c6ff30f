import { expandNumber, trimZeros } from './canonical-numbers.js'
import { compareKeys } from './json.js'

/**
 * Json without spaces, keys in one order, numbers with all their digits.
 *
 * @throws {SyntaxError} for what is no Json, as `JSON.parse` says it
 */
export function canonicalJson(text: string): string {
  const printer = new Printer(text)
  const printed = printer.printAll()
  if (printed !== null) return printed
  JSON.parse(text)
  throw new SyntaxError('is no Json')
}

const [QUOTE, BACKSLASH, COMMA, COLON, MINUS, PLUS, POINT] = [0x22, 0x5c, 0x2c, 0x3a, 0x2d, 0x2b, 0x2e]
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d]
const [SPACE, TAB, LINE_FEED, RETURN] = [0x20, 0x09, 0x0a, 0x0d]
const [ZERO, NINE, EXPONENT, SMALL_EXPONENT] = [0x30, 0x39, 0x45, 0x65]
const [FIRST_SURROGATE, LAST_SURROGATE] = [0xd800, 0xdfff]

/** Thrown within, where the text is no Json. */
const NO_JSON = new Error('no Json')

/**
 * Prints Json while it reads it. `JSON.parse` would lose digits, and what finds them again takes, with it, four times as long. No regular
 * expression goes through a text: it would keep each of millions of characters in mind.
 */
class Printer {
  #at = 0

  constructor(private readonly text: string) {}

  /** Null where the text is no Json. */
  printAll(): string | null {
    try {
      this.#skipSpace()
      const printed = this.#print()
      this.#skipSpace()
      return this.#at === this.text.length ? printed : null
    } catch (error) {
      if (error === NO_JSON) return null
      throw error
    }
  }

  #print(): string {
    const code = this.text.charCodeAt(this.#at)
    if (code === QUOTE) return this.#printText()
    if (code === OPEN_OBJECT) return this.#printObject()
    if (code === OPEN_LIST) return this.#printList()
    if (code === MINUS || isDigit(code)) return this.#printNumber()
    for (const word of ['null', 'true', 'false']) {
      if (!this.text.startsWith(word, this.#at)) continue
      this.#at += word.length
      return word
    }
    throw NO_JSON
  }

  /** As it is but for escapes, which have one form. */
  #printText(): string {
    const { text } = this
    const start = this.#at
    let isPlain = true
    let at = start + 1
    for (let code = text.charCodeAt(at); code !== QUOTE; code = text.charCodeAt(at)) {
      // The end of the text is no number.
      if (!(code >= SPACE)) throw NO_JSON
      if (code === BACKSLASH || (code >= FIRST_SURROGATE && code <= LAST_SURROGATE)) isPlain = false
      at += code === BACKSLASH ? 2 : 1
    }
    this.#at = at + 1
    const found = text.slice(start, this.#at)
    return isPlain ? found : JSON.stringify(JSON.parse(found))
  }

  #printNumber(): string {
    const start = this.#at
    if (this.text.charCodeAt(start) === MINUS) this.#at += 1
    if (this.text.charCodeAt(this.#at) === ZERO) this.#at += 1
    else this.#skipDigits()
    if (this.text.charCodeAt(this.#at) === POINT) {
      this.#at += 1
      this.#skipDigits()
    }
    const code = this.text.charCodeAt(this.#at)
    const hasExponent = code === EXPONENT || code === SMALL_EXPONENT
    if (hasExponent) {
      this.#at += 1
      const sign = this.text.charCodeAt(this.#at)
      if (sign === MINUS || sign === PLUS) this.#at += 1
      this.#skipDigits()
    }
    const token = this.text.slice(start, this.#at)
    if (hasExponent) return expandNumber(token)
    return token === '-0' ? '0' : trimZeros(token)
  }

  #skipDigits(): void {
    if (!isDigit(this.text.charCodeAt(this.#at))) throw NO_JSON
    while (isDigit(this.text.charCodeAt(this.#at))) this.#at += 1
  }

  #printList(): string {
    if (this.#opens(CLOSE_LIST)) return '[]'
    let printed = '['
    do {
      this.#skipSpace()
      printed += printed === '[' ? this.#print() : `,${this.#print()}`
    } while (this.#goesOn(CLOSE_LIST))
    return `${printed}]`
  }

  #printObject(): string {
    if (this.#opens(CLOSE_OBJECT)) return '{}'
    const keys: string[] = []
    const values: string[] = []
    let isSorted = true
    do {
      this.#skipSpace()
      if (this.text.charCodeAt(this.#at) !== QUOTE) throw NO_JSON
      const key = this.#printText()
      this.#skipSpace()
      if (this.text.charCodeAt(this.#at) !== COLON) throw NO_JSON
      this.#at += 1
      this.#skipSpace()
      isSorted &&= keys.length === 0 || comparePrinted(keys.at(-1) as string, key) < 0
      keys.push(key)
      values.push(this.#print())
    } while (this.#goesOn(CLOSE_OBJECT))
    return isSorted ? printEntries(keys, values) : sortEntries(keys, values)
  }

  /** Goes behind an opening bracket, and behind the closing one where nothing is within. */
  #opens(close: number): boolean {
    this.#at += 1
    this.#skipSpace()
    if (this.text.charCodeAt(this.#at) !== close) return false
    this.#at += 1
    return true
  }

  /** Goes behind a comma, or behind the closing bracket. */
  #goesOn(close: number): boolean {
    this.#skipSpace()
    const code = this.text.charCodeAt(this.#at)
    this.#at += 1
    if (code === COMMA) return true
    if (code === close) return false
    throw NO_JSON
  }

  #skipSpace(): void {
    for (let code = this.text.charCodeAt(this.#at); code <= SPACE; code = this.text.charCodeAt(this.#at)) {
      if (code !== SPACE && code !== LINE_FEED && code !== RETURN && code !== TAB) throw NO_JSON
      this.#at += 1
    }
  }
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE
}

function printEntries(keys: readonly string[], values: readonly string[]): string {
  let printed = `{${keys[0]}:${values[0]}`
  for (let at = 1; at < keys.length; at += 1) printed += `,${keys[at]}:${values[at]}`
  return `${printed}}`
}

/** Of keys that are there more than once the last one counts, as it does for everybody. */
function sortEntries(keys: readonly string[], values: readonly string[]): string {
  const last = new Map(keys.map((key, at) => [key, values[at] as string]))
  const sorted = [...last.keys()].sort(comparePrinted)
  return printEntries(
    sorted,
    sorted.map((key) => last.get(key) as string),
  )
}

function comparePrinted(a: string, b: string): number {
  return compareKeys(readKey(a), readKey(b))
}

function readKey(printed: string): string {
  return printed.includes('\\') ? (JSON.parse(printed) as string) : printed.slice(1, -1)
}
