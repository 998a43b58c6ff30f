import { markFolded } from '../../engines/fold-marked.js'
import { type Args, listOf } from './args.js'

/** Takes `mode` out of a filter of texts: not every engine's client has it, and those that do fold by their tables' collation. */
export function readMode(filter: Args): { readonly insensitive: boolean; readonly words: Args } {
  if (filter.mode !== 'insensitive' && filter.mode !== 'default') return { insensitive: false, words: filter }
  const { mode, ...words } = filter
  return { insensitive: mode === 'insensitive', words }
}

/** Marks what is compared without regard to case. Null is compared as it is. */
export function markComparand(value: unknown): unknown {
  if (typeof value === 'string') return markFolded(value)
  return Array.isArray(value) ? value.map(markComparand) : value
}

/** True for a filter that compares with another field: no value that could be marked. */
export function comparesFields(filter: Args): boolean {
  return Object.values(filter).some((value) => listOf(value).some(isFieldReference))
}

function isFieldReference(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'modelName' in value
}
