import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { RefractError } from '../../contract/errors.js'

/** There while a process writes into a dump; names that begin so are its own too. */
export const LOCK = 'unfinished.lock'

/** Milliseconds that another process may take between making the file and writing into it. */
const MOMENT = 500
/** Another may come and go each time. */
const ATTEMPTS = 3

interface Holder {
  readonly pid: number
  readonly host: string
  /** When the process began, where the system tells: another one may have the same number later. */
  readonly started: string | null
  /** One process may open a dump twice. */
  readonly token: string
}

export interface Lock {
  /** @throws {RefractError} where another process has taken it over, or somebody has removed it */
  assertHeld(): Promise<void>
  release(): Promise<void>
}

/**
 * Takes the lock of a dump: that of a process that lives no more is taken over.
 *
 * @throws {RefractError} `REFRACT_COPY` where another process has it
 */
export async function takeLock(folder: string): Promise<Lock> {
  const path = join(folder, LOCK)
  const holder: Holder = { pid: process.pid, host: hostname(), started: startOf(process.pid), token: randomUUID() }
  const own = JSON.stringify(holder)
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (await create(path, own)) return createLock(path, own)
    const found = await readWritten(path)
    if (found === null) continue
    if (isHeld(found)) break
    if (!(await removeStale(path, found))) break
  }
  throw refuse(path)
}

function createLock(path: string, own: string): Lock {
  const isHeld = async () => (await readText(path)) === own
  return {
    async assertHeld() {
      if (!(await isHeld())) throw refuse(path)
    },
    async release() {
      if (await isHeld()) await rm(path, { force: true })
    },
  }
}

export function refuse(path: string): RefractError {
  return new RefractError('REFRACT_COPY', 'Another process copies into the same target.', {
    hint: `This one stops: nothing was written twice. Where there is no other, remove ${path} and go on.`,
  })
}

async function create(path: string, text: string): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    // A full disk makes a file and takes nothing into it.
    await rm(path, { force: true })
    throw error
  }
}

async function readText(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch(() => null)
}

/** What stands there when whoever made it has had time to write it. */
async function readWritten(path: string): Promise<string | null> {
  const text = await readText(path)
  if (text === null || parseHolder(text) !== null) return text
  await setTimeout(MOMENT)
  return readText(path)
}

function parseHolder(text: string): Holder | null {
  try {
    const { pid, host, started, token } = JSON.parse(text) as Holder
    return Number.isInteger(pid) && pid > 0 && typeof host === 'string' ? { pid, host, started, token } : null
  } catch {
    return null
  }
}

function isHeld(text: string): boolean {
  const holder = parseHolder(text)
  if (holder === null) return false
  // Of a process elsewhere nothing is known.
  if (holder.host !== hostname()) return true
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    // One of another user lives.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
  const started = startOf(holder.pid)
  return holder.started === null || started === null || holder.started === started
}

/** Another process may have done the same, and hold a new one by now: that is put back. */
async function removeStale(path: string, stale: string): Promise<boolean> {
  const aside = `${path}.old`
  try {
    await rename(path, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true
    throw error
  }
  const found = await readText(aside)
  const isStale = found === stale || found === null
  if (!isStale) await create(path, found)
  await rm(aside, { force: true })
  return isStale
}

/** Behind a program's name, which may hold anything, a process' state and much else; https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
const STATE = 0
const START = 19

/** In the system's own words, and of a process that has ended and stands in the list still, that it has; null where it tells nothing. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[STATE] === 'Z' ? 'ended' : (fields[START] ?? null)
  } catch {
    return null
  }
}
