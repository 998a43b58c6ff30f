/** The name of our function in SQLite's SQL, whose own `lower` knows ASCII alone. */
export const FOLD_CASE = 'refract_lower'

/** Each code point by itself, as PostgreSQL does. JavaScript's lower case of these two depends on more, or is two. */
export function foldCase(value: unknown): unknown {
  if (typeof value !== 'string') return value
  return value.replace(/[Σİ]/g, (letter) => (letter === 'Σ' ? 'σ' : 'i')).toLowerCase()
}

/** A column of ASCII alone is folded by SQLite itself, which is many times as fast as calling out. */
export function toFolded(text: string): string {
  const folded = `${FOLD_CASE}(${text})`
  return text === '?' ? folded : `iif(octet_length(${text}) = length(${text}), lower(${text}), ${folded})`
}
