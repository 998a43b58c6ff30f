import { SchemaSyntaxError } from '../contract/errors.js'
import type { Block, BlockEntry, Comment, Schema } from './ast.js'
import type { Refusal } from './models.js'
import { parseSchema } from './parse.js'

/*
 * `// @refract postgresql: @@index([data], type: Gin)`: a line that one engine's schema alone gets. To Prisma it is a comment.
 */

const DIRECTIVE = /^(\/\/\/?\s*@refract\s+)([\w, ]*?)(\s*:\s*)(.*)$/
const BEGINS = /^\/\/\/?\s*@refract\b/

interface Directive {
  readonly providers: readonly string[]
  readonly text: string
  /** Where the text begins in the comment. */
  readonly offset: number
}

function readDirective({ text }: Comment): Directive | null {
  const [, start = '', providers = '', colon = '', line = ''] = DIRECTIVE.exec(text) ?? []
  if (line === '') return null
  return { providers: providers.split(',').map((name) => name.trim()), text: line, offset: start.length + providers.length + colon.length }
}

/** What is wrong with the directives of a schema. */
export function checkDirectives(schema: Schema, providers: readonly string[]): Refusal[] {
  return schema.entries.flatMap((block): Refusal[] => {
    if (block.kind === 'comment')
      return BEGINS.test(block.text) ? [refuse(block, block.text, 'it belongs into a block', 'Move it into one')] : []
    if (block.kind === 'blank') return []
    return block.entries.flatMap((entry): Refusal[] => {
      if (entry.kind !== 'comment' || !BEGINS.test(entry.text)) return []
      const directive = readDirective(entry)
      if (directive === null) {
        return [refuse(entry, block.name, `${entry.text} is not understood`, 'Write // @refract postgresql: @@index([data], type: Gin)')]
      }
      const unknown = directive.providers.find((name) => !providers.includes(name))
      if (unknown !== undefined) return [refuse(entry, block.name, `${unknown} is no provider`, `Write one of ${providers.join(', ')}`)]
      const foreign = parseLine(schema, block, entry, directive).find(({ kind }) => kind !== 'attribute' && kind !== 'setting')
      if (foreign === undefined) return []
      return [
        refuse(entry, block.name, 'a field that one engine alone has is none of the portable client', 'Write an attribute of the block'),
      ]
    })
  })
}

function refuse({ position }: Comment, subject: string, reason: string, remedy: string): Refusal {
  return { position, subject, reason, remedy, providers: [] }
}

/** A block as one engine gets it: with the lines that are for it, without those for others. */
export function applyDirectives(schema: Schema, block: Block, provider: string): Block {
  const entries = block.entries.flatMap((entry): readonly BlockEntry[] => {
    const directive = entry.kind === 'comment' ? readDirective(entry) : null
    if (entry.kind !== 'comment' || directive === null) return [entry]
    return directive.providers.includes(provider) ? parseLine(schema, block, entry, directive) : []
  })
  return { ...block, entries }
}

/** By the same parser, at the place where it stands, for messages. */
function parseLine({ file }: Schema, { kind, name }: Block, { position }: Comment, { text, offset }: Directive): readonly BlockEntry[] {
  const place = `${'\n'.repeat(Math.max(0, position.line - 2))}${kind} ${name} {\n${' '.repeat(position.column - 1 + offset)}`
  const [parsed] = parseSchema(`${place}${text}\n}\n`, file).entries.filter((entry): entry is Block => 'entries' in entry)
  if (parsed === undefined) throw new SchemaSyntaxError(file, position, 'nothing stands behind the colon')
  return parsed.entries
}
