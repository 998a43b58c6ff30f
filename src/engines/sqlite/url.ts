import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Target } from '../../contract/engine.js'
import { RefractError } from '../../contract/errors.js'
import type { PoolOptions } from '../../contract/options.js'
import { type AddressParameters, choiceParameter, numberParameter, readPoolParameters } from '../address.js'
import { defaultSettings, type SessionSettings } from './session.js'

export const schemes = ['file'] as const

export interface SqliteTarget extends Target {
  /** The absolute path of the database file, or null for a database in memory. */
  readonly path: string | null
  readonly settings: SessionSettings
  /** `busy_timeout`: milliseconds to wait for another process; without it as long as for a connection of the pool. */
  readonly busyTimeout: number | undefined
  readonly pool: PoolOptions
}

const FORMS = 'Write file:./app.db (from the working folder), file:/absolute/app.db, or :memory:.'

/** SQLite's pragmas by their own names (https://www.sqlite.org/pragma.html), and the pool's settings in those of Prisma's addresses. */
const PARAMETERS = [
  'journal_mode',
  'synchronous',
  'busy_timeout',
  'foreign_keys',
  'cache_size',
  'mmap_size',
  'connection_limit',
  'pool_timeout',
  'connect_timeout',
]

const JOURNAL_MODES = { wal: 'wal', delete: 'delete', truncate: 'truncate', persist: 'persist' } as const
const SYNCHRONOUS = { off: 'off', normal: 'normal', full: 'full', extra: 'extra' } as const
const SWITCH = { on: true, true: true, '1': true, off: false, false: false, '0': false } as const

/** `file:` with a path relative to the working folder or absolute, as in SQLite's own URIs, or `:memory:`. */
export function parseUrl(url: string): SqliteTarget {
  const [place = '', query = ''] = splitOnce(url.trim(), '?')
  const path = parsePath(place)
  const label = path === null ? ':memory:' : `file:${path}`
  const address: AddressParameters = { label, parameters: new Map(new URLSearchParams(query)) }
  const unknown = [...address.parameters.keys()].filter((name) => !PARAMETERS.includes(name))
  if (unknown.length > 0) {
    const hint = `Known are: ${PARAMETERS.join(', ')}. A ? in a file name is written %3F.`
    throw new RefractError('REFRACT_URL', `The SQLite address ${label} has unknown parameters: ${unknown.join(', ')}`, { hint })
  }
  return {
    path,
    label,
    // Each client has a memory of its own.
    part: path === null ? randomUUID() : undefined,
    settings: readSettings(address),
    busyTimeout: numberParameter(address, 'busy_timeout'),
    pool: readPoolParameters(address),
  }
}

export function isMemory(url: string): boolean {
  return url === ':memory:' || url === 'file::memory:'
}

function parsePath(place: string): string | null {
  if (isMemory(place)) return null
  const fail = (reason: string): never => {
    throw new RefractError('REFRACT_URL', `The SQLite address ${reason}`, { hint: FORMS })
  }
  if (!/^file:/i.test(place)) fail('does not begin with file:')
  const rest = place.slice('file:'.length)
  if (rest === '' || rest === '//' || rest.endsWith('/')) fail('names no file.')
  return toPath(rest) ?? fail('cannot be read.')
}

function toPath(rest: string): string | null {
  try {
    if (rest.startsWith('//')) return fileURLToPath(`file:${rest}`)
    return resolve(decodeURIComponent(rest))
  } catch {
    return null
  }
}

function readSettings(address: AddressParameters): SessionSettings {
  return {
    journalMode: choiceParameter(address, 'journal_mode', JOURNAL_MODES) ?? defaultSettings.journalMode,
    synchronous: choiceParameter(address, 'synchronous', SYNCHRONOUS) ?? defaultSettings.synchronous,
    foreignKeys: choiceParameter(address, 'foreign_keys', SWITCH) ?? defaultSettings.foreignKeys,
    cacheSize: numberParameter(address, 'cache_size', { negative: true }) ?? defaultSettings.cacheSize,
    mmapSize: numberParameter(address, 'mmap_size') ?? defaultSettings.mmapSize,
  }
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)]
}
