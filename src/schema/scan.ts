import { SchemaSyntaxError } from '../contract/errors.js'
import type { Position } from '../contract/position.js'

export type TokenKind = 'word' | 'string' | 'comment' | 'newline' | 'punctuation' | 'end'

export interface Token {
  readonly kind: TokenKind
  /** The text; for a string what it stands for, for a comment all of it. */
  readonly text: string
  readonly position: Position
}

const PATTERNS: readonly (readonly [TokenKind | 'space', RegExp])[] = [
  ['space', /[^\S\n]+/y],
  ['newline', /\n/y],
  ['comment', /\/\/[^\n]*|\/\*[\s\S]*?\*\//y],
  ['string', /"(?:[^"\\\n]|\\.)*"/y],
  ['word', /-?[\p{L}\p{N}_](?:[\p{L}\p{N}_-]|\.(?=\p{N}))*/uy],
  ['punctuation', /@@|[@.,:=?()[\]{}]/y],
]

/**
 * Cuts the text of a Prisma schema into tokens.
 *
 * @param start where the text begins in its file
 */
export function scan(text: string, file: string, start: Position = { line: 1, column: 1 }): Token[] {
  const source = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n')
  const tokens: Token[] = []
  let offset = 0
  let { line } = start
  let lineStart = 1 - start.column
  while (offset < source.length) {
    const position = { line, column: offset - lineStart + 1 }
    const [kind, lexeme] = match(source, offset) ?? [null, source[offset] ?? '']
    if (kind === null) {
      const reason = lexeme === '"' ? 'this string is not closed on its line' : `unexpected ${JSON.stringify(lexeme)}`
      throw new SchemaSyntaxError(file, position, reason)
    }
    if (kind !== 'space') tokens.push({ kind, text: textOf(kind, lexeme, file, position), position })
    offset += lexeme.length
    const breaks = lexeme.split('\n').length - 1
    if (breaks > 0) {
      line += breaks
      lineStart = source.lastIndexOf('\n', offset - 1) + 1
    }
  }
  tokens.push({ kind: 'end', text: '', position: { line, column: offset - lineStart + 1 } })
  return tokens
}

function match(source: string, offset: number): [TokenKind | 'space', string] | null {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = offset
    const found = pattern.exec(source)
    if (found !== null) return [kind, found[0]]
  }
  return null
}

function textOf(kind: TokenKind, lexeme: string, file: string, position: Position): string {
  if (kind === 'comment') return lexeme.trimEnd()
  if (kind !== 'string') return lexeme
  try {
    // Prisma's strings have JSON's escapes.
    return JSON.parse(lexeme.replaceAll('\t', '\\t')) as string
  } catch {
    throw new SchemaSyntaxError(file, position, `${lexeme} has an escape that Prisma does not know`)
  }
}
