import { SchemaSyntaxError } from '../contract/errors.js'
import type { Argument, Attribute, Block, BlockEntry, BlockKind, Expression, Field, Schema } from './ast.js'
import { readDirectiveWord } from './directives.js'
import { scan, type Token, type TokenKind } from './scan.js'

const BLOCKS: readonly string[] = ['model', 'view', 'type', 'enum', 'generator', 'datasource'] satisfies BlockKind[]
/** Blocks with parts that an engine may have alone. */
const HOLDS_DIRECTIVES: readonly BlockKind[] = ['model', 'generator', 'datasource']

/**
 * Reads a Prisma schema. Knows its grammar, not its meaning: an unknown attribute is read as any other.
 *
 * @param file the file's name as it appears in messages
 * @throws {SchemaSyntaxError} with line and column
 */
export function parseSchema(text: string, file: string): Schema {
  return new Parser(scan(text, file), file).parse()
}

class Parser {
  #next = 0

  constructor(
    private readonly tokens: readonly Token[],
    private readonly file: string,
    /** What ends where the tokens end. */
    private readonly whole: 'file' | 'line' = 'file',
  ) {}

  parse(): Schema {
    const entries: Schema['entries'][number][] = []
    while (this.#peek().kind !== 'end') {
      if (this.#readBlankOrComment(entries)) continue
      entries.push(this.#readBlock())
    }
    return { file: this.file, entries }
  }

  #readBlock(): Block {
    const keyword = this.#expect('word', 'a block: model, enum, generator or datasource')
    if (!BLOCKS.includes(keyword.text)) {
      this.#fail(keyword, `${keyword.text} does not begin a block: expected ${BLOCKS.join(', ')}`)
    }
    const kind = keyword.text as BlockKind
    const name = this.#expect('word', `the name of the ${kind}`).text
    this.#expectPunctuation('{')
    const entries: BlockEntry[] = []
    while (!this.#accept('}')) {
      if (this.#peek().kind === 'end') this.#fail(this.#peek(), `${kind} ${name} is not closed: expected }`)
      if (this.#readDirective(kind, entries) || this.#readBlankOrComment(entries)) continue
      entries.push(this.#readEntry(kind))
    }
    return { kind, name, entries: trimBlankLines(entries), position: keyword.position }
  }

  /** One blank line stands for any number of them. */
  #readBlankOrComment(entries: { push(entry: BlockEntry & { kind: 'blank' | 'comment' }): void }): boolean {
    const token = this.#peek()
    if (token.kind === 'newline') {
      this.#next++
      let blank = false
      while (this.#peek().kind === 'newline') {
        this.#next++
        blank = true
      }
      if (blank) entries.push({ kind: 'blank' })
      return true
    }
    if (token.kind !== 'comment') return false
    this.#refuseDirective(token)
    this.#next++
    entries.push({ kind: 'comment', text: token.text })
    return true
  }

  #readDirective(kind: BlockKind, entries: BlockEntry[]): boolean {
    const { kind: token, text, position } = this.#peek()
    const start = token === 'comment' && HOLDS_DIRECTIVES.includes(kind) ? readDirectiveWord(text) : null
    if (start === null) return false
    this.#next++
    const tokens = scan(text.slice(start), this.file, { line: position.line, column: position.column + start })
    entries.push(new Parser(tokens, this.file, 'line').#parseDirective(kind, position))
    return true
  }

  /** What stands behind `// @refract`. */
  #parseDirective(kind: BlockKind, position: Field['position']): BlockEntry {
    const providers: { name: string; position: Field['position'] }[] = []
    do {
      const { text, position } = this.#expect('word', 'the engine that has it alone, as in // @refract postgresql: …')
      providers.push({ name: text, position })
    } while (this.#accept(','))
    this.#expectPunctuation(':')
    const entry = this.#readEntry(kind)
    const end = this.#peek()
    if (end.kind !== 'end' || (entry.kind !== 'field' && entry.kind !== 'attribute' && entry.kind !== 'setting')) {
      this.#fail(end, `expected the end of the line, found ${this.#describe(end)}`)
    }
    return { kind: 'directive', providers, entry, position }
  }

  /** Nobody would read it there. */
  #refuseDirective(comment: Token): void {
    if (readDirectiveWord(comment.text) === null) return
    this.#fail(comment, '@refract stands on a line of its own within a model, the datasource or the generator')
  }

  #readEntry(kind: BlockKind): Exclude<BlockEntry, { kind: 'directive' }> {
    const { position } = this.#peek()
    if (kind === 'generator' || kind === 'datasource') {
      const name = this.#expect('word', 'the name of a setting').text
      this.#expectPunctuation('=')
      const value = this.#readExpression()
      return { kind: 'setting', name, value, comment: this.#endLine(), position }
    }
    if (this.#accept('@@')) {
      const attribute = this.#readAttribute()
      return { kind: 'attribute', attribute, comment: this.#endLine(), position }
    }
    const name = this.#expect('word', kind === 'enum' ? 'a member' : 'a field').text
    if (kind === 'enum') {
      const attributes = this.#readAttributes()
      return { kind: 'member', name, attributes, comment: this.#endLine(), position }
    }
    return this.#readField(name, position)
  }

  #readField(name: string, position: Field['position']): Field {
    const type = this.#expect('word', `the type of ${name}`).text
    let unsupported: string | null = null
    if (this.#accept('(')) {
      unsupported = this.#expect('string', 'the type in quotes').text
      this.#expectPunctuation(')')
    }
    let modifier: Field['modifier'] = ''
    if (this.#accept('?')) modifier = '?'
    else if (this.#accept('[')) {
      this.#expectPunctuation(']')
      modifier = '[]'
    }
    const attributes = this.#readAttributes()
    return { kind: 'field', name, type, unsupported, modifier, attributes, comment: this.#endLine(), position }
  }

  #readAttributes(): Attribute[] {
    const attributes: Attribute[] = []
    while (this.#accept('@')) attributes.push(this.#readAttribute())
    return attributes
  }

  #readAttribute(): Attribute {
    const first = this.#expect('word', "an attribute's name")
    let name = first.text
    while (this.#accept('.')) name += `.${this.#expect('word', "an attribute's name").text}`
    return { name, args: this.#accept('(') ? this.#readArguments() : [], position: first.position }
  }

  /** The opening parenthesis is already taken. */
  #readArguments(): Argument[] {
    const args: Argument[] = []
    this.#skipNewlines()
    while (!this.#accept(')')) {
      const named = this.#peek().kind === 'word' && this.tokens[this.#next + 1]?.text === ':'
      const name = named ? this.#expect('word', 'a name').text : null
      if (named) this.#next++
      this.#skipNewlines()
      args.push({ name, value: this.#readExpression() })
      this.#skipNewlines()
      if (!this.#accept(',') && this.#peek().text !== ')') this.#fail(this.#peek(), 'expected , or )')
      this.#skipNewlines()
    }
    return args
  }

  #readExpression(): Expression {
    const token = this.#peek()
    const { position } = token
    this.#next++
    if (token.kind === 'string') return { kind: 'string', value: token.text, position }
    if (token.kind === 'punctuation' && token.text === '[') {
      const items: Expression[] = []
      this.#skipNewlines()
      while (!this.#accept(']')) {
        items.push(this.#readExpression())
        this.#skipNewlines()
        if (!this.#accept(',') && this.#peek().text !== ']') this.#fail(this.#peek(), 'expected , or ]')
        this.#skipNewlines()
      }
      return { kind: 'array', items, position }
    }
    if (token.text === '{') this.#fail(token, 'a value in braces, as of a partial index, has no counterpart on every engine: remove it')
    if (token.kind !== 'word') this.#fail(token, `expected a value, found ${this.#describe(token)}`)
    let name = token.text
    while (this.#accept('.')) name += `.${this.#expect('word', 'a name').text}`
    if (this.#accept('(')) return { kind: 'call', name, args: this.#readArguments(), position }
    return { kind: 'word', text: name, position }
  }

  /** Ends an entry: nothing but a comment may follow on its line. Returns that comment. */
  #endLine(): string | null {
    const token = this.#peek()
    const comment = token.kind === 'comment' ? token.text : null
    if (comment !== null) {
      this.#refuseDirective(token)
      this.#next++
    }
    const end = this.#peek()
    if (end.kind !== 'newline' && end.kind !== 'end' && end.text !== '}')
      this.#fail(end, `expected the end of the line, found ${this.#describe(end)}`)
    return comment
  }

  #skipNewlines(): void {
    while (this.#peek().kind === 'newline') this.#next++
    if (this.#peek().kind === 'comment') this.#fail(this.#peek(), 'a comment inside brackets would be lost: move it above')
  }

  #peek(): Token {
    // The last token is always the end, and nothing reads past it.
    return this.tokens[this.#next] ?? (this.tokens[this.tokens.length - 1] as Token)
  }

  #accept(punctuation: string): boolean {
    const token = this.#peek()
    if (token.kind !== 'punctuation' || token.text !== punctuation) return false
    this.#next++
    return true
  }

  #expectPunctuation(punctuation: string): void {
    if (!this.#accept(punctuation)) this.#fail(this.#peek(), `expected ${punctuation}, found ${this.#describe(this.#peek())}`)
  }

  #expect(kind: TokenKind, what: string): Token {
    const token = this.#peek()
    if (token.kind !== kind) this.#fail(token, `expected ${what}, found ${this.#describe(token)}`)
    this.#next++
    return token
  }

  #fail(token: Token, reason: string): never {
    throw new SchemaSyntaxError(this.file, token.position, reason)
  }

  #describe(token: Token): string {
    if (token.kind === 'newline') return 'the end of the line'
    if (token.kind === 'end') return `the end of the ${this.whole}`
    return JSON.stringify(token.text)
  }
}

function trimBlankLines(entries: BlockEntry[]): BlockEntry[] {
  const first = entries.findIndex((entry) => entry.kind !== 'blank')
  const last = entries.findLastIndex((entry) => entry.kind !== 'blank')
  return entries.slice(Math.max(first, 0), last + 1)
}
