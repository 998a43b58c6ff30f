import { type Models, readModels } from './models.js'
import { type CommonNote, normalizeSchema } from './normalize.js'
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
  const { schema, notes } = normalizeSchema(parseSchema(text, path))
  return { models: readModels(schema), notes }
}
