import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Target } from '../../contract/engine.js'
import { RefractError } from '../../contract/errors.js'

export const schemes = ['file'] as const

export interface SqliteTarget extends Target {
  /** The absolute path of the database file, or null for a database in memory. */
  readonly path: string | null
}

const FORMS = 'Write file:./app.db (from the working folder), file:/absolute/app.db, or :memory:.'

/** `file:` with a path relative to the working folder or absolute, as in SQLite's own URIs, or `:memory:`. */
export function parseUrl(url: string): SqliteTarget {
  const text = url.trim()
  if (isMemory(text)) return { path: null, label: ':memory:' }
  const fail = (reason: string): never => {
    throw new RefractError('REFRACT_URL', `The SQLite address ${reason}`, { hint: FORMS })
  }
  if (!/^file:/i.test(text)) fail('does not begin with file:')
  const rest = text.slice('file:'.length)
  if (rest.includes('?')) fail('has parameters, and SQLite takes none here; a ? in a file name is written %3F.')
  if (rest === '' || rest === '//' || rest.endsWith('/')) fail('names no file.')
  const path = toPath(rest) ?? fail('cannot be read.')
  return { path, label: `file:${path}` }
}

export function isMemory(url: string): boolean {
  return url === ':memory:' || url === 'file::memory:'
}

function toPath(rest: string): string | null {
  try {
    if (rest.startsWith('//')) return fileURLToPath(`file:${rest}`)
    return resolve(decodeURIComponent(rest))
  } catch {
    return null
  }
}
