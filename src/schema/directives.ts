import type { Block, BlockEntry, Schema } from './ast.js'

/** Opens a part of the schema that some engines have alone. Prisma takes it for a comment. */
const DIRECTIVE = /^\/{2,}\s*@refract(?![\w-])/

/** How many characters of a comment say that it is a directive; null where it is none. */
export function readDirectiveWord(comment: string): number | null {
  return DIRECTIVE.exec(comment)?.[0].length ?? null
}

/** The schema with the parts for one engine in their places, and without those of the others. */
export function applyDirectives(schema: Schema, provider: string): Schema {
  const entries = schema.entries.map((entry) => ('entries' in entry ? applyInBlock(entry, provider) : entry))
  return { ...schema, entries }
}

function applyInBlock(block: Block, provider: string): Block {
  const own = block.entries.flatMap((entry) => (entry.kind === 'directive' && isFor(entry, provider) ? [entry.entry] : []))
  // A setting that the engine has alone stands for the one of all.
  const settings = new Set(own.flatMap((entry) => (entry.kind === 'setting' ? [entry.name] : [])))
  const entries = block.entries.flatMap((entry): BlockEntry[] => {
    if (entry.kind === 'directive') return isFor(entry, provider) ? [entry.entry] : []
    return entry.kind === 'setting' && settings.has(entry.name) ? [] : [entry]
  })
  return { ...block, entries }
}

function isFor({ providers }: BlockEntry & { kind: 'directive' }, provider: string): boolean {
  return providers.some(({ name }) => name === provider)
}
