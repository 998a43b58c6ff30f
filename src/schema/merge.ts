import { SchemaRefusedError } from '../contract/errors.js'
import type { Finding } from '../contract/finding.js'
import type { Position } from '../contract/position.js'
import { type Block, blockAttributesOf, fieldsOf, type Schema } from './ast.js'
import { parseSchema } from './parse.js'
import { scan } from './scan.js'

/** A file of a schema. */
export interface SchemaFile {
  readonly path: string
  readonly text: string
}

/** A line, and where a person wrote it. */
interface Line {
  readonly text: string
  readonly file: string
  readonly number: number
}

/** A schema put together from files, which knows where each line is from. */
export interface MergedSchema {
  readonly text: string
  /** Where a person finds a place of the text. */
  locate(position: Position): { readonly file: string; readonly position: Position }
}

/**
 * Puts the files of a schema together, and under them the schema that they add to: a model with the name of one of its models
 * adds its fields and attributes to that one.
 *
 * @param core a schema whose generator and datasource are left out
 * @param providers for messages: the engines in use
 * @throws {SchemaSyntaxError} with the place in the file
 * @throws {SchemaRefusedError} for what cannot be added
 */
export function mergeSchemas(files: readonly SchemaFile[], core: SchemaFile | null, providers: readonly string[]): MergedSchema {
  const parts = files.map(readPart)
  const own = core === null ? [] : readPart(core).pieces.filter(({ block: { kind } }) => kind !== 'generator' && kind !== 'datasource')
  const extended = new Map(own.map((piece) => [piece.block.name, piece]))
  const isAdded = ({ block }: Piece) => extended.has(block.name)
  const added = parts.flatMap(({ pieces }) => pieces).filter(isAdded)
  const findings = added.flatMap((piece) => refuse(piece, extended.get(piece.block.name)?.block, core?.path ?? '', providers))
  if (findings.length > 0) throw new SchemaRefusedError(findings)
  const lines = [
    ...parts.flatMap(({ lines, pieces }) => withoutPieces(lines, pieces.filter(isAdded))),
    ...own.flatMap((piece) => [emptyAfter(piece), ...extend(piece, added)]),
  ]
  return {
    text: `${lines.map(({ text }) => text).join('\n')}\n`,
    locate({ line, column }) {
      const origin = lines[line - 1]
      return origin === undefined
        ? { file: files[0]?.path ?? '', position: { line, column } }
        : { file: origin.file, position: { line: origin.number, column } }
    },
  }
}

interface Part {
  readonly lines: readonly Line[]
  readonly pieces: readonly Piece[]
}

/** A block with its lines: the comments above it, the opening one, what is in it, the closing one. */
interface Piece {
  readonly file: string
  readonly block: Block
  readonly above: readonly Line[]
  readonly opening: Line
  readonly inner: readonly Line[]
  readonly closing: Line
}

function readPart({ path, text }: SchemaFile): Part {
  const schema = parseSchema(text, path)
  const texts = text
    .replace(/^\uFEFF/, '')
    .replace(/\s+$/, '')
    .split(/\r?\n/)
  const lines = texts.map((content, index) => ({ text: content, file: path, number: index + 1 }))
  return { lines, pieces: readPieces(schema, lines, findEnds(text, path)) }
}

/** The line of each brace that closes a block, in their order. Braces in texts, comments and arguments do not. */
function findEnds(text: string, path: string): number[] {
  let depth = 0
  return scan(text, path).flatMap(({ kind, text, position }) => {
    if (kind !== 'punctuation' || (text !== '{' && text !== '}')) return []
    depth += text === '{' ? 1 : -1
    return depth === 0 ? [position.line] : []
  })
}

function readPieces(schema: Schema, lines: readonly Line[], ends: readonly number[]): Piece[] {
  const blocks = schema.entries.filter((entry): entry is Block => entry.kind !== 'comment' && entry.kind !== 'blank')
  return blocks.flatMap((block): Piece[] => {
    const start = block.position.line - 1
    const end = (ends.find((line) => line > start) ?? lines.length) - 1
    const [opening, closing] = [lines[start], lines[end]]
    if (opening === undefined || closing === undefined) return []
    let first = start
    while (/^\s*\/\//.test(lines[first - 1]?.text ?? '')) first--
    return [{ file: schema.file, block, above: lines.slice(first, start), opening, inner: lines.slice(start + 1, end), closing }]
  })
}

function withoutPieces(lines: readonly Line[], pieces: readonly Piece[]): Line[] {
  const gone = new Set(pieces.flatMap(({ above, opening, inner, closing }) => [...above, opening, ...inner, closing]))
  return lines.filter((line) => !gone.has(line))
}

function emptyAfter({ file, opening: { number } }: Piece): Line {
  return { text: '', file, number }
}

function extend(piece: Piece, added: readonly Piece[]): Line[] {
  const more = added.filter(({ block }) => block.name === piece.block.name).flatMap((other) => [emptyAfter(other), ...other.inner])
  return [...piece.above, piece.opening, ...piece.inner, ...more, piece.closing]
}

/** What a model cannot change of the one that it adds to. */
const FIXED = ['id', 'map', 'schema', 'ignore']

function refuse({ file, block }: Piece, target: Block | undefined, core: string, providers: readonly string[]): Finding[] {
  const find = (position: Position, subject: string, reason: string, remedy: string): Finding => ({
    file,
    position,
    subject,
    providers,
    reason,
    remedy,
  })
  if (block.kind !== 'model' || target?.kind !== 'model') {
    const reason = `the core model has ${target?.kind === 'enum' ? 'an' : 'a'} ${target?.kind} of this name, and only models can be added to`
    return [find(block.position, block.name, reason, 'Give it another name')]
  }
  const taken = new Set(fieldsOf(target).map(({ name }) => name))
  return [
    ...fieldsOf(block)
      .filter(({ name }) => taken.has(name))
      .map(({ name, position }) => {
        return find(
          position,
          `${block.name}.${name}`,
          `the core model has this field already (${core})`,
          'Give it another name, or leave it out',
        )
      }),
    ...blockAttributesOf(block)
      .filter(({ name }) => FIXED.includes(name))
      .map(({ name, position }) => find(position, block.name, `@@${name} is the core model's own`, 'Leave it out')),
  ]
}
