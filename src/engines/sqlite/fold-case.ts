import type { Database } from './connect.js'

/** The name of our function in SQLite's SQL. */
const NAME = 'refract_lower'

/** SQLite's own `lower` knows ASCII alone. */
export function registerFoldCase(database: Database): void {
  database.function(NAME, { deterministic: true }, (value: unknown) => (typeof value === 'string' ? foldCase(value) : value))
}

/** A column of ASCII alone is folded by SQLite itself, which is many times as fast as calling out. */
export function toFolded(text: string): string {
  const folded = `${NAME}(${text})`
  return text === '?' ? folded : `iif(octet_length(${text}) = length(${text}), lower(${text}), ${folded})`
}

/** Each code point by itself, as PostgreSQL does. JavaScript's lower case of these two depends on more, or is two. */
function foldCase(text: string): string {
  return text.replace(/[Σİ]/g, (letter) => (letter === 'Σ' ? 'σ' : 'i')).toLowerCase()
}
