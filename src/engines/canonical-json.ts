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

interface Entry {
  readonly name: string
  /** The same as it is printed, and what it stands before. */
  readonly key: string
  readonly value: string
}

/**
 * Prints Json while it reads it. `JSON.parse` would lose digits, and what finds them again takes, with it, twice as long. No regular
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
    const entries: Entry[] = []
    let isSorted = true
    do {
      this.#skipSpace()
      if (this.text.charCodeAt(this.#at) !== QUOTE) throw NO_JSON
      const key = this.#printText()
      this.#skipSpace()
      if (this.text.charCodeAt(this.#at) !== COLON) throw NO_JSON
      this.#at += 1
      this.#skipSpace()
      const name = key.includes('\\') ? (JSON.parse(key) as string) : key.slice(1, -1)
      const last = entries.at(-1)
      isSorted &&= last === undefined || compareKeys(last.name, name) < 0
      entries.push({ name, key, value: this.#print() })
    } while (this.#goesOn(CLOSE_OBJECT))
    return printEntries(isSorted ? entries : sortEntries(entries))
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

function printEntries(entries: readonly Entry[]): string {
  let printed = '{'
  for (const { key, value } of entries) printed += printed === '{' ? `${key}:${value}` : `,${key}:${value}`
  return `${printed}}`
}

/** Of keys that are there more than once the last one counts, as it does for everybody. */
function sortEntries(entries: Entry[]): Entry[] {
  entries.sort((a, b) => compareKeys(a.name, b.name))
  return entries.filter(({ name }, at) => name !== entries[at + 1]?.name)
}
