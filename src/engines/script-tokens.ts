export interface Token {
  readonly kind: 'word' | 'name' | 'text' | 'symbol'
  readonly text: string
}

/**
 * The tokens of a script, without its comments.
 *
 * @param text how the engine writes a text between quotes
 */
export function readTokens(script: string, text: RegExp): Token[] {
  const pattern = new RegExp(
    `--[^\\n]*|/\\*[\\s\\S]*?\\*/|(?<text>\\$(?<tag>\\w*)\\$[\\s\\S]*?\\$\\k<tag>\\$|${text.source})|(?<name>"(?:[^"]|"")*"|\`(?:[^\`]|\`\`)*\`)|(?<word>[\\w$]+)|(?<symbol>\\S)`,
    'gu',
  )
  return [...script.matchAll(pattern)].flatMap(({ groups = {} }): Token[] => {
    const { text: literal, name, word, symbol } = groups
    if (literal !== undefined) return [{ kind: 'text', text: literal }]
    if (name !== undefined) return [{ kind: 'name', text: unquote(name) }]
    if (word !== undefined) return [{ kind: 'word', text: word }]
    return symbol === undefined ? [] : [{ kind: 'symbol', text: symbol }]
  })
}

function unquote(name: string): string {
  const quote = name.slice(0, 1)
  return name.slice(1, -1).replaceAll(quote + quote, quote)
}

/** Cuts at a symbol that stands in no parentheses. */
export function splitAt(symbol: string, tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]]
  let depth = 0
  for (const token of tokens) {
    if (is(token, '(')) depth += 1
    if (is(token, ')')) depth -= 1
    if (depth === 0 && is(token, symbol)) parts.push([])
    else parts.at(-1)?.push(token)
  }
  return parts.filter((part) => part.length > 0)
}

function is(token: Token | undefined, symbol: string): boolean {
  return token?.kind === 'symbol' && token.text === symbol
}

/** Goes through the tokens of a statement. */
export class ScriptReader {
  #at = 0

  constructor(private readonly tokens: readonly Token[]) {}

  /** True, and one further, where these words come next. */
  take(...words: string[]): boolean {
    const found = words.every((word, at) => {
      const token = this.tokens[this.#at + at]
      return token?.kind === 'word' && token.text.toUpperCase() === word
    })
    if (found) this.#at += words.length
    return found
  }

  /** A name, without that of the schema before it; empty where none comes. */
  name(): string {
    const token = this.tokens[this.#at]
    if (token === undefined || token.kind === 'symbol') return ''
    this.#at += 1
    if (!is(this.tokens[this.#at], '.')) return token.text
    this.#at += 1
    return this.name()
  }

  /** The items between the parentheses that come next, wherever they begin. */
  list(): Token[][] {
    const start = this.tokens.findIndex((token, at) => at >= this.#at && is(token, '('))
    if (start === -1) return []
    let [depth, end] = [0, start]
    for (; end < this.tokens.length; end++) {
      if (is(this.tokens[end], '(')) depth += 1
      if (is(this.tokens[end], ')')) depth -= 1
      if (depth === 0) break
    }
    this.#at = end + 1
    return splitAt(',', this.tokens.slice(start + 1, end))
  }

  /** The names that items begin with: `"a" DESC`, `a(191)`. */
  names(): string[] {
    return this.list().map(([first]) => first?.text ?? '')
  }

  /** Goes behind the next of a word, if there is one. */
  find(...words: string[]): boolean {
    const start = this.#at
    for (; this.#at < this.tokens.length; this.#at++) if (this.take(...words)) return true
    this.#at = start
    return false
  }

  rest(): readonly Token[] {
    return this.tokens.slice(this.#at)
  }
}
