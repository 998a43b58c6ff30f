import type { CommonNote } from './common-note.js'
import { type Models, readModels } from './models.js'
import { nameKeys } from './name-keys.js'
import { narrowKeys } from './narrow-keys.js'
import { normalizeSchema } from './normalize.js'
import { parseSchema } from './parse.js'

export interface CanonicalSchema {
  readonly models: Models
  readonly notes: readonly CommonNote[]
}

/**
 * Reads a canonical schema by its meaning.
 *
 * @param path as it appears in messages
 * @throws {SchemaSyntaxError}
 */
export function readCanonical(text: string, path: string): CanonicalSchema {
  const normalized = normalizeSchema(parseSchema(text, path))
  const narrowed = narrowKeys(readModels(normalized.schema))
  const named = nameKeys(readModels(narrowed.schema))
  return { models: readModels(named.schema), notes: [normalized, narrowed, named].flatMap(({ notes }) => notes) }
}
